import type { Context } from '#platform/context.ts';
import type { About } from './contract.ts';

export type Reading = Pick<Context, 'db'>;

/** Where a page of a timeline goes on: newest first by moment, then by id. */
export interface TimelinePlace {
  at: string;
  id: string;
}

/** The record that a row is about, if any. */
export const aboutOf = (row: { about_kind: string | null; about_id: string | null }): About | null =>
  row.about_kind === null || row.about_id === null ? null : { kind: row.about_kind, id: row.about_id };
