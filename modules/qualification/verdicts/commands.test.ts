import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerActivities } from '#modules/activities/commands.ts';
import { openStepsOf } from '#modules/activities/queries.ts';
import { nextClient, recordOutcome, registerCalling, releaseLease } from '#modules/calling/commands.ts';
import { registerClients } from '#modules/clients/commands.ts';
import { clientById, contactsOf, reachOf } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import {
  acceptHandoff,
  offerAgain,
  offerHandoff,
  registerHandoffs,
  returnHandoff,
} from '#modules/handoffs/commands.ts';
import { handoffCard, handoffsToAnswer, myHandoffs } from '#modules/handoffs/queries.ts';
import {
  assignCheckOwner,
  determineRelevance,
  parkClient,
  recordNeed,
  registerNeeds,
} from '#modules/needs/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { employ } from '#modules/structure/employments/commands.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { setCriteria } from '../briefs/commands.ts';
import { giveVerdict, registerQualification, saveBrief } from '../commands.ts';
import type { BriefFields } from '../contract.ts';
import { briefOf, criteriaList, ownHandoffFigures } from '../queries.ts';
import { DEFAULT_CRITERIA } from '../rules.ts';

const FULL: BriefFields = {
  need: { statement: 'Заменить 1 870 ламп ДРЛ на 14 улицах', origin: 'identified' },
  relevance: {
    verdict: 'dated',
    blocker: 'budget',
    evidence: 'Проект бюджета, прил. 7, р. 0503',
    window_from: '2027-03-01',
    window_until: '2027-06-30',
  },
  contact: { full_name: 'Рогожин Артём Сергеевич', position_title: 'зам. главы', decision_role: 'decision_shaper' },
  next_step: { kind: 'meeting', title: 'Показать расчёт по 14 улицам', due_on: '2026-11-27', due_time: '11:00' },
  sources: ['разговор', 'zakupki.gov.ru'],
};

let market: TestMarket;
let bakhtina: EmployeeId;
let lytkin: EmployeeId;
let kovaleva: EmployeeId;
let caller: Context;
let serial = 0;

beforeAll(async () => {
  registerClients();
  registerActivities();
  registerHandoffs();
  registerNeeds();
  registerCalling();
  registerQualification();
  market = await testMarket();
  bakhtina = await market.person('Бахтина Ольга', 'telemarketer');
  lytkin = await market.person('Лыткин Андрей', 'development_manager');
  kovaleva = await market.person('Ковалёва Ирина', 'development_manager');
  await market.person('Громова Елена', 'head');
});
afterAll(() => market.close());
beforeEach(async () => {
  caller = await market.as(bakhtina);
  await market.done((w) => releaseLease(w, { rest: true }), caller);
});

/** A client at hand of the caller. */
async function atHand(): Promise<string> {
  serial++;
  await market.client({
    name: `Администрация города ${serial}`,
    phones: [{ number: '+73915321042' }],
    call_basis: 'individual_offer',
    region: 'Московская область',
  });
  const { call } = await market.done((w) => nextClient(w), caller);
  if (call === null) throw new Error('nobody to call');
  return call.client_id;
}
const client = async (id: string) => {
  const found = await clientById(market.context, id);
  if (found === null) throw new Error('no such client');
  return found;
};
const at = async (employeeId: EmployeeId, hours: number) => {
  const context = await market.as(employeeId);
  return { ...context, now: context.now.add({ hours }) };
};

describe('the verdict on a client', () => {
  it('qualified: the client is offered in the same transaction, and stays with the giver until it is accepted', async () => {
    const id = await atHand();
    const saved = await market.done(
      (w) => saveBrief(w, id, { version: null, fields: { need: FULL.need ?? {} } }),
      caller,
    );
    const given = await market.done(
      (w) =>
        giveVerdict(w, id, {
          version: saved.version,
          fields: FULL,
          verdict: 'qualified',
          call: { number: '+73915321042', note: 'Ждёт расчёт', duration_minutes: 6 },
        }),
      caller,
    );
    expect(given).toMatchObject({ verdict: 'qualified', handoff_id: expect.any(String) });
    expect(await client(id)).toMatchObject({ state: 'in_qualification', holder_id: bakhtina });
    const [need] = await needsOf(market.context, id);
    expect(need).toMatchObject({ status: 'actual', verdict: 'dated', check_owner_id: bakhtina });
    expect(await contactsOf(market.context, id)).toMatchObject([
      { full_name: 'Рогожин Артём Сергеевич', decision_role: 'decision_shaper' },
    ]);
    const receiver = given.receiver_name === 'Лыткин Андрей' ? lytkin : kovaleva;
    const offered = await handoffsToAnswer(await market.as(receiver));
    expect(offered).toMatchObject([{ id: given.handoff_id, kind: 'H1', criteria_met: 6, criteria_required: 6 }]);
    const card = await handoffCard(await market.as(receiver), given.handoff_id ?? '');
    expect(card).toMatchObject({ ok: true, value: { headline: { verdict: 'dated' }, seal: { intact: true } } });
    expect(await reachOf(await market.as(receiver), id)).toBe('card');

    await market.done((w) => acceptHandoff(w, given.handoff_id ?? ''), await at(receiver, 1));
    expect(await client(id)).toMatchObject({
      state: 'in_development',
      holder_id: receiver,
      next_step_title: 'Показать расчёт по 14 улицам',
      next_step_at: '2026-11-27T08:00:00Z',
    });
    expect((await needsOf(market.context, id))[0]).toMatchObject({ owner_id: receiver, check_owner_id: receiver });
    expect((await openStepsOf(market.context, bakhtina)).filter((step) => step.client_id === id)).toEqual([]);
    expect(await reachOf(caller, id)).toBe('card');
    expect(await ownHandoffFigures({ ...caller, now: caller.now.add({ hours: 2 }) })).toMatchObject({
      value: { accepted_today: 1, first: 1, of: 1 },
    });
  });

  it('refuses a brief with something missing and says what, and nothing of it has happened', async () => {
    const id = await atHand();
    const { next_step: _none, ...rest } = FULL;
    const refused = await market.write(
      (w) => giveVerdict(w, id, { version: null, fields: rest, verdict: 'qualified', call: {} }),
      caller,
    );
    expect(refused).toMatchObject({
      ok: false,
      reason: 'handoffs.criteria_missing',
      details: { missing: ['next_step'] },
    });
    expect(await client(id)).toMatchObject({ state: 'cold', last_touch_at: null });
    expect(await briefOf(caller, id)).toMatchObject({ value: { id: null } });
    await market.done((w) => recordOutcome(w, id, { outcome: 'not_target', reason: 'other' }), caller);
  });

  it('not yet: a potential need with a verdict remains, the client waits for its check, and comes back at the depth attained', async () => {
    const id = await atHand();
    const formed: BriefFields = { ...FULL, need: { statement: 'Энергосервис', origin: 'formed' } };
    const given = await market.done(
      (w) => giveVerdict(w, id, { version: null, fields: formed, verdict: 'not_yet', call: {} }),
      caller,
    );
    expect(given).toMatchObject({ verdict: 'not_yet', handoff_id: null });
    const waiting = await client(id);
    expect(waiting).toMatchObject({
      state: 'waiting',
      check_owner_id: bakhtina,
      waiting_reason: 'Нет денег в бюджете',
    });
    expect(waiting.next_check_on).toBe(given.next_check_on);
    expect((await needsOf(market.context, id))[0]).toMatchObject({ status: 'potential', verdict: 'dated' });
    const again = await briefOf(caller, id);
    expect(again).toMatchObject({
      ok: true,
      value: { id: null, fields: { need: formed.need, sources: FULL.sources }, need_id: expect.any(String) },
    });
    if (again.ok) {
      expect(again.value.fields.next_step).toBeUndefined();
      expect(again.value.fields.relevance?.evidence).toBeUndefined();
    }
    const now = await market.write(
      (w) =>
        giveVerdict(w, id, {
          version: null,
          fields: { ...FULL, relevance: { verdict: 'now', evidence: 'Объявлен сбор цен' } },
          verdict: 'not_yet',
        }),
      caller,
    );
    expect(now).toMatchObject({ ok: false, reason: 'qualification.now_does_not_wait' });
  });

  it('not of the target: the client is closed with the reason', async () => {
    const id = await atHand();
    const bare = await market.write((w) => giveVerdict(w, id, { version: null, verdict: 'not_target' }), caller);
    expect(bare).toMatchObject({ ok: false, fields: [{ path: '/reason' }] });
    await market.done((w) => giveVerdict(w, id, { version: null, verdict: 'not_target', reason: 'too_small' }), caller);
    expect(await client(id)).toMatchObject({ state: 'not_target', closed_reason: 'Слишком мал для нас' });
  });

  it('a returned client stays with the telemarketer, brief open again, and is offered in the next round', async () => {
    const id = await atHand();
    const first = await market.done(
      (w) => giveVerdict(w, id, { version: null, fields: FULL, verdict: 'qualified', receiver_id: lytkin, call: {} }),
      caller,
    );
    await market.done(
      (w) => returnHandoff(w, first.handoff_id ?? '', { code: 'no_evidence_of_need', text: 'Нет письма' }),
      await at(lytkin, 1),
    );
    const later = await at(bakhtina, 2);
    expect(await client(id)).toMatchObject({
      state: 'in_qualification',
      holder_id: bakhtina,
      next_step_title: 'Исправить бриф и предложить снова',
    });
    const brief = await briefOf(later, id);
    expect(brief).toMatchObject({
      value: {
        state: 'draft',
        handoff: { state: 'returned', return_code: 'no_evidence_of_need', return_text: 'Нет письма' },
      },
    });
    expect(await myHandoffs(later)).toMatchObject({
      value: { drafts: [], returned: [{ id: first.handoff_id }] },
    });
    if (!brief.ok) return;
    const second = await market.done(
      (w) =>
        giveVerdict(w, id, {
          version: brief.value.version,
          fields: { ...brief.value.fields, sources: ['письмо главы от 20.11'] },
          verdict: 'qualified',
          receiver_id: kovaleva,
        }),
      later,
    );
    expect(second.handoff_id).toBe(first.handoff_id);
    await market.done((w) => acceptHandoff(w, second.handoff_id ?? ''), await at(kovaleva, 3));
    expect(await client(id)).toMatchObject({ state: 'in_development', holder_id: kovaleva });
    expect(await needsOf(market.context, id)).toHaveLength(1);
  });

  it('offered again from the page of hand-offs, the brief as it stands by now is what is offered and recorded', async () => {
    const id = await atHand();
    const first = await market.done(
      (w) => giveVerdict(w, id, { version: null, fields: FULL, verdict: 'qualified', receiver_id: lytkin, call: {} }),
      caller,
    );
    const handoffId = first.handoff_id ?? '';
    await market.done((w) => returnHandoff(w, handoffId, { code: 'relevance_unproven' }), await at(lytkin, 1));
    const later = await at(bakhtina, 2);
    const brief = await briefOf(later, id);
    if (!brief.ok) throw new Error('no brief');
    await market.done(
      (w) =>
        saveBrief(w, id, {
          version: brief.value.version,
          fields: { ...brief.value.fields, relevance: { verdict: 'now', evidence: 'Объявлен сбор цен' } },
        }),
      later,
    );
    await market.done((w) => offerAgain(w, handoffId, { receiverId: kovaleva }), later);
    expect((await briefOf(later, id)).ok && (await needsOf(market.context, id))[0]).toMatchObject({ verdict: 'now' });
    expect(await briefOf(later, id)).toMatchObject({
      value: { state: 'qualified', handoff: { state: 'offered', round: 2 } },
    });
    await market.done((w) => acceptHandoff(w, handoffId), await at(kovaleva, 3));
    expect(await client(id)).toMatchObject({ state: 'in_development', holder_id: kovaleva });
  });

  it('cannot be offered past the verdict: what it puts on record is missing until it is given', async () => {
    const id = await atHand();
    await market.done((w) => recordOutcome(w, id, { outcome: 'call_back', next: { due_on: '2026-11-25' } }), caller);
    const saved = await market.done((w) => saveBrief(w, id, { version: null, fields: FULL }), caller);
    const subject = { kind: 'qualification', id: saved.id };
    expect(await market.write((w) => offerHandoff(w, { kind: 'H1', clientId: id, subject }), caller)).toMatchObject({
      reason: 'handoffs.criteria_missing',
      details: { missing: ['need', 'contact'] },
    });
  });

  it('an offered brief waits for its answer: it is neither changed nor offered again', async () => {
    const id = await atHand();
    await market.done(
      (w) => giveVerdict(w, id, { version: null, fields: FULL, verdict: 'qualified', call: {} }),
      caller,
    );
    const changed = await market.write((w) => saveBrief(w, id, { version: 2, fields: FULL }), caller);
    expect(changed).toMatchObject({ ok: false, reason: 'qualification.offered' });
  });

  it('a stale brief is refused with what stands now', async () => {
    const id = await atHand();
    const one = await market.done((w) => saveBrief(w, id, { version: null, fields: {} }), caller);
    await market.done((w) => saveBrief(w, id, { version: one.version, fields: { sources: ['сайт'] } }), caller);
    const stale = await market.write((w) => saveBrief(w, id, { version: one.version, fields: {} }), caller);
    expect(stale).toMatchObject({
      ok: false,
      code: 'conflict',
      details: { theirs: { fields: { sources: ['сайт'] } } },
    });
  });

  it('is open to whoever works with the client, and looks to others as if there were none', async () => {
    const id = await atHand();
    const outsider = await market.as(lytkin);
    expect(await briefOf(outsider, id)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await market.write((w) => saveBrief(w, id, { version: null, fields: {} }), outsider)).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  });
});

describe('whoever holds both functions, and whoever carries the client already', () => {
  it('checks themselves by the same criteria: no second person, and the agreed step is their own', async () => {
    const both = await market.person('Юшина Вера');
    for (const kind of ['telemarketer', 'development_manager']) {
      const { id: positionId } = await market.context.db
        .selectFrom('positions')
        .select('id')
        .where('kind', '=', kind)
        .executeTakeFirstOrThrow();
      await market.done((w) => employ(w, { employeeId: both, positionId, shareBp: 5000 }));
    }
    caller = await market.as(both);
    const id = await atHand();
    const { next_step: _none, ...rest } = FULL;
    const refused = await market.write(
      (w) => giveVerdict(w, id, { version: null, fields: rest, verdict: 'qualified' }),
      caller,
    );
    expect(refused).toMatchObject({ ok: false, reason: 'handoffs.criteria_missing' });
    await market.done(
      (w) => giveVerdict(w, id, { version: null, fields: FULL, verdict: 'qualified', call: {} }),
      caller,
    );
    expect(await client(id)).toMatchObject({
      state: 'in_development',
      holder_id: both,
      next_step_title: 'Показать расчёт по 14 улицам',
    });
    const figures = await ownHandoffFigures(caller);
    expect(figures).toMatchObject({ value: { accepted_today: 0, of: 0 } });
  });

  it('a waiting client of a manager stays theirs while the telemarketer finds out, and comes back to them', async () => {
    const { id } = await market.held('Саянск', kovaleva);
    const need = await market.done(
      (w) => recordNeed(w, id, { subject: 'Освещение улиц', origin: 'formed' }),
      await market.as(kovaleva),
    );
    await market.done(
      (w) => determineRelevance(w, need.id, { verdict: 'dormant', blocker: 'politics', evidence: 'Глава против' }),
      await market.as(kovaleva),
    );
    await market.done((w) => parkClient(w, id, { reason: 'Политика' }), await market.as(kovaleva));
    await market.done((w) => assignCheckOwner(w, id, kovaleva, bakhtina));
    expect(await client(id)).toMatchObject({ state: 'waiting', holder_id: kovaleva, check_owner_id: bakhtina });
    const given = await market.done(
      (w) => giveVerdict(w, id, { version: null, fields: FULL, verdict: 'qualified' }),
      caller,
    );
    expect(given.receiver_name).toBe('Ковалёва Ирина');
    expect(await client(id)).toMatchObject({ state: 'waiting', holder_id: kovaleva });
    await market.done((w) => acceptHandoff(w, given.handoff_id ?? ''), await at(kovaleva, 1));
    expect(await client(id)).toMatchObject({ state: 'in_development', holder_id: kovaleva });
    expect(await needsOf(market.context, id)).toMatchObject([{ id: need.id, check_owner_id: kovaleva }]);
  });
});

describe('criteria are data of the sales system', () => {
  it('the head decides what is required; a brief is judged by it from then on', async () => {
    const head = await market.as(await market.person('Ветрова Анна', 'head'));
    const items = [
      { key: 'need', required: true },
      { key: 'budget', required: true },
    ] as const;
    const input = { sales_system_id: market.salesSystemId, items: [...items] };
    expect(await market.write((w) => setCriteria(w, input), caller)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await market.write((w) => setCriteria(w, { ...input, items: [items[0], items[0]] }), head)).toMatchObject({
      ok: false,
      fields: [{ path: '/items' }],
    });
    expect(await criteriaList(caller, {})).toMatchObject({ value: { items: DEFAULT_CRITERIA, may_edit: false } });
    await market.done((w) => setCriteria(w, input), head);
    const id = await atHand();
    const given = await market.write(
      (w) => giveVerdict(w, id, { version: null, fields: FULL, verdict: 'qualified' }),
      caller,
    );
    expect(given).toMatchObject({ reason: 'handoffs.criteria_missing', details: { missing: ['budget'] } });
    await market.done((w) => setCriteria(w, { ...input, items: [...DEFAULT_CRITERIA] }), head);
  });
});
