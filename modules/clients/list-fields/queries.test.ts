import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSegment } from '#modules/structure/segments/commands.ts';
import type { Context } from '#platform/context.ts';
import { allowedOperators, type Condition, type FilterNode, tidyFilter, writeFilter } from '#shared/filter.ts';
import { type FilterValue, matchesFilter } from '#shared/filter-match.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { addContact, registerClients, setTags } from '../commands.ts';
import { listClients } from '../listing/queries.ts';
import { groupOf } from '../rules.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { CLIENT_FIELDS, type ClientField } from './rules.ts';

let market: TestMarket;
let head: Context;
let holder: EmployeeId;
let segment: string;
const records = new Map<string, Readonly<Record<string, FilterValue>>>();
const tags = new Map<string, string>();

const REGIONS = ['Иркутская область', 'Республика Тыва', null];
const SETTLEMENTS = ['Ёлкино', 'елань', 'Тулун', null];
const SOURCES = ['форум', 'реестр ЖКХ', null];
const SIZES = [0, 900, 50_000, null];
const TOUCHES = ['2026-11-23T06:00:00Z', '2026-11-22T21:30:00Z', '2026-07-01T00:00:00Z', null];
const CHECKS = ['2026-11-01', '2026-12-20', '2027-02-15'];
const NAMES = ['Тулун', 'Ёлкинское поселение', 'администрация Южи'];
const pick = <T>(list: readonly T[], place: number): T => list[place % list.length] as T;

/** Clients of every kind that the fields tell apart. */
beforeAll(async () => {
  market = await testMarket();
  registerClients();
  holder = await market.person('Лыткин Андрей', 'development_manager');
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  const made = await market.done((write) =>
    createSegment(write, { sales_system_id: market.salesSystemId, name: 'Города', priority: 1 }),
  );
  segment = made.id;
  for (let place = 0; place < 48; place++) {
    const name = `${pick(NAMES, place)} ${place}`;
    const region = pick(REGIONS, place);
    const size = pick(SIZES, place >> 1);
    const held = place % 4 === 1;
    const waits = place % 4 === 2;
    const check = waits ? pick(CHECKS, place >> 2) : null;
    const client = await market.client(
      {
        name,
        ...(region === null ? {} : { region }),
        ...(size === null ? {} : { size }),
        settlement: pick(SETTLEMENTS, place >> 2),
        source: pick(SOURCES, place >> 1),
        organisation_type: place % 3 === 0 ? 'город' : null,
        segment_id: place % 5 === 0 ? segment : null,
        phones: place % 3 === 1 ? [{ number: '+7 964 823-23-07' }] : [],
        latitude: place % 7 === 0 ? 54.5 : null,
        longitude: place % 7 === 0 ? 100.5 : null,
        do_not_call: place % 6 === 0,
        call_basis: place % 5 === 1 ? 'enquiry' : null,
      },
      held
        ? {
            holder: { employeeId: holder, via: 'taken' },
            developing: true,
            nextStep: { id: crypto.randomUUID(), title: 'Позвонить', on: '2026-11-24' },
          }
        : waits
          ? { waitingReason: 'Бюджет', check: { on: check ?? '', ownerId: holder } }
          : place % 8 === 3
            ? { warmSince: '2026-11-20T08:00:00Z' }
            : undefined,
    );
    const names = place % 4 === 0 ? ['Форум 2026'] : place % 9 === 1 ? ['Форум 2026', 'Срочно'] : [];
    for (const tag of await market.done((write) => setTags(write, client.id, names)).then(({ items }) => items))
      tags.set(tag.name, tag.id);
    const contact = place % 4;
    if (contact > 1) {
      await market.done((write) =>
        addContact(write, client.id, {
          full_name: `Щукина ${place}`,
          ...(contact === 3 ? { decision_role: 'decision_maker' as const } : {}),
        }),
      );
    }
    const touch = pick(TOUCHES, place >> 1);
    const created = new Date(Date.UTC(2026, place % 12, 1 + (place % 28))).toISOString();
    await sql`UPDATE clients SET last_touch_at = ${touch}, created_at = ${created}, updated_at = ${created} WHERE id = ${client.id}`.execute(
      market.context.db,
    );
    records.set(client.id, {
      name,
      region,
      size,
      state: client.state,
      group: groupOf(client.state),
      holder: held ? holder : null,
      settlement: pick(SETTLEMENTS, place >> 2),
      source: pick(SOURCES, place >> 1),
      type: place % 3 === 0 ? 'город' : null,
      segment: place % 5 === 0 ? segment : null,
      tag: names.map((tag) => tags.get(tag) ?? ''),
      phone: place % 3 === 1,
      contact: contact > 1,
      decision_maker: contact === 3,
      inn: false,
      coordinates: place % 7 === 0,
      latitude: place % 7 === 0 ? 54.5 : null,
      longitude: place % 7 === 0 ? 100.5 : null,
      next_step: held ? '2026-11-24' : null,
      check,
      check_owner: waits ? holder : null,
      touch,
      created,
      updated: created,
      do_not_call: place % 6 === 0,
      call_basis: place % 5 === 1 ? 'enquiry' : null,
    });
  }
});
afterAll(() => market.close());

const PERIODS = [
  'today',
  'overdue',
  'yesterday',
  'next-30-days',
  'last-30-days',
  'older-90-days',
  'later-10-days',
  'this-quarter',
  'last-month',
  '2026-11-01..2026-12-20',
  '..2026-03-01',
];

function valuesOf(field: ClientField): readonly string[] {
  if (field.values !== undefined) return field.values;
  const known: Record<string, readonly string[]> = {
    region: ['Иркутская область', 'Республика Тыва'],
    source: ['форум', 'реестр ЖКХ'],
    type: ['город', 'село'],
    segment: [segment, crypto.randomUUID()],
    tag: [...tags.values()],
    name: ['елк', 'ТУЛУН', '1', 'Ёлкинское поселение 1'],
    settlement: ['ел', 'Тулун', 'ЁЛ', '%'],
    latitude: ['54.5', '..54.4999', '-10.25..60'],
    longitude: ['100.5', '100.5001..', '-180..0'],
    size: ['0..', '..900', '900', '1..60000'],
    holder: ['me', 'my-unit', holder],
    check_owner: [holder, 'me'],
  };
  if (field.type === 'yes_no') return ['yes', 'no'];
  return known[field.name] ?? PERIODS;
}

it('SQL leaves the very clients that the rule leaves, whatever the filter', async () => {
  const condition = fc.constantFrom(...CLIENT_FIELDS).chain((field) =>
    fc
      .record({
        field: fc.constant(field.name),
        op: fc.constantFrom(...allowedOperators(field)),
        values: fc.oneof(
          fc.uniqueArray(fc.constantFrom(...valuesOf(field)), {
            minLength: 1,
            maxLength: field.type === 'yes_no' ? 1 : 2,
          }),
          ...(field.empty === true ? [fc.constant<string[]>([])] : []),
        ),
      })
      .map((made): Condition => (made.values.length === 0 && made.op === 'has' ? { ...made, op: 'is' } : made)),
  );
  const { node } = fc.letrec<{ node: FilterNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 2 },
      condition,
      fc.record({
        join: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      }),
    ),
  }));
  const scene = {
    today: Temporal.PlainDate.from('2026-11-23'),
    timeZone: 'Europe/Moscow',
    me: head.actor.employeeId === null ? [] : [head.actor.employeeId],
    myUnit: [head.actor.employeeId, holder].filter((id) => id !== null),
  };
  await fc.assert(
    fc.asyncProperty(node, async (made) => {
      const tidy = tidyFilter(made);
      const page = await listClients(head, { filter: writeFilter(tidy), limit: 200 });
      if (!page.ok) throw new Error(JSON.stringify(page));
      const expected = [...records].filter(([, record]) =>
        matchesFilter(tidy, CLIENT_FIELDS, (name) => record[name] ?? null, scene),
      );
      expect(page.value.items.map(({ id }) => id).sort()).toEqual(expected.map(([id]) => id).sort());
      expect(page.value.count).toEqual({ value: expected.length, exact: true });
    }),
    { numRuns: 120 },
  );
});
