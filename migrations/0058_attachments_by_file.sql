-- module: activities
-- Intent: whether a file lies with a client is asked before it is let go of.
-- Effect on data: none; the index is built over what is there.

CREATE INDEX attachments_by_file ON attachments (file_id);
