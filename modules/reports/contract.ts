import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';

const Count = Type.Integer({ minimum: 0 });

/** The numbers beside the desks in the navigation: what waits for the person who is signed in. */
export const DeskCounts = Type.Object({
  calls_due: Type.Optional(Count),
  steps_due: Type.Optional(Count),
  handoffs_to_answer: Type.Optional(Count),
  deals_open: Type.Optional(Count),
  projects_running: Type.Optional(Count),
  support_open: Type.Optional(Count),
  office_open: Type.Optional(Count),
  checks_overdue: Type.Optional(Count),
});
export type DeskCounts = Static<typeof DeskCounts>;

export const showDeskCounts = route({
  method: 'GET',
  path: '/api/v1/desk/counts',
  summary: 'How much waits on each desk of the person who is signed in.',
  tag: 'reports',
  reply: DeskCounts,
});
