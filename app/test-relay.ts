import { attachClientFile, planClientStep, recordClientTouch } from '#modules/activities/contract.ts';
import { orderTaskRoute } from '#modules/back-office/contract.ts';
import { leaseClientRoute } from '#modules/calling/contract.ts';
import { addContactRoute } from '#modules/clients/contacts/contract.ts';
import { createClientRoute, takeClientRoute } from '#modules/clients/contract.ts';
import {
  type DealCard,
  moveDealRoute,
  openDealRoute,
  recordExitEvidenceRoute,
  signDealRoute,
} from '#modules/deals/contract.ts';
import { saveHandoverRoute } from '#modules/deals/handover/contract.ts';
import { acceptOneHandoff, offerOneHandoff } from '#modules/handoffs/contract.ts';
import { determineRelevanceRoute, recordEvidenceRoute, recordNeedRoute } from '#modules/needs/contract.ts';
import { clientProjectsRoute } from '#modules/projects/contract.ts';
import { giveVerdictRoute, readBriefRoute } from '#modules/qualification/contract.ts';
import { askSupportRoute, listRequestTypes } from '#modules/support/contract.ts';
import type { Colleague, TestCompany } from './test-company.ts';

/** Stands in everything that is known of the manager's client but its name, so that what leaks can be found. */
export const SECRET = 'подсолнуховый';

/** Clients at three places of the relay, with a record of every kind between them. */
export interface TestRelay {
  /** Nobody's: cold, with a number and a basis to call. */
  cold: string;
  /** Offered by the telemarketer to the manager, not answered yet. */
  offered: { clientId: string; handoffId: string };
  /** Held by the manager. */
  held: {
    clientId: string;
    contactId: string;
    stepId: string;
    touchId: string;
    needId: string;
    dealId: string;
    attachmentId: string;
    requestId: string;
    taskId: string;
  };
  /** Held by the project manager since H2 was accepted; its need and deal stayed with the manager. */
  delivered: { clientId: string; handoffId: string; dealId: string; projectId: string };
}

/** Plays the relay through the API: every record below is made by whoever makes it in life. */
export async function testRelay(company: TestCompany): Promise<TestRelay> {
  const { ask } = company;
  const cold = await ask('head', createClientRoute, {
    body: {
      name: 'Администрация города Холодный',
      region: 'Владимирская область',
      phones: [{ number: '+7 49233 2-11-11' }],
      call_basis: 'individual_offer',
    },
  });
  const held = await heldClient(company);
  const delivered = await deliveredClient(company);
  return { cold: cold.id, offered: await offeredClient(company), held, delivered };
}

/** Calls a fresh client as the telemarketer, qualifies it and offers it to the manager. */
export async function offeredClient(company: TestCompany): Promise<TestRelay['offered']> {
  const { ask, ids } = company;
  const { id } = await ask('head', createClientRoute, {
    body: { name: 'Администрация города Вязники', phones: [{ number: '+7 49233 2-22-22' }], call_basis: 'enquiry' },
  });
  await ask('telemarketer', leaseClientRoute, { params: { id }, body: {} });
  const brief = await ask('telemarketer', readBriefRoute, { params: { id } });
  const verdict = await ask('telemarketer', giveVerdictRoute, {
    params: { id },
    body: {
      version: brief.version,
      verdict: 'qualified',
      receiver_id: ids.manager,
      fields: {
        need: { statement: 'Освещение улиц тусклое', origin: 'identified' },
        relevance: { verdict: 'now', evidence: 'Деньги выделены' },
        contact: { full_name: 'Орлов Семён Ильич', decision_role: 'decision_maker', phone: '+7 49233 2-11-12' },
        next_step: { kind: 'call', title: 'Согласовать осмотр', due_on: '2026-12-01' },
        sources: ['разговор'],
      },
    },
  });
  return { clientId: id, handoffId: verdict.handoff_id ?? '' };
}

async function heldClient(company: TestCompany): Promise<TestRelay['held']> {
  const { ask } = company;
  const { clientId, contactId, needId, deal } = await clientWithDeal(company, 'Вольный', SECRET);
  const params = { id: clientId };
  const step = await ask('manager', planClientStep, {
    params,
    body: { kind: 'meeting', title: `Осмотр: ${SECRET}`, due_on: '2026-12-02' },
  });
  const { touch } = await ask('manager', recordClientTouch, {
    params,
    body: { kind: 'call', summary: `Говорили про ${SECRET}`, result: 'advance' },
  });
  const fileId = await uploadText(company, 'manager', 'план.txt', `план: ${SECRET}`);
  const attachment = await ask('manager', attachClientFile, { params, body: { file_id: fileId } });
  const { items } = await ask('manager', listRequestTypes, { query: {} });
  const [type] = items;
  if (type === undefined) throw new Error('the departments may be asked nothing');
  const request = await ask('manager', askSupportRoute, {
    body: {
      client_id: clientId,
      type_id: type.id,
      question: `Сколько опор в городе ${SECRET}?`,
      inputs: Object.fromEntries(type.required_inputs.map((name) => [name, 'есть'])),
    },
  });
  const task = await ask('manager', orderTaskRoute, {
    body: { client_id: clientId, type_key: 'invoice', inputs: { amount: '12 000 ₽', basis: 'договор' }, note: SECRET },
  });
  return {
    clientId,
    contactId,
    stepId: step.id,
    touchId: touch.id,
    needId,
    dealId: deal.id,
    attachmentId: attachment.id,
    requestId: request.id,
    taskId: task.id,
  };
}

/** A client that the manager develops, with an actual need that is relevant now, and a deal from it. */
async function clientWithDeal(company: TestCompany, name: string, word: string) {
  const { ask } = company;
  const { id } = await ask('head', createClientRoute, {
    body: { name: `Администрация города ${name}`, region: 'Владимирская область', note: word },
  });
  const params = { id };
  await ask('manager', takeClientRoute, {
    params,
    body: { step: { kind: 'call', title: `Позвонить главе, ${word}`, due_on: '2026-11-24' } },
  });
  const { contact_id: contactId } = await ask('manager', addContactRoute, {
    params,
    body: { full_name: `Ермаков Олег, ${word}`, decision_role: 'decision_maker' },
  });
  const need = await ask('manager', recordNeedRoute, {
    params,
    body: { subject: `Замена 1 240 светильников, ${word}`, origin: 'formed' },
  });
  const shown = await ask('manager', recordEvidenceRoute, {
    params: { id: need.id },
    body: {
      version: need.version,
      on_day: '2026-11-20',
      contact_id: contactId,
      form: 'meeting_minutes',
      said: `Просит посчитать ${word}`,
    },
  });
  await ask('manager', determineRelevanceRoute, {
    params: { id: need.id },
    body: { version: shown.version, verdict: 'now', evidence: 'Глава подтвердил строку в бюджете' },
  });
  const deal = await ask('manager', openDealRoute, { params, body: { need_id: need.id, value_minor: 6_400_000_000 } });
  return { clientId: id, contactId, needId: need.id, deal };
}

async function deliveredClient(company: TestCompany): Promise<TestRelay['delivered']> {
  const { ask, ids } = company;
  const { clientId, deal } = await clientWithDeal(company, 'Рассветный', 'рассветное');
  const signed = await signedDeal(company, deal);
  const handoff = await ask('manager', offerOneHandoff, {
    body: { kind: 'H2', client_id: clientId, subject: { kind: 'deal', id: signed.id }, receiver_id: ids.deliverer },
  });
  await ask('deliverer', acceptOneHandoff, { params: { id: handoff.id }, body: { version: handoff.version } });
  const { items } = await ask('deliverer', clientProjectsRoute, { params: { id: clientId } });
  return { clientId, handoffId: handoff.id, dealId: signed.id, projectId: items[0]?.id ?? '' };
}

async function signedDeal({ ask }: TestCompany, fresh: DealCard): Promise<DealCard> {
  const params = { id: fresh.id };
  let deal = fresh;
  const show = async () => {
    for (const criterion of deal.criteria.filter((one) => one.stage === deal.stage && one.required && !one.met)) {
      const body = { criterion_id: criterion.id, on_day: '2026-11-20', said: 'Показано' };
      deal = await ask('manager', recordExitEvidenceRoute, { params, body });
    }
  };
  for (const to of ['offer', 'decision', 'contract'] as const) {
    await show();
    deal = await ask('manager', moveDealRoute, { params, body: { version: deal.version, to } });
  }
  await show();
  const contract = { contract_number: '44/2026-097', signed_on: '2026-11-20' };
  deal = await ask('manager', signDealRoute, { params, body: { version: deal.version, ...contract } });
  await ask('manager', saveHandoverRoute, {
    params,
    body: {
      version: 0,
      scope: '1 240 светильников, 31 улица',
      promises: [{ said: 'Пусковой участок к 9 мая', due_on: '2027-05-09' }],
      no_promises: false,
      risks: [{ said: 'Опоры в аварийном состоянии', answer: 'Обследуем до монтажа' }],
      no_risks: false,
      economics: 'Маржа 18 %, оплата по актам',
      payments: [{ title: 'Аванс', due_on: '2026-12-15', amount_minor: 1_920_000_000, of_savings: false }],
      milestones: [{ title: 'Пусковой участок', planned_on: '2027-05-01' }],
      needs_owner_id: null,
    },
  });
  return deal;
}

/** Uploads a file as a form of a browser does, and returns its id. */
export async function uploadText(company: TestCompany, who: Colleague, name: string, text: string): Promise<string> {
  const reply = await company.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    ...formWith(name, text, company.headers(who)),
  });
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return reply.json().id;
}

/** A form of one file, as it goes over the wire. */
export function formWith(name: string, content: string | Buffer, headers: Record<string, string> = {}) {
  const boundary = 'estafeta-test-boundary';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`;
  return {
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
