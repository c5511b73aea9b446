import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planStep, registerActivities } from '#modules/activities/commands.ts';
import { attachmentList, timelineOf } from '#modules/activities/queries.ts';
import { closeClient, registerClients, transferClient } from '#modules/clients/commands.ts';
import { clientById, reachOf } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { undo } from '#modules/journal/commands.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { loadOf } from '#modules/workload/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { storeFile } from '#platform/files/stored-files.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import {
  assignCheckOwner,
  determineRelevance,
  editNeed,
  recordEvidence,
  recordNeed,
  recordRecurrence,
  recordTrigger,
  registerNeeds,
  satisfyNeed,
  voidNeed,
} from './commands.ts';
import { clientNeeds, needCard } from './queries.ts';
import { LIGHTING, needsAt, VERDICT_OF } from './test-needs.ts';

registerClients();
registerActivities();
registerNeeds();

let market: TestMarket;
let manager: EmployeeId;
let caller: EmployeeId;
let asManager: Context;
let asCaller: Context;
let asColleague: Context;
let asExpert: Context;
let asHead: Context;
let colleague: EmployeeId;

beforeAll(async () => {
  market = await testMarket();
  manager = await market.person('Лыткин Андрей', 'development_manager');
  colleague = await market.person('Сухих Марина', 'development_manager');
  caller = await market.person('Орлова Ирина', 'telemarketer');
  asManager = await market.as(manager);
  asColleague = await market.as(colleague);
  asCaller = await market.as(caller);
  asExpert = await market.as(await market.person('Дроздов Павел', 'engineer'));
  asHead = await market.as(await market.person('Ермолаев Виктор', 'head'));
});
afterAll(() => market.close());

let clientId: string;
let at: ReturnType<typeof needsAt>;
const step = (due_on = '2026-11-25') => ({ kind: 'call', title: 'Позвонить главе', due_on }) as const;

/** A client that the manager develops, with a call planned for tomorrow. */
beforeEach(async () => {
  clientId = (await market.client({ name: `Администрация ${newId()}`, region: 'Иркутская область' })).id;
  await market.done((w) =>
    planStep(
      w,
      { client_id: clientId, ...step('2026-11-24') },
      { holder: { employeeId: manager, via: 'taken' }, developing: true },
    ),
  );
  at = needsAt(market, asManager, clientId);
});

/** Runs a command as the edge does, and takes it back at once. */
const doAndUndo = async <T>(command: (w: WriteContext) => Promise<Result<T>>, as: Context) => {
  let entry: string | null = null;
  await market.done(async (w) => {
    const result = await command(w);
    entry = w.effects.undo;
    return result;
  }, as);
  if (entry === null) throw new Error('nothing to take back was offered');
  const taken: string = entry;
  return inTransaction(as, (w) => undo(w, taken));
};

describe('a need', () => {
  it('is potential, owned by whoever holds the client', async () => {
    expect(await at.need()).toMatchObject({ status: 'potential', origin: 'formed', owner_id: manager, verdict: null });
  });

  it('becomes actual by the word of the buyer, and by nothing less', async () => {
    const need = await at.need();
    const evidence = { on_day: '2026-11-20', form: 'letter', said: 'Просим расчёт' } as const;
    const stranger = await market.write(
      (w) => recordEvidence(w, need.id, { ...evidence, contact_id: newId() }),
      asManager,
    );
    expect(stranger).toMatchObject({ ok: false, fields: [{ path: '/contact_id', reason: 'needs.contact_elsewhere' }] });
    const contact = await at.contact();
    const early = { ...evidence, contact_id: contact, on_day: '2026-11-24' };
    expect(await market.write((w) => recordEvidence(w, need.id, early), asManager)).toMatchObject({
      fields: [{ reason: 'needs.evidence_in_future' }],
    });
    expect(await at.evidence(need.id, contact)).toMatchObject({ status: 'actual', actual_since: '2026-11-20' });
  });

  it('keeps the paper that shows it among the files of the client', async () => {
    const need = await at.need();
    const contact_id = await at.contact();
    const file = await market.done(
      (w) =>
        storeFile(
          w,
          { name: 'Протокол.pdf', mediaType: 'application/pdf', content: Readable.from([Buffer.from('%PDF')]) },
          1000,
        ),
      asManager,
    );
    const evidence = {
      on_day: '2026-11-20',
      contact_id,
      form: 'meeting_minutes',
      said: 'Решили считать',
      file_id: file.id,
    } as const;
    const strangers = await market.write((w) => recordEvidence(w, need.id, evidence), asHead);
    expect(strangers).toMatchObject({ fields: [{ path: '/file_id' }] });
    await market.done((w) => recordEvidence(w, need.id, evidence), asManager);
    expect(await attachmentList(asManager, clientId, {})).toMatchObject({
      value: { items: [{ file_name: 'Протокол.pdf', about: { kind: 'need', id: need.id } }] },
    });
  });

  it('keeps what is known of it, and an edit is taken back', async () => {
    const need = await at.need();
    const edit = { version: need.version, value_minor: 100, competitors: [{ name: 'Светосервис' }] };
    expect(await doAndUndo((w) => editNeed(w, need.id, edit), asManager)).toMatchObject({ ok: true });
    const card = await needCard(asManager, need.id);
    expect(card).toMatchObject({ value: { value_minor: LIGHTING.value_minor, competitors: [] } });
  });

  it('refuses a stale version with the version of the other', async () => {
    const need = await at.need();
    await market.done((w) => editNeed(w, need.id, { version: need.version, subject: 'Фасады' }), asHead);
    const mine = await market.write(
      (w) => editNeed(w, need.id, { version: need.version, subject: 'Парки' }),
      asManager,
    );
    expect(mine).toMatchObject({ code: 'conflict', details: { theirs: { subject: 'Фасады' } } });
  });

  it('is satisfied or void once, and is not looked at after that', async () => {
    const need = await at.need();
    await at.verdict(need.id, 'dormant');
    const lost = await market.done(
      (w) => satisfyNeed(w, need.id, { by: 'competitor', note: 'Энергосервис' }),
      asManager,
    );
    expect(lost).toMatchObject({
      status: 'satisfied',
      satisfied_by: 'competitor',
      next_check_on: null,
      check_owner_id: null,
    });
    expect(await market.write((w) => voidNeed(w, need.id, { note: 'Ошибка' }), asManager)).toMatchObject({
      reason: 'needs.closed',
    });
  });

  it('arises again and again, each time with why it was not realised', async () => {
    const need = await at.need();
    await market.done(
      (w) => recordRecurrence(w, need.id, { on_day: '2024-05-10', why_not: 'Сменился глава' }),
      asManager,
    );
    await market.done((w) => recordRecurrence(w, need.id, { on_day: '2025-09-01', why_not: 'Снят бюджет' }), asManager);
    const listed = await clientNeeds(asManager, clientId);
    expect(listed).toMatchObject({
      value: { may_work: true, items: [{ recurrences: [{ why_not: 'Сменился глава' }, { why_not: 'Снят бюджет' }] }] },
    });
  });
});

describe('a verdict', () => {
  it('sets the day of the next check by its cadence', async () => {
    const need = await at.need();
    // Monday 23.11.2026 + 14 days.
    expect(await at.verdict(need.id, 'now')).toMatchObject({
      verdict: 'now',
      next_check_on: '2026-12-07',
      check_owner_id: manager,
    });
    // The window opens in more than a year: every 90 days, sooner than the lead time asks.
    expect(await at.verdict(need.id, 'dated')).toMatchObject({ verdict: 'dated', next_check_on: '2027-02-21' });
  });

  it('never overwrites the one before it', async () => {
    const need = await at.need();
    for (const verdict of ['now', 'dated', 'dormant'] as const) await at.verdict(need.id, verdict);
    const card = await needCard(asManager, need.id);
    expect(card.ok && card.value.verdicts.map((one) => one.verdict)).toEqual(['now', 'dated', 'dormant']);
    await expect(
      market.context.db
        .updateTable('relevance_verdicts')
        .set({ evidence: 'иначе' })
        .where('need_id', '=', need.id)
        .execute(),
    ).rejects.toThrow('never overwritten');
  });

  it('is taken back to the one before it, and stays in the history, marked', async () => {
    const need = await at.need();
    await at.verdict(need.id, 'now');
    const wrong = { ...VERDICT_OF.dormant };
    expect(await doAndUndo((w) => determineRelevance(w, need.id, wrong), asManager)).toMatchObject({ ok: true });
    const card = await needCard(asManager, need.id);
    expect(card).toMatchObject({ value: { verdict: 'now', next_check_on: '2026-12-07' } });
    expect(card.ok && card.value.verdicts.map((one) => one.withdrawn)).toEqual([false, true]);
  });

  it('says what it rests on', async () => {
    const need = await at.need();
    const bare = { ...VERDICT_OF.dated, blocker: null };
    expect(await market.write((w) => determineRelevance(w, need.id, bare), asManager)).toMatchObject({
      reason: 'needs.blocker_required',
      fields: [{ path: '/blocker' }],
    });
  });

  it('evidence taken back leaves the need potential again', async () => {
    const need = await at.need();
    const contact_id = await at.contact();
    const evidence = { on_day: '2026-11-20', contact_id, form: 'letter', said: 'Просим расчёт' } as const;
    expect(await doAndUndo((w) => recordEvidence(w, need.id, evidence), asManager)).toMatchObject({ ok: true });
    expect(await needCard(asManager, need.id)).toMatchObject({ value: { status: 'potential', evidence: [] } });
  });
});

describe('who works on needs', () => {
  it.each([
    ['its holder', () => asManager, 'work'],
    ['the head', () => asHead, 'work'],
    ['a colleague who holds other clients', () => asColleague, 'not_found'],
    ['a telemarketer without a lease', () => asCaller, 'not_found'],
    ['an expert who takes no part', () => asExpert, 'not_found'],
  ] as const)('%s', async (_who, as, outcome) => {
    const need = await at.need();
    const read = await clientNeeds(as(), clientId);
    const recorded = await market.write((w) => recordNeed(w, clientId, LIGHTING), as());
    const said = await market.write((w) => determineRelevance(w, need.id, VERDICT_OF.now), as());
    const hit = await market.write(
      (w) => recordTrigger(w, { kind: 'other', title: 'Событие', happened_on: '2026-11-20', client_id: clientId }),
      as(),
    );
    for (const result of [read, recorded, said, hit]) {
      expect(result.ok ? 'work' : result.code).toBe(outcome);
    }
  });

  it('the owner of a check keeps the card when the holder changes, and loses it when the need ends', async () => {
    const need = await at.need();
    await at.verdict(need.id, 'dormant');
    await market.done((w) => assignCheckOwner(w, clientId, manager, caller));
    expect(await reachOf(asCaller, clientId)).toBe('work');
    await market.done((w) => voidNeed(w, need.id, { note: 'Посчитали дважды' }), asManager);
    expect(await reachOf(asCaller, clientId)).toBe('glance');
  });

  it('needs go with the client that changes hands', async () => {
    const need = await at.need();
    await at.verdict(need.id, 'dormant');
    const version = (await clientById(market.context, clientId))?.version ?? 0;
    await market.done((w) => transferClient(w, clientId, { version, to_id: colleague, note: 'Отпуск' }), asHead);
    expect(await needCard(asColleague, need.id)).toMatchObject({
      value: { owner_id: colleague, check_owner_id: colleague },
    });
  });

  it('what a leaver owned passes to the successor', async () => {
    const leaver = await market.person('Уходов Пётр', 'development_manager');
    const held = await market.held(`Администрация ${newId()}`, leaver);
    const there = needsAt(market, await market.as(leaver), held.id);
    const need = await there.need();
    await there.verdict(need.id, 'dormant');
    const part = successionParts().find((one) => one.key === 'needs');
    expect(await part?.left(market.context, leaver)).toEqual([{ key: 'open_needs', count: 1 }]);
    await market.done((w) => part?.passOn(w, leaver, colleague, 'departure') ?? Promise.reject(new Error('no part')));
    expect(await part?.left(market.context, leaver)).toEqual([]);
    expect(await needCard(market.context, need.id)).toMatchObject({ value: { check_owner_id: colleague } });
  });

  it('a client that is closed leaves no check behind', async () => {
    const need = await at.need();
    await at.verdict(need.id, 'dated');
    const version = (await clientById(market.context, clientId))?.version ?? 0;
    await market.done((w) => closeClient(w, clientId, { version, as: 'archived', reason: 'Присоединена' }), asHead);
    expect(await needCard(market.context, need.id)).toMatchObject({ value: { status: 'void', next_check_on: null } });
  });

  it('carried clients are the load of development', async () => {
    const loaded = await market.person('Нагрузкин Олег', 'development_manager');
    await market.held(`Администрация ${newId()}`, loaded);
    const load = await loadOf(market.context, market.salesSystemId, 'need_development');
    expect(load.find((one) => one.employeeId === loaded)).toMatchObject({ held: 1, norm: 60 });
  });
});

it('the timeline tells what was found out, newest first', async () => {
  const need = await at.need();
  await at.evidence(need.id, await at.contact());
  await at.verdict(need.id, 'now');
  const timeline = await timelineOf(asManager, clientId, { group: 'decisions' });
  expect(timeline.ok && timeline.value.items.map((item) => item.text_key)).toEqual(
    expect.arrayContaining([
      'needs.timeline.verdict.now',
      'needs.timeline.evidence.meeting_minutes',
      'needs.timeline.recorded.formed',
    ]),
  );
});
