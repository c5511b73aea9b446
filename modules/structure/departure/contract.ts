import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Day, Id, orNull, SalesFunctionName } from '../contract.ts';
import { Work } from '../role-drop/contract.ts';

/** What a leaver holds, part by part, with whom the program would name. */
export const DepartureView = Type.Object({
  employee: Type.Object({ id: Id, full_name: Type.String() }),
  positions: Type.Array(Type.Object({ id: Id, title: Type.String(), unit_name: Type.String() })),
  parts: Type.Array(
    Type.Object({ part: Type.String(), work: Type.Array(Type.Object({ key: Type.String(), count: Type.Integer() })) }),
  ),
  /** Others who hold one of the same positions. */
  colleagues: Type.Array(Type.Object({ id: Id, full_name: Type.String() })),
  /** The least loaded of them; null when there is none. */
  suggested: orNull(Id),
  /** Functions that nobody would perform any more. */
  vacant: Type.Array(SalesFunctionName),
  total: Type.Integer(),
});
export type DepartureView = Static<typeof DepartureView>;

export const DepartureInput = Type.Object(
  {
    employee_id: Id,
    /** The last day at work; today or earlier. */
    last_day: Day,
    /** Takes over everything that nobody else is named for. */
    successor_id: Type.Optional(orNull(Id)),
    /** Part → successor. */
    successors: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Id)),
    reason: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
);
export type DepartureInput = Static<typeof DepartureInput>;

export const Departed = Type.Object({ employee_id: Id, passed: Type.Array(Work) });
export type Departed = Static<typeof Departed>;

export const previewDeparture = route({
  method: 'GET',
  path: '/api/v1/structure/departures/:employee_id',
  summary: 'What an employee holds and who could take it over; nothing is changed.',
  tag: 'structure',
  params: Type.Object({ employee_id: Id }),
  reply: DepartureView,
});

export const departEmployee = route({
  method: 'POST',
  path: '/api/v1/structure/departures',
  summary:
    'An employee leaves: everything they hold passes to named successors in one transaction, or nothing happens.',
  tag: 'structure',
  body: DepartureInput,
  reply: Departed,
});
