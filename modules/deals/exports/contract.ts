/** Columns of the list of deals that a file can have, besides the company's own fields. */
export const EXPORT_COLUMNS = [
  'client',
  'region',
  'title',
  'stage',
  'expected',
  'value',
  'margin',
  'stage_since',
  'missing',
  'owner',
  'contract',
  'signed',
  'closed',
  'why',
  'opened',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];
