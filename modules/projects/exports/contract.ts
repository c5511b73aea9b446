/** Columns of the list of projects that a file can have, besides the company's own fields. */
export const EXPORT_COLUMNS = [
  'project',
  'stages',
  'next',
  'paid',
  'overdue',
  'value',
  'manager',
  'state',
  'contract',
  'region',
  'opened',
  'suspended_until',
  'commissioned',
  'warranty',
  'closed',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];
