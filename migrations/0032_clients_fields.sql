-- module: clients
-- Intent: values of the company's own fields of clients and contacts, by the keys of the fields.
-- Effect on data: none; the column is empty.

ALTER TABLE clients ADD COLUMN custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object');
ALTER TABLE contacts ADD COLUMN custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object');
