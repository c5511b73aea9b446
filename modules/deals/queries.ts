import { reachOf } from '#modules/clients/queries.ts';
import { customPeople, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import { openHandoffOf } from '#modules/handoffs/queries.ts';
import { cadenceOf, needsOf } from '#modules/needs/queries.ts';
import { isInsideLeadTime } from '#modules/needs/rules.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { Context } from '#platform/context.ts';
import { rateOn } from '#shared/money.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { mayReadDeals, mayWorkOnDeals } from './access.ts';
import type { Deal, DealCard, OpenableNeed, StageCriterion } from './contract.ts';
import { handoverFacts } from './handover/queries.ts';
import { type ExitCriterion, handoverMet, missingToLeave, STAGES } from './rules.ts';
import { criteriaOf, dealById, dealsOfClient, exitEvidenceOf, movesOf } from './store.ts';

/** Exit criteria of each deal with what shows them, by deal. */
export async function criteriaOfDeals(
  context: Pick<Context, 'db' | 'held'>,
  deals: readonly Pick<Deal, 'id' | 'sales_system_id'>[],
): Promise<Map<string, StageCriterion[]>> {
  const [criteria, evidence] = await Promise.all([
    criteriaOf(context, [...new Set(deals.map((deal) => deal.sales_system_id))]),
    exitEvidenceOf(
      context,
      deals.map((deal) => deal.id),
    ),
  ]);
  const byStage = criteria.toSorted((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  return new Map(
    deals.map((deal) => [
      deal.id,
      byStage
        .filter((criterion) => criterion.sales_system_id === deal.sales_system_id)
        .map(({ sales_system_id: _system, ...criterion }) => {
          const shown = evidence
            .filter((one) => one.deal_id === deal.id && one.criterion_id === criterion.id)
            .map(({ deal_id: _deal, criterion_id: _criterion, ...one }) => one);
          return { ...criterion, met: shown.length > 0, evidence: shown };
        }),
    ]),
  );
}

/** What leaving the stages of a deal asks, as the rules see it. */
export async function exitCriteriaOf(
  context: Pick<Context, 'db' | 'held'>,
  deal: Pick<Deal, 'id' | 'sales_system_id'>,
): Promise<ExitCriterion[]> {
  return (await criteriaOfDeals(context, [deal])).get(deal.id) ?? [];
}

/** One deal with its stages, for whoever reads its client's card. Out of reach is not found. */
export async function dealCard(context: Context, id: string): Promise<Result<DealCard>> {
  const deal = await dealById(context, id);
  if (deal === null) return notFound();
  const reach = await reachOf(context, deal.client_id);
  if (!mayReadDeals(reach)) return notFound();
  const [card] = await cardsOf(context, [deal], mayWorkOnDeals(context.actor, reach));
  return card === undefined ? notFound() : ok(card);
}

export interface ClientDeals {
  items: DealCard[];
  openable: OpenableNeed[];
  may_work: boolean;
  vat_bp: number;
}

/** Deals of a client, and the needs from which one may be opened. Out of reach is not found. */
export async function clientDeals(context: Context, clientId: string): Promise<Result<ClientDeals>> {
  const reach = await reachOf(context, clientId);
  if (!mayReadDeals(reach)) return notFound();
  const mayWork = mayWorkOnDeals(context.actor, reach);
  const [deals, today] = await Promise.all([dealsOfClient(context, clientId), companyToday(context)]);
  const [items, openable] = await Promise.all([
    cardsOf(context, deals, mayWork),
    mayWork ? openableNeeds(context, clientId, deals, today) : [],
  ]);
  return ok({ items, openable, may_work: mayWork, vat_bp: rateOn(today) });
}

async function openableNeeds(
  context: Context,
  clientId: string,
  deals: readonly Deal[],
  today: Temporal.PlainDate,
): Promise<OpenableNeed[]> {
  const needs = (await needsOf(context, clientId)).filter((need) => need.status === 'actual');
  const [first] = needs;
  if (first === undefined) return [];
  const { leadTimeDays } = await cadenceOf(context, first.sales_system_id);
  const near = (day: string | null) =>
    isInsideLeadTime(day === null ? null : Temporal.PlainDate.from(day), today, leadTimeDays);
  return needs
    .filter((need) => !deals.some((deal) => deal.need_id === need.id && deal.outcome === null))
    .filter((need) => need.verdict === 'now' || (need.verdict === 'dated' && near(need.window_from)))
    .map((need) => ({
      id: need.id,
      subject: need.subject,
      value_minor: need.value_minor,
      head_only: need.verdict !== 'now',
    }));
}

async function cardsOf(context: Context, deals: readonly Deal[], mayWork: boolean): Promise<DealCard[]> {
  const ids = deals.map((deal) => deal.id);
  const [criteria, moves] = await Promise.all([criteriaOfDeals(context, deals), movesOf(context, ids)]);
  const fields = await fieldsOf(context, 'deal');
  const people = await customPeople(
    context,
    fields,
    deals.map(({ custom }) => custom),
  );
  return Promise.all(
    deals.map(async (deal) => {
      const shown = criteria.get(deal.id) ?? [];
      return {
        ...deal,
        criteria: shown,
        moves: moves.filter((move) => move.deal_id === deal.id).map(({ deal_id: _deal, ...move }) => move),
        missing: deal.outcome === null ? missingToLeave(deal.stage, shown).map((criterion) => criterion.title) : [],
        handover: await handoverOf(context, deal),
        may_work: mayWork,
        custom: shownCustom(fields, deal.custom),
        custom_people: people,
      };
    }),
  );
}

async function handoverOf(context: Context, deal: Deal): Promise<DealCard['handover']> {
  if (deal.outcome !== 'signed' || deal.handed_over_at !== null) return null;
  const [facts, handoff] = await Promise.all([
    handoverFacts(context, deal),
    openHandoffOf(context, 'H2', { kind: 'deal', id: deal.id }),
  ]);
  const met = Object.values(handoverMet(facts));
  return {
    met: met.filter(Boolean).length,
    required: met.length,
    handoff_id: handoff?.id ?? null,
    handoff_state: handoff?.state ?? null,
  };
}
