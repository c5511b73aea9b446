import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { downloadAttachment, listAttachments, recordClientTouch, showTimeline } from '#modules/activities/contract.ts';
import { takeTaskRoute } from '#modules/back-office/contract.ts';
import { readClientRoute } from '#modules/clients/contract.ts';
import { groupClientsRoute, listClientsRoute } from '#modules/clients/listing/contract.ts';
import { searchRoute } from '#modules/clients/search/contract.ts';
import { sweepTrash } from '#modules/clients/trash/commands.ts';
import { previewTrashRoute, trashClientRoute } from '#modules/clients/trash/contract.ts';
import { loseDealRoute, showDealRoute } from '#modules/deals/contract.ts';
import { showHandoff } from '#modules/handoffs/contract.ts';
import { listRecordJournal } from '#modules/journal/contract.ts';
import { listClientNeeds, showNeedRoute } from '#modules/needs/contract.ts';
import { showProject } from '#modules/projects/contract.ts';
import { assignRequestRoute } from '#modules/support/contract.ts';
import { inTransaction } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { PROGRAM } from './sweeps.ts';
import { type Colleague, type TestCompany, testCompany } from './test-company.ts';
import { type Operation, operationsOf, within } from './test-contract.ts';
import { SECRET, type TestRelay, testRelay } from './test-relay.ts';

type Reach = 'none' | 'glance' | 'card' | 'work';
type Place = 'cold' | 'offered' | 'held' | 'delivered';

/** How near each client of the relay is to each colleague. Source: domain §14. */
const REACHES: Record<Colleague, Record<Place, Reach>> = {
  administrator: { cold: 'card', offered: 'card', held: 'card', delivered: 'card' },
  head: { cold: 'work', offered: 'work', held: 'work', delivered: 'work' },
  telemarketer: { cold: 'glance', offered: 'work', held: 'glance', delivered: 'glance' },
  otherTelemarketer: { cold: 'glance', offered: 'glance', held: 'glance', delivered: 'glance' },
  manager: { cold: 'glance', offered: 'card', held: 'work', delivered: 'card' },
  otherManager: { cold: 'glance', offered: 'glance', held: 'glance', delivered: 'glance' },
  deliverer: { cold: 'glance', offered: 'glance', held: 'glance', delivered: 'work' },
  engineer: { cold: 'none', offered: 'none', held: 'card', delivered: 'none' },
  clerk: { cold: 'none', offered: 'none', held: 'card', delivered: 'none' },
  neighbour: { cold: 'none', offered: 'none', held: 'none', delivered: 'none' },
};
const COLLEAGUES = Object.keys(REACHES) as Colleague[];
const PLACES = ['cold', 'offered', 'held', 'delivered'] as const;
const reads = (reach: Reach) => reach === 'card' || reach === 'work';
/** To whom nothing of the manager's client is open but what a colleague sees at a glance. */
const STRANGERS = COLLEAGUES.filter((who) => !reads(REACHES[who].held));

let company: TestCompany;
let relay: TestRelay;
let operations: Operation[];

beforeAll(async () => {
  company = await testCompany();
  relay = await testRelay(company);
  const { held } = relay;
  await company.ask('clerk', takeTaskRoute, { params: { id: held.taskId }, body: { version: 1 } });
  await company.ask('head', assignRequestRoute, {
    params: { id: held.requestId },
    body: { version: 1, specialist_id: company.ids.engineer, reason: 'знает эту сеть' },
  });
  operations = operationsOf((await company.app.inject('/api/openapi.json')).json());
});
afterAll(() => company.close());

const clientAt = (place: Place): string => (place === 'cold' ? relay.cold : relay[place].clientId);

describe('how near a client is', () => {
  test.each(COLLEAGUES)('%s has the cards that the table says, at a glance four things, else nothing', async (who) => {
    for (const place of PLACES) {
      const reach = REACHES[who][place];
      const reply = await company.send(who, readClientRoute, { params: { id: clientAt(place) } });
      expect(reply.statusCode, place).toBe(reach === 'none' ? 404 : 200);
      if (reach === 'none') continue;
      expect(reply.json().reach, place).toBe(reach);
      if (reach !== 'glance') continue;
      const shown = Object.keys(reply.json()).filter((name) => !['id', 'reach', 'group', 'allowed'].includes(name));
      expect(shown.sort()).toEqual(['holder', 'name', 'region', 'state']);
    }
  });

  test.each(COLLEAGUES)(
    '%s finds in the list, in its counts and in the search what is near, and no more',
    async (who) => {
      const near = PLACES.filter((place) => REACHES[who][place] !== 'none');
      const { items } = await company.ask(who, listClientsRoute, { query: { scope: 'market' } });
      expect(items.map(({ id }) => id).sort()).toEqual(near.map(clientAt).sort());
      for (const row of items) {
        const reach = REACHES[who][PLACES.find((place) => clientAt(place) === row.id) ?? 'cold'];
        expect(row.reach).toBe(reach === 'work' ? row.reach : reach);
        const filled = Object.entries(row).filter(([, value]) => value !== null && value !== false);
        if (reach === 'glance')
          expect(
            filled
              .map(([name]) => name)
              .filter((name) => !['id', 'reach', 'name', 'region', 'state', 'holder'].includes(name)),
          ).toEqual([]);
      }
      const groups = await company.ask(who, groupClientsRoute, { query: { scope: 'market', by: 'state' } });
      expect(groups.items.reduce((sum, { count }) => sum + count.value, 0)).toBe(near.length);
      const found = await company.ask(who, searchRoute, { query: { q: 'Администрация города' } });
      expect(
        found.items
          .filter(({ kind }) => kind === 'client')
          .map(({ id }) => id)
          .sort(),
      ).toEqual(near.map(clientAt).sort());
    },
  );
});

describe('what lies behind a card', () => {
  test.each(COLLEAGUES)('%s opens records of a client exactly where its card is open', async (who) => {
    const { held, delivered, offered } = relay;
    const open = async (reply: Promise<{ statusCode: number }>) => (await reply).statusCode === 200;
    const params = { id: held.clientId };
    const mine = reads(REACHES[who].held);
    const of = {
      needs: await open(company.send(who, listClientNeeds, { params })),
      need: await open(company.send(who, showNeedRoute, { params: { id: held.needId } })),
      deal: await open(company.send(who, showDealRoute, { params: { id: held.dealId } })),
      timeline: await open(company.send(who, showTimeline, { params, query: {} })),
      files: await open(company.send(who, listAttachments, { params, query: {} })),
      file: await open(company.send(who, downloadAttachment, { params: { id: held.attachmentId } })),
      journal: await open(
        company.send(who, listRecordJournal, { params: { kind: 'need', id: held.needId }, query: {} }),
      ),
    };
    expect(of).toEqual(Object.fromEntries(Object.keys(of).map((name) => [name, mine])));
    expect(await open(company.send(who, showProject, { params: { id: delivered.projectId } }))).toBe(
      reads(REACHES[who].delivered),
    );
    expect(await open(company.send(who, showHandoff, { params: { id: offered.handoffId } }))).toBe(
      reads(REACHES[who].offered),
    );
  });

  test.each(STRANGERS)('no address at all tells %s a word of what is known of the manager’s client', async (who) => {
    const ids = [...Object.values(relay.held), ...Object.values(company.ids)];
    for (const operation of operations.filter(({ method, path }) => method === 'GET' && path !== '/api/v1/events')) {
      for (const call of readings(operation, ids)) {
        const reply = await company.app.inject({ url: call, headers: company.headers(who) });
        expect(reply.statusCode, call).toBeLessThan(500);
        expect(reply.body.toLowerCase(), `${call} tells ${who}`).not.toContain(SECRET);
      }
    }
  });

  test('the manager finds that word in twenty places and more, so that the test above has something to miss', async () => {
    const told = new Set<string>();
    for (const operation of operations.filter(({ method, path }) => method === 'GET' && path !== '/api/v1/events')) {
      for (const call of readings(operation, Object.values(relay.held))) {
        const reply = await company.app.inject({ url: call, headers: company.headers('manager') });
        if (reply.body.toLowerCase().includes(SECRET)) told.add(operation.path);
      }
    }
    expect(told.size).toBeGreaterThanOrEqual(20);
  });
});

/** Every way to ask a question about these ids: in the path, and as each filter of the query that takes an id. */
function readings({ path, params, query }: Operation, ids: readonly string[]): string[] {
  const names = Object.keys(params);
  const paths =
    names.length === 0
      ? [path]
      : ids.map((id) => names.reduce((text, name) => text.replace(`{${name}}`, fixed(params[name]?.enum) ?? id), path));
  const filters = Object.entries(query)
    .filter(([, schema]) => schema.format === 'uuid')
    .map(([name]) => name);
  const needed = Object.entries(query)
    .filter(([, schema]) => schema.format === 'date' || schema.type === 'integer')
    .filter(([name]) => ['on', 'year'].includes(name))
    .map(([name]) => `${name}=${name === 'year' ? '2026' : '2026-11-24'}`);
  const text =
    query.q === undefined && query.text === undefined
      ? []
      : [`${query.q === undefined ? 'text' : 'q'}=${encodeURIComponent(SECRET)}`];
  const kinds = path.includes('{kind}')
    ? ['need', 'deal', 'step', 'touch', 'client', 'attachment', 'handoff', 'support_request', 'office_task']
    : [];
  const all =
    kinds.length === 0
      ? paths
      : paths.flatMap((one) => kinds.map((kind) => one.replace(/journal\/[^/]+/, `journal/${kind}`)));
  return all.flatMap((address) => [
    `${address}?${[...needed, ...text].join('&')}`,
    `${address}?${needed.join('&')}`,
    ...filters.flatMap((name) => ids.map((id) => `${address}?${[`${name}=${id}`, ...needed].join('&')}`)),
  ]);
}

const fixed = (values: unknown[] | undefined): string | undefined =>
  values === undefined ? undefined : String(values[0]);

describe('what is out of reach looks as if it did not exist', () => {
  test('whatever somebody from another sales system tries on a record, the answer is that for no record', async () => {
    const { held, delivered, offered } = relay;
    const ids = [relay.cold, ...Object.values(held), ...Object.values(delivered), ...Object.values(offered)];
    const before = await company.journaled();
    for (const operation of operations.filter(({ params }) => params.id !== undefined)) {
      const [payload] =
        operation.body === undefined ? [] : fc.sample(within(operation.body, ids), { numRuns: 1, seed: 11 });
      const made = await tryOn(operation, newId(), payload);
      for (const id of ids) {
        const real = await tryOn(operation, id, payload);
        expect(real, `${operation.method} ${operation.path} ${JSON.stringify(payload)}`).toEqual(made);
      }
    }
    expect(await company.journaled()).toBe(before);
  }, 900_000);

  async function tryOn({ method, path, params }: Operation, id: string, payload: unknown) {
    const url = Object.keys(params).reduce(
      (text, name) => text.replace(`{${name}}`, fixed(params[name]?.enum) ?? id),
      path,
    );
    const reply = await company.app.inject({
      method: method as 'GET',
      url,
      headers: company.headers('neighbour'),
      remoteAddress: `10.1.${Math.floor(Math.random() * 200)}.1`,
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    return {
      status: reply.statusCode,
      reason: reply.headers['content-type']?.toString().includes('json') === true ? reply.json().reason : '',
    };
  }
});

test('a live event of a client reaches those to whom the client is open, and nobody else', async () => {
  const heard = new Map<Colleague, string[]>();
  await company.app.listen({ port: 0, host: '127.0.0.1' });
  const address = company.app.listeningOrigin;
  const stops = await Promise.all(
    COLLEAGUES.map(async (who) => {
      const stop = new AbortController();
      const reply = await fetch(`${address}/api/v1/events`, { headers: company.headers(who), signal: stop.signal });
      heard.set(who, []);
      void listen(reply, heard.get(who) ?? []);
      return stop;
    }),
  );
  const { touch } = await company.ask('manager', recordClientTouch, {
    params: { id: relay.held.clientId },
    body: { kind: 'note', summary: 'ещё раз' },
  });
  const hears = (who: Colleague) => (heard.get(who) ?? []).some((text) => text.includes(touch.id));
  const listeners = COLLEAGUES.filter((who) => reads(REACHES[who].held));
  await expect.poll(() => listeners.filter(hears)).toEqual(listeners);
  expect(STRANGERS.filter(hears)).toEqual([]);
  for (const stop of stops) stop.abort();
});

async function listen(reply: Response, heard: string[]): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of reply.body ?? []) heard.push(decoder.decode(chunk));
  } catch {
    // The test has heard enough.
  }
}

const LOST = { to: 'Светосила', reason: 'Дешевле', need: 'competitor', client: { to: 'work' } } as const;

/** Last, since it takes the client of the tests above away. */
describe('a client in the trash', () => {
  test('no list, count, search, queue, card or file tells a word of it, to nobody; the trash and the journal do', async () => {
    const { held } = relay;
    const deal = await company.ask('manager', showDealRoute, { params: { id: held.dealId } });
    const params = { id: held.dealId };
    await company.ask('manager', loseDealRoute, { params, body: { version: deal.version, ...LOST } });
    const preview = await company.ask('head', previewTrashRoute, { params: { id: held.clientId } });
    expect(preview.stops).toEqual([]);
    const card = await company.ask('head', readClientRoute, { params: { id: held.clientId } });
    await company.ask('head', trashClientRoute, {
      params: { id: held.clientId },
      body: { version: card.version ?? 1 },
    });
    const told = new Map<string, Set<string>>();
    const ids = Object.values(held);
    for (const who of COLLEAGUES) {
      for (const operation of operations.filter(({ method, path }) => method === 'GET' && path !== '/api/v1/events')) {
        for (const call of readings(operation, ids)) {
          const reply = await company.app.inject({ url: call, headers: company.headers(who) });
          expect(reply.statusCode, call).toBeLessThan(500);
          const said = reply.body.toLowerCase();
          if ([SECRET, 'вольный', held.clientId].some((word) => said.includes(word) && !call.includes(word)))
            told.set(operation.path, (told.get(operation.path) ?? new Set()).add(who));
        }
      }
    }
    expect(Object.fromEntries([...told].map(([path, whom]) => [path, [...whom]]))).toEqual({
      // Whoever had its card open is told where it is.
      '/api/v1/clients/{id}': ['administrator', 'head', 'manager', 'engineer', 'clerk'],
      '/api/v1/clients/{id}/journal': ['administrator'],
      '/api/v1/journal': ['administrator'],
      '/api/v1/journal/{kind}/{id}': ['administrator'],
      '/api/v1/trash': ['administrator', 'head'],
    });
    const inTrash = await everythingRead();
    const month = { hours: 24 * 30 };
    const later = {
      db: company.db,
      actor: PROGRAM,
      now: Temporal.Instant.from('2026-11-23T07:00:00Z').add(month),
      requestId: null,
    };
    expect(await inTransaction(later, sweepTrash)).toMatchObject({ ok: true, value: { erased: 1 } });
    const erased = await everythingRead();
    const differing = [...inTrash]
      .filter(([address, body]) => erased.get(address) !== body)
      .map(([address]) => address);
    expect(differing).toEqual([]);
  }, 900_000);

  /** Every list and count there is, as those read it who had to do with the client: what lies in the trash must not differ from what is no more. */
  async function everythingRead(): Promise<Map<string, string>> {
    const read = new Map<string, string>();
    const elsewhere = [relay.cold, relay.delivered.clientId, ...Object.values(company.ids)];
    const open = operations.filter(
      ({ method, path }) =>
        method === 'GET' && !/^\/api\/v1\/(events|journal|trash|clients\/\{id\}\/journal)/.test(path),
    );
    for (const who of ['head', 'manager', 'engineer', 'clerk'] as const) {
      for (const operation of open) {
        for (const call of readings(operation, elsewhere)) {
          const reply = await company.app.inject({ url: call, headers: company.headers(who) });
          read.set(`${who} ${call}`, reply.body.replaceAll(/"(request_id|waiting)":("[^"]*"|\{[^}]*\})/g, ''));
        }
      }
    }
    return read;
  }
});
