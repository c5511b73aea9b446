import type { ClientContact } from '#modules/clients/contract.ts';
import { contactsOf, reachOf } from '#modules/clients/queries.ts';
import type { Criterion, FrozenPackage, PackageRow, PackageSection, Subject } from '#modules/handoffs/contract.ts';
import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { mayReadDeals } from '../access.ts';
import type { Deal } from '../contract.ts';
import { HANDOVER_CRITERIA, type HandoverCriterion, type HandoverFacts, handoverMet } from '../rules.ts';
import { dealById, dealsToHandOver } from '../store.ts';
import type { HandoverData, HandoverSheet } from './contract.ts';
import { sheetOf } from './store.ts';

type Reading = Pick<Context, 'db'>;

/** The handover sheet, for whoever reads the client's card. */
export async function handoverSheet(context: Context, dealId: string): Promise<Result<HandoverSheet>> {
  const deal = await dealById(context, dealId);
  if (deal === null || !mayReadDeals(await reachOf(context, deal.client_id))) return notFound();
  return ok(await sheetOf(context, dealId));
}

/** What readiness for delivery asks, as it stands now. */
export async function handoverFacts(context: Reading, deal: Deal): Promise<HandoverFacts> {
  const [sheet, group] = await Promise.all([sheetOf(context, deal.id), buyingGroup(context, deal.client_id)]);
  return factsOf(deal, sheet, group);
}

function factsOf(deal: Deal, sheet: HandoverSheet, group: readonly ClientContact[]): HandoverFacts {
  return {
    contractSigned: deal.outcome === 'signed',
    scope: sheet.scope,
    promises: sheet.promises.length,
    noPromises: sheet.no_promises,
    risks: sheet.risks.length,
    noRisks: sheet.no_risks,
    decisionMakerKnown: group.some((contact) => contact.decision_role === 'decision_maker'),
    rolesKnown: group.length,
    economics: sheet.economics,
    payments: sheet.payments.length,
    milestones: sheet.milestones.length,
  };
}

/** People who take part in the client's decision and are still there; the decision maker first. */
async function buyingGroup(context: Reading, clientId: string): Promise<ClientContact[]> {
  const contacts = await contactsOf(context, clientId);
  return contacts.filter((contact) => contact.decision_role !== null && contact.left_on === null);
}

/** Deals that a giver has still to hand over, ready or not. */
export async function dealsToOffer(
  context: Context,
  giverId: string,
): Promise<{ clientId: string; subject: Subject }[]> {
  const deals = await dealsToHandOver(context, giverId);
  return deals.map((deal) => ({ clientId: deal.client_id, subject: { kind: 'deal', id: deal.id } }));
}

/** The seven criteria of the hand-off to delivery, as they stand now. Source: domain §4 (H2). */
export async function handoverCriteria(context: Context, clientId: string, subject: Subject): Promise<Criterion[]> {
  const deal = await dealOf(context, clientId, subject);
  if (deal === null) return HANDOVER_CRITERIA.map((key) => ({ key, required: true, met: false, value: null }));
  const [sheet, group] = await Promise.all([sheetOf(context, deal.id), buyingGroup(context, clientId)]);
  const met = handoverMet(factsOf(deal, sheet, group));
  const said = whatIsThere(deal, sheet, group);
  return HANDOVER_CRITERIA.map((key) => ({
    key,
    label_key: `deals.criterion.${key}`,
    required: true,
    met: met[key],
    ...(met[key] ? said[key] : { value: null }),
    ...(met[key]
      ? {}
      : { fix: key === 'buying_group' ? `/clients/${clientId}` : `/clients/${clientId}?handover=${deal.id}` }),
  }));
}

type Said = Pick<Criterion, 'value' | 'as' | 'personal' | 'person_id'>;

function whatIsThere(
  deal: Deal,
  sheet: HandoverSheet,
  group: readonly ClientContact[],
): Record<HandoverCriterion, Said> {
  const none: Said = { value: 'deals.handover.none', as: 'term' };
  const list = (lines: readonly { said: string }[]): Said => ({ value: lines.map((line) => line.said).join('; ') });
  const [first] = group;
  return {
    contract: { value: `№ ${deal.contract_number ?? ''}` },
    scope: { value: sheet.scope },
    promises: sheet.promises.length > 0 ? list(sheet.promises) : none,
    risks: sheet.risks.length > 0 ? list(sheet.risks) : none,
    buying_group: {
      value: first?.position_title ?? null,
      personal: first?.full_name ?? null,
      ...(first === undefined ? {} : { person_id: first.contact_id }),
    },
    economics: { value: sheet.economics },
    schedule: { value: sheet.milestones.map((milestone) => milestone.title).join('; ') },
  };
}

/** The package as it stands now, in sections to read and in data for whoever opens the project. Source: domain §4 (H2). */
export async function handoverPackage(context: Context, clientId: string, subject: Subject): Promise<FrozenPackage> {
  const deal = await dealOf(context, clientId, subject);
  if (deal === null) return { sections: [] };
  const [sheet, group] = await Promise.all([sheetOf(context, deal.id), buyingGroup(context, clientId)]);
  return {
    headline: { text_key: 'deals.handover.headline', note: deal.title },
    sections: sectionsOf(deal, sheet, group),
    data: { ...dataOf(deal, sheet) },
  };
}

function dataOf(deal: Deal, sheet: HandoverSheet): HandoverData {
  return {
    deal_id: deal.id,
    need_id: deal.need_id,
    title: deal.title,
    // The constraint `signed_has_a_contract` keeps both.
    contract_number: deal.contract_number ?? '',
    signed_on: deal.signed_on ?? '',
    value_minor: deal.value_minor,
    margin_minor: deal.margin_minor,
    currency: deal.currency,
    vat_bp: deal.vat_bp,
    scope: sheet.scope,
    economics: sheet.economics,
    promises: sheet.promises,
    risks: sheet.risks,
    payments: sheet.payments,
    milestones: sheet.milestones,
    needs_owner_id: sheet.needs_owner_id,
  };
}

function sectionsOf(deal: Deal, sheet: HandoverSheet, group: readonly ClientContact[]): PackageSection[] {
  const none: PackageRow[] = [{ value: 'deals.handover.none', as: 'term' }];
  const orNone = (rows: PackageRow[]) => (rows.length > 0 ? rows : none);
  return [
    {
      title_key: 'deals.criterion.contract',
      rows: [
        { label_key: 'deals.handover.number', value: deal.contract_number },
        { label_key: 'deals.handover.signed_on', value: deal.signed_on, as: 'day' },
        { label_key: 'deals.handover.value', value: deal.value_minor, as: 'money' },
        { label_key: 'deals.handover.subject', value: deal.need_subject },
      ],
    },
    { title_key: 'deals.criterion.scope', rows: [{ value: sheet.scope }] },
    {
      title_key: 'deals.criterion.promises',
      rows: orNone(sheet.promises.map(({ said, due_on }) => ({ label: said, value: due_on, as: 'day' }))),
    },
    {
      title_key: 'deals.criterion.risks',
      rows: orNone(sheet.risks.map(({ said, answer }) => ({ label: said, value: answer }))),
    },
    {
      title_key: 'deals.criterion.buying_group',
      rows: group.map((contact) => ({
        label_key: `deals.role.${contact.decision_role}`,
        value: contact.position_title,
        personal: contact.full_name,
        person_id: contact.contact_id,
      })),
    },
    {
      title_key: 'deals.criterion.economics',
      rows: [
        { label_key: 'deals.handover.margin', value: deal.margin_minor, as: 'money' },
        { value: sheet.economics },
        ...sheet.payments.map(({ title, amount_minor }) => ({
          label: title,
          value: amount_minor,
          as: 'money' as const,
        })),
      ],
    },
    {
      title_key: 'deals.criterion.schedule',
      rows: [
        ...sheet.milestones.map(({ title, planned_on }) => ({ label: title, value: planned_on, as: 'day' as const })),
        ...sheet.payments.map(({ title, due_on }) => ({ label: title, value: due_on, as: 'day' as const })),
      ],
    },
  ];
}

async function dealOf(context: Reading, clientId: string, subject: Subject): Promise<Deal | null> {
  const deal = subject.kind === 'deal' ? await dealById(context, subject.id) : null;
  return deal?.client_id === clientId ? deal : null;
}
