/** Columns of the list of people that a file can have, besides the company's own fields. */
export const EXPORT_COLUMNS = [
  'name',
  'client',
  'position',
  'role',
  'phone',
  'mail',
  'region',
  'state',
  'consent',
  'touch',
  'verified',
  'messengers',
  'note',
  'created',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];
