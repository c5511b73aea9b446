import { expect, test } from 'vitest';
import { registerModules } from '#app/wiring.ts';
import { CLIENT_STATES, groupOf, isClientState } from '#modules/clients/rules.ts';
import { openDb, openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#platform/db/testing/database.ts';
import { buildDemo } from './build.ts';
import { COMPANY_NAME } from './company.ts';
import { AT_ONCE } from './stage.ts';
import { towns } from './towns.ts';

/** A Monday: what is open on the last day must have begun before the weekend. */
const AS_OF = Temporal.PlainDate.from('2026-11-23');
const SMALL_MARKET = towns.filter((_town, index) => index % 8 === 0);

async function facts(atOnce: number) {
  registerModules();
  const database = await testDatabase();
  const db = openDb(openPool(database.connection));
  try {
    await buildDemo(db, { asOf: AS_OF, seed: '3', market: SMALL_MARKET, atOnce });
    const columns = ['name', 'state', 'holder_id', 'next_step_id', 'next_step_on', 'next_check_on'] as const;
    const clients = await db.selectFrom('clients').select(columns).orderBy('name').execute();
    const verdicts = await db
      .selectFrom('relevance_verdicts')
      .select(['verdict', 'evidence', 'determined_at'])
      .execute();
    const handoffs = await db.selectFrom('handoffs').select(['kind', 'state', 'round']).execute();
    const tasks = await db.selectFrom('office_tasks').select(['type_key', 'status']).execute();
    const deals = await db.selectFrom('deals').select(['stage', 'outcome', 'value_minor']).execute();
    const company = await db.selectFrom('company').select(['name', 'is_demo']).execute();
    const projects = await db.selectFrom('projects').select(['state', 'contract_number']).execute();
    const answers = await db
      .selectFrom('support_requests as r')
      .leftJoin('employees as e', 'e.id', 'r.specialist_id')
      .select(['r.status', 'e.full_name'])
      .execute();
    return { company, clients, verdicts, handoffs, tasks, deals, projects, answers };
  } finally {
    await db.destroy();
    await database.close();
  }
}

type Facts = Awaited<ReturnType<typeof facts>>;

/** What the years made of everybody, without ids and in an order that does not depend on them. */
function digest({ clients, ...lists }: Facts): string {
  const held = clients.map(({ holder_id, next_step_id, ...known }) => ({
    ...known,
    held: holder_id !== null,
    next: next_step_id !== null,
  }));
  return JSON.stringify([held, ...Object.values(lists).map((rows) => rows.map((row) => JSON.stringify(row)).sort())]);
}

test('a seed makes one company, however many lives are played at once, with clients in every state and all that holds of a client', {
  timeout: 300_000,
}, async () => {
  const first = await facts(AT_ONCE);
  expect(first.company).toEqual([{ name: COMPANY_NAME, is_demo: true }]);
  const states = new Set<string>(first.clients.map((client) => client.state));
  for (const state of CLIENT_STATES) if (state !== 'archived' && state !== 'regular') expect(states).toContain(state);
  for (const client of first.clients.filter(({ state }) => isClientState(state) && groupOf(state) === 'in_work')) {
    expect(client.holder_id, client.name).not.toBeNull();
    expect(client.next_step_on, client.name).not.toBeNull();
  }
  const last =
    first.verdicts
      .map((one) => one.determined_at)
      .sort()
      .at(-1) ?? '';
  expect(last < AS_OF.toString()).toBe(true);
  expect(first.tasks.some(({ status }) => status === 'requested' || status === 'in_work')).toBe(true);
  const open = new Set(first.handoffs.map(({ state }) => state));
  expect([...open]).toEqual(expect.arrayContaining(['offered', 'returned', 'disputed', 'accepted']));
  expect(first.answers.some(({ status }) => status === 'queued' || status === 'in_work')).toBe(true);
  expect(first.projects.some(({ state }) => state === 'running')).toBe(true);
  expect(digest(await facts(1))).toBe(digest(first));
});
