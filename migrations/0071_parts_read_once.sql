-- module: platform
-- Intent: what a filter by a part of a name looks for is read once, when the statement is planned, not again for each record on the way.
--   Statements with a LIKE, as these all are, are planned each time anew, so that a word that is added is found the next moment.
-- Effect on data: none.

ALTER FUNCTION search_parts(text) IMMUTABLE;
