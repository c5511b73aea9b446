-- module: platform
-- Intent: the longer a word, the more of it two slips leave as it was: fewer words need to be compared with it letter by letter.
-- Effect on data: none.

CREATE FUNCTION search_words_alike(asked text, most integer) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  sought text := search_code(asked);
BEGIN
  -- Of the trigrams of a word, one more than its letters, a slip changes three; a little less is asked for, and never less than usually.
  PERFORM set_config('pg_trgm.similarity_threshold', greatest(0.3, (length(sought) - 5.0) / (length(sought) + 7) - 0.01)::real::text, true);
  RETURN QUERY SELECT k.word::text FROM search_words k WHERE k.code % sought
    ORDER BY similarity(k.code, sought) DESC, k.word LIMIT most;
END $$;
