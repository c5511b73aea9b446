-- module: platform
-- Intent: a list that is filtered by a part of a name asks the vocabulary which words hold that part, and then the index over words; no table pays for an index of its own.
-- Effect on data: none.

-- Of a text of several words the first may begin earlier, the last may go on, and those between are whole. Numbers and single
-- letters are no words of the vocabulary: such a piece asks for nothing. NULL when no piece asks; a lexeme that nothing has
-- when no word answers.
CREATE FUNCTION search_parts(said text) RETURNS tsquery LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
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
      WHERE search_code(k.word) LIKE '%' || search_code(part) || '%'
        AND k.word LIKE CASE WHEN last > 1 AND at = last THEN part || '%' WHEN last > 1 THEN '%' || part ELSE '%' || part || '%' END;
    END IF;
    asked := CASE WHEN asked IS NULL THEN any_of ELSE asked && any_of END;
  END LOOP;
  RETURN asked;
END $$;
