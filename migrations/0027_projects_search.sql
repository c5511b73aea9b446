-- module: projects
-- Intent: projects are found by title and by the number of the contract.
-- Effect on data: adds a computed column and remembers the words of titles.

ALTER TABLE projects ADD COLUMN search tsvector NOT NULL
  GENERATED ALWAYS AS (search_vector(title || ' ' || contract_number)) STORED;
CREATE INDEX projects_by_words ON projects USING gin (search);
CREATE TRIGGER projects_words_added AFTER INSERT ON projects REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION remember_words_added();
CREATE TRIGGER projects_words_changed AFTER UPDATE OF title ON projects
  FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION remember_words_changed();
SELECT remember_search_words(ARRAY(SELECT search FROM projects));
