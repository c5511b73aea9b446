import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import { jobById, lastJob } from '#platform/jobs/store.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { newId } from '#shared/ids.ts';
import { registerClients } from '../commands.ts';
import { saveRules } from '../duplicate-rules/commands.ts';
import { DEFAULT_RULES } from '../duplicate-rules/rules.ts';
import { listDecided, listPairs } from '../duplicates/queries.ts';
import { bareDetails, nameKeyOf } from '../register/rules.ts';
import { searchTextOf } from '../store.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { compareWaiting, decideAlike, resumeComparing, runDeciding, stopComparing } from './commands.ts';
import { COMPARING_JOB, DECIDING_JOB, workOnPairs } from './queries.ts';

describe('long work on pairs', () => {
  let market: TestMarket;
  let asHead: Context;
  let lytkin: EmployeeId;
  beforeAll(async () => {
    market = await testMarket();
    registerClients();
    asHead = await market.as(await market.person('Ермолаев Виктор', 'head'));
    lytkin = await market.person('Лыткин Андрей', 'development_manager');
  });
  afterAll(() => market.close());
  beforeEach(async () => {
    await sql`TRUNCATE client_records, duplicate_pairs, client_match_queue, long_jobs CASCADE`.execute(
      market.context.db,
    );
  });

  /** Past the commands, as a base comes in: pairs of one phone, or of one INN. */
  const bring = async (pairs: number, by: 'phone' | 'inn' = 'phone'): Promise<void> => {
    const at = market.context.now.toString();
    const rows = Array.from({ length: pairs * 2 }, (_, index) => {
      const pair = Math.floor(index / 2);
      const name = `Котельная ${pair}${index % 2 === 0 ? '' : ' участок'}`;
      const phones = by === 'phone' ? [{ number: `+7495${String(1_000_000 + pair)}` }] : [];
      const details = {
        ...bareDetails(name, 'Europe/Moscow'),
        phones,
        inn: by === 'inn' ? String(7_000_000_000 + pair) : null,
      };
      return {
        ...{ ...details, ...searchTextOf(details), phones: JSON.stringify(phones), name_key: nameKeyOf(name) },
        ...{ kpp: by === 'inn' ? `77${index % 2}001001` : null },
        ...{ id: newId<string>(), sales_system_id: market.salesSystemId, created_at: at, updated_at: at },
      };
    });
    await market.context.db.insertInto('clients').values(rows).execute();
  };
  const open = async () => {
    const page = await listPairs(asHead, { limit: 50 });
    if (!page.ok) throw new Error(page.reason);
    return page.value;
  };

  it('a few changes are compared at once, many with a progress that everybody sees', async () => {
    await bring(10);
    expect(await compareWaiting(market.context)).toBe(20);
    expect(await lastJob(market.context, COMPARING_JOB)).toBeNull();
    await bring(300);
    expect(await compareWaiting(market.context)).toBe(600);
    expect(await lastJob(market.context, COMPARING_JOB)).toMatchObject({
      state: 'done',
      doneUnits: 600,
      totalUnits: 600,
    });
  });

  it('an end of the program in the middle loses nothing: the comparison goes on, and so do the rules', async () => {
    await bring(600, 'inn');
    let batches = 0;
    await compareWaiting(market.context, () => ++batches > 300);
    expect(await workOnPairs(asHead)).toMatchObject([{ kind: 'comparing', state: 'running', total: 1200 }]);
    const interrupted = await lastJob(market.context, COMPARING_JOB);
    expect(interrupted).toMatchObject({ state: 'running' });
    await compareWaiting(market.context);
    expect(await jobById(market.context, interrupted?.id ?? '')).toMatchObject({ state: 'done' });
    const decided = await market.context.db.selectFrom('duplicate_pairs').select(['state', 'by_rule']).execute();
    expect(decided).toHaveLength(600);
    expect(decided.every(({ state, by_rule }) => state === 'branch' && by_rule)).toBe(true);
  });

  it('is stopped and gone on with by whoever judges duplicates, and by nobody else', async () => {
    await bring(600);
    let looks = 0;
    await compareWaiting(market.context, () => ++looks > 1);
    await market.done((w) => stopComparing(w), asHead);
    expect(await compareWaiting(market.context)).toBeLessThan(1200);
    expect(await lastJob(market.context, COMPARING_JOB)).toMatchObject({ state: 'cancelled' });
    expect((await open()).work).toMatchObject([{ kind: 'comparing', state: 'stopped' }]);
    expect(await compareWaiting(market.context)).toBe(0);
    expect(await market.write((w) => resumeComparing(w), await market.as(lytkin))).toMatchObject({ code: 'forbidden' });
    await market.done((w) => resumeComparing(w), asHead);
    expect(await compareWaiting(market.context)).toBeGreaterThan(0);
    expect((await open()).work).toEqual([]);
    expect(await market.write((w) => stopComparing(w), asHead)).toMatchObject({ reason: 'clients.nothing_at_work' });
  });

  it('pairs for the same reasons are decided alike, each by itself, and taken back each by itself', async () => {
    await bring(120);
    await compareWaiting(market.context);
    const { items } = await open();
    const [first] = items;
    expect(first?.alike).toBe(119);
    const pair = { oneId: first?.one.id ?? '', otherId: first?.other.id ?? '' };
    const decide = (who: Context) =>
      market.write((w) => decideAlike(w, pair, { decision: 'merge', importId: null }), who);
    expect(await decide(await market.as(lytkin))).toMatchObject({ code: 'forbidden' });
    expect(await decide(asHead)).toMatchObject({ ok: true, value: { pairs: 120 } });
    expect(await decide(asHead)).toMatchObject({ reason: 'clients.deciding_already' });
    const job = await lastJob(market.context, DECIDING_JOB);
    expect(await runDeciding(asHead, job?.id ?? '')).toBe(true);
    expect(await lastJob(market.context, DECIDING_JOB)).toMatchObject({ state: 'done', doneUnits: 120 });
    expect((await open()).items).toEqual([]);
    const decided = await listDecided(asHead);
    expect(decided.ok && decided.value.items[0]).toMatchObject({ decision: 'merged', by_rule: false });
  });

  it('two numbers are never merged unseen', async () => {
    await market.done(
      (w) =>
        saveRules(
          w,
          undefined,
          DEFAULT_RULES.map((rule) => ({ ...rule, action: 'ask' as const })),
        ),
      asHead,
    );
    await bring(3, 'inn');
    await compareWaiting(market.context);
    const [first] = (await open()).items;
    const pair = { oneId: first?.one.id ?? '', otherId: first?.other.id ?? '' };
    const decide = (decision: 'merge' | 'branch') =>
      market.write((w) => decideAlike(w, pair, { decision, importId: null }), asHead);
    expect(await decide('merge')).toMatchObject({ reason: 'clients.alike_unseen' });
    expect(await decide('branch')).toMatchObject({ ok: true });
  });
});
