import { setUpCompany } from '#modules/people/commands.ts';
import { installReadyStructure } from '#modules/structure/commands.ts';
import { systemActor } from '#modules/structure/queries.ts';
import { createSegment } from '#modules/structure/segments/commands.ts';
import { inTransaction, type WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import type { ScratchDatabase } from '../scratch-database.ts';

export const PASSWORD = 'сосна под окном растёт';

export interface Colleague {
  id: string;
  name: string;
  email: string;
}

export interface Company {
  salesSystemId: string;
  segments: readonly string[];
  administrator: Colleague;
  heads: readonly Colleague[];
  callers: readonly Colleague[];
  managers: readonly Colleague[];
  deliverers: readonly Colleague[];
}

export interface Staff {
  heads: number;
  callers: number;
  managers: number;
  deliverers: number;
}

export const USUAL_STAFF: Staff = { heads: 2, callers: 20, managers: 30, deliverers: 10 };

type Founding = Pick<ScratchDatabase, 'db' | 'pool'>;

/**
 * A company with a ready structure and people in its positions. The first of them comes by the real commands; the others
 * share the hash of that password, since two hundred honest ones would take a minute.
 */
export async function foundCompany(
  { db, pool }: Founding,
  now: Temporal.Instant,
  staff: Staff = USUAL_STAFF,
): Promise<Company> {
  const done = async <T>(command: (context: WriteContext) => Promise<Result<T>>): Promise<T> => {
    const result = await inTransaction({ db, actor: systemActor('ru'), now, requestId: null }, command);
    if (!result.ok) throw new Error(`The company cannot be founded: ${result.reason}`);
    return result.value;
  };
  const administrator = { name: 'Седова Марина Ильинична', email: 'admin@bench.example' };
  const founded = await done((context) =>
    setUpCompany(context, {
      language: 'ru',
      name: 'Линия света',
      time_zone: 'Europe/Moscow',
      admin_name: administrator.name,
      admin_email: administrator.email,
      password: PASSWORD,
    }),
  );
  const structure = await done((context) => installReadyStructure(context, { kind: 'strategic', language: 'ru' }));
  const { salesSystemId, positions } = structure;
  const segments: string[] = [];
  for (const [name, priority] of [
    ['Города', 30],
    ['Посёлки', 20],
    ['Предприятия', 10],
  ] as const) {
    const { id } = await done((context) => createSegment(context, { sales_system_id: salesSystemId, name, priority }));
    segments.push(id);
  }
  const employ = async (position: keyof typeof positions, count: number, title: string): Promise<Colleague[]> => {
    const people = Array.from({ length: count }, (_, index) => ({
      id: newId<string>(),
      name: `${title} ${String(index + 1).padStart(3, '0')}`,
      email: `${position.replace('_', '-')}-${index + 1}@bench.example`,
    }));
    const ids = people.map(({ id }) => id);
    await pool.query(
      `INSERT INTO employees (id, full_name, email, language, time_zone, status, created_at)
       SELECT id, name, email, 'ru', 'Europe/Moscow', 'active', $4 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS e (id, name, email)`,
      [ids, people.map(({ name }) => name), people.map(({ email }) => email), now.toString()],
    );
    await pool.query(
      `INSERT INTO passwords (employee_id, hash, changed_at)
       SELECT id, p.hash, p.changed_at FROM unnest($1::uuid[]) AS id, passwords p WHERE p.employee_id = $2`,
      [ids, founded.employee_id],
    );
    await pool.query(
      `INSERT INTO employments (id, employee_id, position_id, valid)
       SELECT gen_random_uuid(), id, $2, daterange('2020-01-01', NULL) FROM unnest($1::uuid[]) AS id`,
      [ids, positions[position]],
    );
    return people;
  };
  return {
    salesSystemId,
    segments,
    administrator: { id: founded.employee_id, ...administrator },
    heads: await employ('head', staff.heads, 'Руководитель'),
    callers: await employ('telemarketer', staff.callers, 'Телемаркетолог'),
    managers: await employ('development_manager', staff.managers, 'Менеджер'),
    deliverers: await employ('project_manager', staff.deliverers, 'Проектный менеджер'),
  };
}
