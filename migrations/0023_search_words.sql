-- module: platform
-- Intent: the words that records are named by, each once: a query is completed, inflected, transliterated and corrected among words, and only then looked up in records.
-- Effect on data: none, the table is new; the modules fill it when they begin to publish their words.

-- Russian word forms without stop words: in a name every word counts.
CREATE TEXT SEARCH DICTIONARY name_stems (TEMPLATE = snowball, LANGUAGE = russian);

-- Text as it is compared: lower case, ё as е, no accents, letters and digits with single spaces between; what `searchText` of shared/ does.
-- Plain Latin and Russian, which is nearly everything, needs no normal form.
CREATE FUNCTION search_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(lower(CASE WHEN said ~ '[^\u0001-\u007F\u0401\u0410-\u0451№«»“”„…–—]'
  THEN normalize(regexp_replace(normalize(replace(said, '№', ' '), NFKD), '(?<![иИ])[\u0300-\u036F]', '', 'g'), NFC)
  ELSE translate(said, 'Ёё', 'ее') END), '[^[:alnum:]]+', ' ', 'g'));

-- The words of a text, each behind a mark that tells where it stood: + a place, @ an address. NULL when there is none.
CREATE FUNCTION search_words_marked(mark text, said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN string_to_array(substr(replace(' ' || nullif(search_fold(said), ''), ' ', ' ' || mark), 2), ' ');

CREATE FUNCTION search_vector(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN array_to_tsvector(string_to_array(search_fold(said), ' '));

-- `array_to_string` is not immutable for every type; for texts it is.
CREATE FUNCTION search_list(texts text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT array_to_string(texts, ' ') $$;

CREATE FUNCTION search_stem(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN coalesce((ts_lexize('name_stems', word))[1], word);

-- How a word sounds in either alphabet: the usual transliterations (of passports, of standards, of everyday) meet here.
CREATE FUNCTION search_sound(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(regexp_replace(CASE WHEN word ~ '[а-я]' THEN
    translate(replace(replace(replace(word, 'йо', 'е'), 'ю', 'iu'), 'я', 'ia'),
      'абвгдежзийклмнопрстуфхцчшщыэьъ', 'abvgdeJziiklmnoprstufhcCSSie')
  ELSE
    translate(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      word, 'shch|sch|shh|sh', 'S', 'g'), 'zh', 'J', 'g'), 'tch|ch', 'C', 'g'), 'ts|tz|cz', 'c', 'g'), 'kh|^x', 'h', 'g'), 'ph', 'f', 'g'),
      '[yj]o', 'e', 'g'), 'x', 'ks', 'g'), 'ck', 'k', 'g'), 'yjwq', 'iivk')
  END, 'i+([aeou])', '\1', 'g'), '(.)\1+', '\1', 'g');

-- A word letter by letter in Latin letters and digits. pg_trgm asks the C library what a letter is, and under the C locale, which
-- the embedded server has, nothing Russian is one: trigrams of Russian words as they stand are empty.
CREATE FUNCTION search_code(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(word, 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'abvgdejzi0klmnoprstufhc1234y5678');

-- No uniqueness: two writers that bring one word at once must not wait for each other, and a word twice does no harm.
CREATE TABLE search_words (
  word  text COLLATE "C" NOT NULL,
  stem  text COLLATE "C" NOT NULL,
  sound text COLLATE "C" NOT NULL
);
CREATE INDEX search_words_by_word ON search_words (word);
CREATE INDEX search_words_by_stem ON search_words (stem);
CREATE INDEX search_words_by_sound ON search_words (sound);
CREATE INDEX search_words_by_part ON search_words USING gin (search_code(word) gin_trgm_ops);

-- Remembers the words of records as their lexemes name them; numbers are no words, and addresses are found without them.
CREATE FUNCTION remember_search_words(found tsvector[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO search_words (word, stem, sound)
  SELECT w.word, search_stem(w.word), search_sound(w.word)
  FROM (SELECT DISTINCT ltrim(lexeme, '+') COLLATE "C" AS word
    FROM unnest(found) AS one, unnest(tsvector_to_array(one)) AS lexeme WHERE lexeme NOT LIKE '@%') AS w
  WHERE w.word ~ '[^0-9]' AND length(w.word) BETWEEN 2 AND 60
    AND NOT EXISTS (SELECT FROM search_words k WHERE k.word = w.word)
$$;

-- For triggers of every table with a column `search`: the modules put them on their own.
CREATE FUNCTION remember_words_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM remember_search_words(ARRAY(SELECT search FROM added));
  RETURN NULL;
END $$;
CREATE FUNCTION remember_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM remember_search_words(ARRAY[NEW.search]);
  RETURN NULL;
END $$;
