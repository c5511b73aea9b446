-- module: activities
-- Intent: files at clients are found by their titles.
-- Effect on data: adds a computed column and remembers the words of titles.

ALTER TABLE attachments ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (search_vector(title)) STORED;
CREATE INDEX attachments_by_words ON attachments USING gin (search) WHERE removed_at IS NULL;
CREATE TRIGGER attachments_words_added AFTER INSERT ON attachments REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION remember_words_added();
CREATE TRIGGER attachments_words_changed AFTER UPDATE OF title ON attachments
  FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION remember_words_changed();
SELECT remember_search_words(ARRAY(SELECT search FROM attachments));
