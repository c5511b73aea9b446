import { admitParticipant } from '#modules/clients/commands.ts';
import { record } from '#modules/journal/commands.ts';
import { companyOf } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { rateOn } from '#shared/money.ts';
import { DEAL_OWNER } from '../records/commands.ts';
import type { Stage } from '../rules.ts';
import { installCriteria } from '../store.ts';
import { deleteDeal, insertPastDeal } from './store.ts';

/** A deal as another program knew it, with the day on which each stage was entered. */
export interface PastDeal {
  clientId: string;
  needId: string;
  salesSystemId: string;
  ownerId: string;
  title: string;
  valueMinor: number;
  marginMinor: number | null;
  openedAt: Temporal.Instant;
  openedOn: Temporal.PlainDate;
  moves: readonly { stage: Exclude<Stage, 'solution' | 'signed'>; at: Temporal.Instant }[];
  end:
    | { as: 'signed'; at: Temporal.Instant; on: Temporal.PlainDate; contractNumber: string }
    | { as: 'lost' | 'postponed'; at: Temporal.Instant; to: string | null; reason: string }
    | null;
}

/** The first day for which a rate of the tax is known; older deals are taken at that rate. */
const OLDEST_RATE = Temporal.PlainDate.from('2019-01-01');

/**
 * Writes a deal of the past with its stages and what became of it; a signed one counts as handed over, for its project was
 * not run here. It asks no question of access. Source: domain §7.
 */
export async function rememberDeal(context: WriteContext, deal: PastDeal): Promise<string> {
  const company = await companyOf(context);
  await installCriteria(context, deal.salesSystemId, company.language);
  const id = newId();
  const { end } = deal;
  const entered: { stage: Stage; at: Temporal.Instant }[] = [
    { stage: 'solution', at: deal.openedAt },
    ...deal.moves,
    ...(end?.as === 'signed' ? [{ stage: 'signed' as const, at: end.at }] : []),
  ];
  const last = entered.at(-1) ?? { stage: 'solution' as const, at: deal.openedAt };
  const taxed = Temporal.PlainDate.compare(deal.openedOn, OLDEST_RATE) < 0 ? OLDEST_RATE : deal.openedOn;
  const ended = end === null ? {} : { outcome: end.as, closed_at: end.at.toString() };
  const how =
    end === null
      ? {}
      : end.as === 'signed'
        ? { contract_number: end.contractNumber, signed_on: end.on.toString(), handed_over_at: end.at.toString() }
        : { lost_to: end.to, outcome_reason: end.reason };
  await insertPastDeal(
    context,
    {
      id,
      client_id: deal.clientId,
      need_id: deal.needId,
      sales_system_id: deal.salesSystemId,
      owner_id: deal.ownerId,
      title: deal.title,
      value_minor: deal.valueMinor,
      margin_minor: deal.marginMinor,
      vat_bp: rateOn(taxed),
      stage: last.stage,
      stage_since: last.at.toString(),
      opened_at: deal.openedAt.toString(),
      ...ended,
      ...how,
    },
    entered.map(({ stage, at }, index) => ({
      from: entered[index - 1]?.stage ?? null,
      to: stage,
      at: at.toString(),
    })),
  );
  if (end === null) await admitParticipant(context, deal.clientId, deal.ownerId, DEAL_OWNER, id);
  await record(context, {
    action: 'deal.remembered',
    subject: { kind: 'deal', id },
    clientId: deal.clientId,
    after: { title: deal.title, stage: last.stage, value_minor: deal.valueMinor, outcome: end?.as ?? null },
  });
  return id;
}

/** Removes a remembered deal that nobody has changed or built on; its need's id, or null when the deal stays. */
export async function forgetDeal(context: WriteContext, id: string): Promise<string | null> {
  const needId = await deleteDeal(context, id);
  if (needId !== null) await record(context, { action: 'deal.forgotten', subject: { kind: 'deal', id } });
  return needId;
}
