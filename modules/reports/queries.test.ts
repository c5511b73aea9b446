import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerActivities } from '#modules/activities/commands.ts';
import { addContact, registerClients } from '#modules/clients/commands.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { determineRelevance, recordNeed, registerNeeds } from '#modules/needs/commands.ts';
import { registerStructure } from '#modules/structure/commands.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { coverageReport, figureRecords, relayReport } from './queries.ts';
import { COVERAGE, FIGURES } from './rules.ts';

describe('the reports of the head', () => {
  let market: TestMarket;
  let manager: EmployeeId;

  /** Two regions: in one a client is known through and through, in the other nobody is known; one has no region. */
  beforeAll(async () => {
    registerStructure();
    registerClients();
    registerActivities();
    registerNeeds();
    market = await testMarket();
    manager = await market.person('Ладогин Пётр', 'development_manager');
    const north = 'Архангельская область';
    const known = await market.held('Город Северный', await market.person('Ковалёва Ирина', 'development_manager'));
    const context = market.context;
    await context.db.updateTable('clients').set({ region: north }).where('id', '=', known.id).execute();
    await market.client({ name: 'Город Тихий', region: north });
    await market.client({ name: 'Город Дальний', region: 'Камчатский край' });
    await market.client('Город Ничей');
    await market.client(
      { name: 'Город Закрытый', region: north },
      { closed: { as: 'archived', reason: 'Ликвидирован' } },
    );
    await market.done((write) =>
      addContact(write, known.id, {
        full_name: 'Рогожин Андрей',
        decision_role: 'decision_maker',
        verified_on: '2026-11-20',
      }),
    );
    const need = await market.done((write) =>
      recordNeed(write, known.id, { subject: 'Свет', origin: 'formed', origin_note: 'Наш расчёт' }),
    );
    await market.done((write) =>
      determineRelevance(write, need.id, { verdict: 'dormant', blocker: 'budget', evidence: 'Бюджета нет' }),
    );
  });
  afterAll(() => market.close());

  it('show coverage of the whole market and of its parts, n of N with the interval', async () => {
    const head = await market.as(await market.person('Седова Марина', 'head'));
    const report = await coverageReport(head, { by: 'region' });
    expect(report).toMatchObject({
      ok: true,
      value: {
        whole: { clients: 4, shares: COVERAGE.map((figure) => ({ figure, n: 1, of: 4 })) },
        lines: [
          { part: 'Архангельская область', clients: 2, shares: [{ n: 1, of: 2 }, { n: 1 }, { n: 1 }] },
          { part: null, name: null, clients: 1 },
          { part: 'Камчатский край', clients: 1, shares: [{ n: 0 }, { n: 0 }, { n: 0 }] },
        ],
      },
    });
    const share = report.ok ? report.value.whole.shares[0] : undefined;
    expect(share?.low).toBeGreaterThan(0.04);
    expect(share?.high).toBeLessThan(0.71);
    const byHolder = await coverageReport(head, { by: 'holder' });
    expect(byHolder).toMatchObject({
      value: {
        lines: [
          { name: null, clients: 3 },
          { name: 'Ковалёва Ирина', clients: 1 },
        ],
      },
    });
  });

  it('open the very clients that a number was counted from, of a part as of the whole', async () => {
    const names = async (query: Parameters<typeof figureRecords>[2]) => {
      const records = await figureRecords(market.context, 'register', query);
      return records.ok ? records.value.items.map(({ name }) => name) : records;
    };
    expect(await names({ by: 'region', part: 'Архангельская область' })).toEqual(['Город Северный', 'Город Тихий']);
    expect(await names({ by: 'region' })).toEqual(['Город Ничей']);
    const relay = await relayReport(market.context, undefined);
    if (!relay.ok) throw new Error(relay.reason);
    const told = new Map([...relay.value.funnel, ...relay.value.coverage].map(({ figure, n }) => [figure, n]));
    for (const figure of FIGURES) {
      const records = await figureRecords(market.context, figure, { limit: 200 });
      if (told.has(figure)) expect(records.ok && records.value.items.length, figure).toBe(told.get(figure));
    }
    expect(relay.value.by_verdict.map(({ clients }) => clients)).toEqual([0, 0, 0, 1]);
  });

  it('are the head’s alone', async () => {
    const seller = await market.as(manager);
    expect(await coverageReport(seller, {})).toMatchObject({ code: 'not_found' });
    expect(await figureRecords(seller, 'register', {})).toMatchObject({ code: 'not_found' });
  });
});
