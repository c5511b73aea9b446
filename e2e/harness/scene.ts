import type { Page } from '@playwright/test';
import { leaseClientRoute } from '#modules/calling/contract.ts';
import { addContactRoute } from '#modules/clients/contacts/contract.ts';
import { createClientRoute, takeClientRoute } from '#modules/clients/contract.ts';
import { moveDealRoute, openDealRoute, recordExitEvidenceRoute, signDealRoute } from '#modules/deals/contract.ts';
import { saveHandoverRoute } from '#modules/deals/handover/contract.ts';
import { offerOneHandoff } from '#modules/handoffs/contract.ts';
import { determineRelevanceRoute, recordEvidenceRoute, recordNeedRoute } from '#modules/needs/contract.ts';
import { giveVerdictRoute, readBriefRoute } from '#modules/qualification/contract.ts';
import { ask } from './company.ts';

/** What happened before the scene of a test, made through the API by whoever is signed in on the page: a development manager. */
export interface Before {
  page: Page;
  url: string;
  /** The company's day. */
  today: string;
}

/** A client in development with an actual, timely need. */
export async function clientInDevelopment({ page, url, today }: Before, name: string) {
  const { id } = await ask(page, url, createClientRoute, { body: { name, region: 'Владимирская область' } });
  const params = { id };
  const { contact_id } = await ask(page, url, addContactRoute, {
    params,
    body: { full_name: 'Бережная Нина Андреевна', decision_role: 'decision_maker' },
  });
  const step = { kind: 'call', title: 'Показать расчёт главе', due_on: today } as const;
  await ask(page, url, takeClientRoute, { params, body: { step } });
  const need = await ask(page, url, recordNeedRoute, {
    params,
    body: { subject: 'Замена ламп ДРЛ на светодиоды', origin: 'identified' },
  });
  const shown = await ask(page, url, recordEvidenceRoute, {
    params: { id: need.id },
    body: { version: need.version, on_day: today, contact_id, form: 'letter', said: 'Просим обследовать сети' },
  });
  await ask(page, url, determineRelevanceRoute, {
    params: { id: need.id },
    body: { version: shown.version, verdict: 'now', evidence: 'Деньги выделены решением совета' },
  });
  return { id, needId: need.id };
}

/** A client whom the telemarketer on the page has called and qualified, offered to whoever develops. */
export async function offeredToDevelopment({ page, url, today }: Before, name: string) {
  const { id } = await ask(page, url, createClientRoute, {
    body: { name, phones: [{ number: '+7 49233 2-22-22' }], call_basis: 'enquiry' },
  });
  const params = { id };
  await ask(page, url, leaseClientRoute, { params, body: {} });
  const { version } = await ask(page, url, readBriefRoute, { params });
  const { handoff_id } = await ask(page, url, giveVerdictRoute, {
    params,
    body: {
      version,
      verdict: 'qualified',
      fields: {
        need: { statement: 'Освещение улиц тусклое', origin: 'identified' },
        relevance: { verdict: 'now', evidence: 'Деньги выделены' },
        contact: { full_name: 'Орлов Семён Ильич', decision_role: 'decision_maker', phone: '+7 49233 2-11-12' },
        next_step: { kind: 'call', title: 'Согласовать осмотр', due_on: today },
        sources: ['разговор'],
      },
    },
  });
  return { id, handoffId: handoff_id ?? '' };
}

/** A signed contract of 12 million roubles with its handover sheet, offered to those who deliver. */
export async function offeredToDelivery(before: Before, name: string) {
  const { page, url, today } = before;
  const { id, needId } = await clientInDevelopment(before, name);
  const value_minor = 1_200_000_000;
  let deal = await ask(page, url, openDealRoute, { params: { id }, body: { need_id: needId, value_minor } });
  const params = { id: deal.id };
  for (const to of ['offer', 'decision', 'contract', 'signed'] as const) {
    for (const criterion of deal.criteria.filter((one) => one.stage === deal.stage && one.required && !one.met)) {
      const body = { criterion_id: criterion.id, on_day: today, said: 'Показано письмом администрации' };
      deal = await ask(page, url, recordExitEvidenceRoute, { params, body });
    }
    deal =
      to === 'signed'
        ? await ask(page, url, signDealRoute, {
            params,
            body: { version: deal.version, contract_number: 'МК-17/2026', signed_on: today },
          })
        : await ask(page, url, moveDealRoute, { params, body: { version: deal.version, to } });
  }
  const day = (days: number) => Temporal.PlainDate.from(today).add({ days }).toString();
  await ask(page, url, saveHandoverRoute, {
    params,
    body: {
      version: 0,
      scope: 'Замена 820 светильников на 14 улицах',
      promises: [{ said: 'Площадь засветится к 9 мая', due_on: day(160) }],
      no_promises: false,
      risks: [{ said: 'Опоры в аварийном состоянии', answer: 'Обследовать до монтажа' }],
      no_risks: false,
      economics: 'Маржа 2 млн, аванс 30 процентов',
      payments: [
        { title: 'Аванс', due_on: day(30), amount_minor: 360_000_000, of_savings: false },
        { title: 'Окончательный расчёт', due_on: day(200), amount_minor: 840_000_000, of_savings: false },
      ],
      milestones: [
        { title: 'Поставка светильников', planned_on: day(60) },
        { title: 'Монтаж и наладка', planned_on: day(120) },
      ],
      needs_owner_id: null,
    },
  });
  const offer = await ask(page, url, offerOneHandoff, {
    body: { kind: 'H2', client_id: id, subject: { kind: 'deal', id: deal.id } },
  });
  return { id, dealId: deal.id, handoffId: offer.id };
}
