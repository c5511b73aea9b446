-- module: deals
-- Intent: values of the company's own fields of deals, by the keys of the fields.
-- Effect on data: none; the column is empty.

ALTER TABLE deals ADD COLUMN custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object');
