import { Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Absence, AbsenceKind, Day, Id, Version } from '../contract.ts';

const days = { first_day: Day, last_day: Day, kind: AbsenceKind, deputy_id: Id };

export const listAbsences = route({
  method: 'GET',
  path: '/api/v1/absences',
  summary: 'Who is away between two days (both included), by first day; of one employee when asked so.',
  tag: 'people',
  query: Type.Object({ from: Day, to: Day, employee_id: Type.Optional(Id) }, { additionalProperties: false }),
  reply: Type.Object({ items: Type.Array(Absence) }),
});

export const AbsenceInput = Type.Object({ employee_id: Id, ...days }, { additionalProperties: false });

export const recordAbsence = route({
  method: 'POST',
  path: '/api/v1/absences',
  summary: 'Records an absence with its deputy.',
  tag: 'people',
  body: AbsenceInput,
  reply: Absence,
});

export const editAbsence = route({
  method: 'PATCH',
  path: '/api/v1/absences/:id',
  summary: 'Moves an absence or changes its deputy.',
  tag: 'people',
  params: Type.Object({ id: Id }),
  body: Type.Object(
    { version: Version, ...Type.Partial(Type.Object(days)).properties },
    { additionalProperties: false },
  ),
  reply: Absence,
});

export const cancelAbsence = route({
  method: 'POST',
  path: '/api/v1/absences/:id/cancel',
  summary: 'Cancels an absence ahead; one that has begun ends yesterday.',
  tag: 'people',
  params: Type.Object({ id: Id }),
  body: Type.Object({ version: Version }, { additionalProperties: false }),
  reply: Type.Object({ ended: Type.Enum(['cancelled', 'shortened']) }),
});
