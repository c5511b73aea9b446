-- module: projects
-- Intent: values of the company's own fields of projects, by the keys of the fields.
-- Effect on data: none; the column is empty.

ALTER TABLE projects ADD COLUMN custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object');
