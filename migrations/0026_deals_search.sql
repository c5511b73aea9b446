-- module: deals
-- Intent: deals are found by title and by the number of the contract.
-- Effect on data: adds a computed column and remembers the words of titles.

ALTER TABLE deals ADD COLUMN search tsvector NOT NULL
  GENERATED ALWAYS AS (search_vector(title || ' ' || coalesce(contract_number, ''))) STORED;
CREATE INDEX deals_by_words ON deals USING gin (search);
CREATE TRIGGER deals_words_added AFTER INSERT ON deals REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION remember_words_added();
CREATE TRIGGER deals_words_changed AFTER UPDATE OF title ON deals
  FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION remember_words_changed();
SELECT remember_search_words(ARRAY(SELECT search FROM deals));
