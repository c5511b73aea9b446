-- module: platform
-- Intent: of every word it is known in which tables records are called so: a search looks nowhere for a word that is not there, and
--   asks of each table only its own words. Letters of words are kept coded, instead of being coded for every comparison.
-- Effect on data: a new table, filled from the words of the records that there are; one index of the vocabulary is built anew.

-- No uniqueness, as with the words themselves: two writers must not wait for each other.
CREATE TABLE search_word_places (
  place text COLLATE "C" NOT NULL,
  word  text COLLATE "C" NOT NULL
);

DO $$
DECLARE
  named text;
BEGIN
  FOR named IN
    SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attname = 'search' AND a.atttypid = 'tsvector'::regtype AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format($sql$
      INSERT INTO search_word_places (place, word)
      SELECT %L, w.word FROM (
        SELECT DISTINCT ltrim(lexeme, '+') COLLATE "C" AS word
        FROM %I, unnest(tsvector_to_array(search)) AS lexeme WHERE lexeme NOT LIKE '@%%') AS w
      WHERE w.word ~ '[^0-9]' AND length(w.word) BETWEEN 2 AND 60$sql$, named, named);
  END LOOP;
END $$;
CREATE INDEX search_word_places_by_word ON search_word_places (word, place);
CREATE INDEX search_word_places_by_place ON search_word_places (place, word);
ANALYZE search_word_places;

DROP INDEX search_words_by_part;
ALTER TABLE search_words ADD COLUMN code text NOT NULL GENERATED ALWAYS AS (search_code(word)) STORED;
CREATE INDEX search_words_by_part ON search_words USING gin (code gin_trgm_ops);
ANALYZE search_words;

-- Remembers the words of records of a table as their lexemes name them; numbers are no words, and addresses are found without them.
DROP FUNCTION remember_search_words(tsvector[]);
CREATE FUNCTION remember_search_words(of_table text, found tsvector[]) RETURNS void LANGUAGE sql AS $$
  WITH fresh AS (
    INSERT INTO search_word_places (place, word)
    SELECT of_table, w.word
    FROM (SELECT DISTINCT ltrim(lexeme, '+') COLLATE "C" AS word
      FROM unnest(found) AS one, unnest(tsvector_to_array(one)) AS lexeme WHERE lexeme NOT LIKE '@%') AS w
    WHERE w.word ~ '[^0-9]' AND length(w.word) BETWEEN 2 AND 60
      AND NOT EXISTS (SELECT FROM search_word_places p WHERE p.word = w.word AND p.place = of_table)
    RETURNING word)
  INSERT INTO search_words (word, stem, sound)
  SELECT f.word, search_stem(f.word), search_sound(f.word) FROM fresh f
  WHERE NOT EXISTS (SELECT FROM search_words k WHERE k.word = f.word)
$$;

CREATE OR REPLACE FUNCTION remember_words_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM remember_search_words(TG_TABLE_NAME, ARRAY(SELECT search FROM added));
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION remember_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM remember_search_words(TG_TABLE_NAME, ARRAY[NEW.search]);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_parts(said text) RETURNS tsquery LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  pieces text[] := string_to_array(search_fold(said), ' ');
  last   integer := cardinality(pieces);
  asked  tsquery;
  part   text;
  any_of tsquery;
BEGIN
  FOR at IN 1 .. last LOOP
    part := pieces[at];
    CONTINUE WHEN part !~ '[^0-9]' OR length(part) < 2;
    IF at > 1 AND at < last THEN
      any_of := quote_literal(part)::tsquery;
    ELSE
      SELECT coalesce(string_agg(DISTINCT quote_literal(k.word), ' | '), quote_literal('~'))::tsquery INTO any_of FROM search_words k
      WHERE k.code LIKE '%' || search_code(part) || '%'
        AND k.word LIKE CASE WHEN last > 1 AND at = last THEN part || '%' WHEN last > 1 THEN '%' || part ELSE '%' || part || '%' END;
    END IF;
    asked := CASE WHEN asked IS NULL THEN any_of ELSE asked && any_of END;
  END LOOP;
  RETURN asked;
END $$;
