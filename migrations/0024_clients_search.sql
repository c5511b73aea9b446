-- module: clients
-- Intent: clients and people are found by whole words in one small index; trigrams stay for numbers.
-- Effect on data: adds a computed column to clients and to contacts and remembers the words of every name; from now on name_search holds the name alone
-- (a legal name is no part of a glance) and search_text numbers alone.

-- Trigrams of Russian names were empty (see 0020): the index held nothing that a search could use.
DROP INDEX clients_name_search;
ALTER TABLE clients ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(
  string_to_array(name_search, ' ')
  || search_words_marked('+', coalesce(legal_name, '') || ' ' || coalesce(settlement, '') || ' ' || coalesce(region, ''))
  || search_words_marked('@', search_list(emails) || ' ' || search_list(sites)))) STORED;
CREATE INDEX clients_by_words ON clients USING gin (search);

ALTER TABLE contacts ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(
  string_to_array(search_fold(full_name), ' ') || search_words_marked('@', search_list(emails)))) STORED;
CREATE INDEX contacts_by_words ON contacts USING gin (search);

UPDATE clients SET name_search = search_fold(name),
  search_text = (SELECT coalesce(string_agg(word, ' '), '') FROM string_to_table(search_text, ' ') AS word WHERE word ~ '^[0-9]+$');
UPDATE contacts SET search_text = (SELECT coalesce(string_agg(word, ' '), '') FROM string_to_table(search_text, ' ') AS word WHERE word ~ '^[0-9]+$');

CREATE TRIGGER clients_words_added AFTER INSERT ON clients REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION remember_words_added();
CREATE TRIGGER clients_words_changed AFTER UPDATE OF name_search, legal_name, settlement, region ON clients
  FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION remember_words_changed();
CREATE TRIGGER contacts_words_added AFTER INSERT ON contacts REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION remember_words_added();
CREATE TRIGGER contacts_words_changed AFTER UPDATE OF full_name ON contacts
  FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION remember_words_changed();

SELECT remember_search_words(ARRAY(SELECT search FROM clients));
SELECT remember_search_words(ARRAY(SELECT search FROM contacts));

-- Published for later modules: a record of theirs is found by its own words together with its client's.
CREATE VIEW v_client_words AS SELECT id AS client_id, search AS client_words FROM clients;
