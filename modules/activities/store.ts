import type { Context } from '#platform/context.ts';
import type { About } from './contract.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [
  { table: 'touches', key: ['id'], column: 'client_id' },
  { table: 'steps', key: ['id'], column: 'client_id' },
  { table: 'attachments', key: ['id'], column: 'client_id', unless: ['file_id', 'removed_at'] },
] as const;

export type Reading = Pick<Context, 'db'>;

/** Where a page of a timeline goes on: newest first by moment, then by id. */
export interface TimelinePlace {
  at: string;
  id: string;
}

/** The record that a row is about, if any. */
export const aboutOf = (row: { about_kind: string | null; about_id: string | null }): About | null =>
  row.about_kind === null || row.about_id === null ? null : { kind: row.about_kind, id: row.about_id };
