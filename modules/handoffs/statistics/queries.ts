import { employeesByIds } from '#modules/people/queries.ts';
import { companyDay, defaultSalesSystem, holdersOf, salesSystemById } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { invalid, notFound, ok, type Result } from '#shared/result.ts';
import { mayReadFlow, mayReadPair } from '../access.ts';
import type { HandoffKindName } from '../contract.ts';
import { handoffKinds, kindNamed } from '../kinds/commands.ts';
import type { Figures, HandoffFlow, PairStatistics } from './contract.ts';
import { type Figures as Counted, figuresOf } from './rules.ts';
import { type CountedFilter, countedRounds } from './store.ts';

const DEFAULT_MONTHS = 12;

/**
 * How hand-offs pass between two people, between their positions, and how each of them fares with everybody.
 * For the two of them and for whoever leads them. Source: domain §4 (measured).
 */
export async function pairStatistics(
  context: Context,
  query: { kind: HandoffKindName; giver_id: string; receiver_id: string; months?: number | undefined },
): Promise<Result<PairStatistics>> {
  const { kind: name, giver_id: giverId, receiver_id: receiverId, months = DEFAULT_MONTHS } = query;
  const system = await defaultSalesSystem(context);
  if (system === null || !mayReadPair(context.actor, [giverId, receiverId], system.id)) return notFound();
  const kind = kindNamed(name);
  if (kind === undefined) return invalid('/kind', 'field.not_in_list');
  const people = await employeesByIds(context, [giverId, receiverId]);
  const [giver, receiver] = [giverId, receiverId].map((id) => [...people.values()].find((one) => one.id === id));
  if (giver === undefined || receiver === undefined) return notFound();
  const since = await monthsAgo(context, months);
  const figures = async (filter: Omit<CountedFilter, 'since' | 'kind'>) =>
    wire(figuresOf(await countedRounds(context, { ...filter, kind: kind.kind, since })));
  const [givers, receivers] = await Promise.all([
    holdersOf(context, { salesSystemId: system.id, function: kind.from }),
    holdersOf(context, { salesSystemId: system.id, function: kind.to }),
  ]);
  const giverPositionId = givers.find((holder) => holder.employeeId === giverId)?.positionId;
  const receiverPositionId = receivers.find((holder) => holder.employeeId === receiverId)?.positionId;
  const [pair, positions, giverTotal, receiverTotal] = await Promise.all([
    figures({ giverId, receiverId }),
    giverPositionId === undefined || receiverPositionId === undefined
      ? null
      : figures({ giverPositionId, receiverPositionId }),
    figures({ giverId }),
    figures({ receiverId }),
  ]);
  return ok({
    kind: kind.kind,
    giver: { id: giver.id, full_name: giver.fullName },
    receiver: { id: receiver.id, full_name: receiver.fullName },
    since,
    months,
    pair,
    positions,
    giver_total: giverTotal,
    receiver_total: receiverTotal,
  });
}

/** The relay of a sales system for its head: every kind of hand-off, every pair of people. Source: domain §4, §13. */
export async function handoffFlow(
  context: Context,
  query: { sales_system_id?: string | undefined; months?: number | undefined } = {},
): Promise<Result<HandoffFlow>> {
  const system =
    query.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, query.sales_system_id);
  if (system === null || !mayReadFlow(context.actor, system.id)) return notFound();
  const since = await monthsAgo(context, query.months ?? DEFAULT_MONTHS);
  const rows = await countedRounds(context, { salesSystemId: system.id, since });
  const people = await employeesByIds(
    context,
    rows.flatMap((row) => [row.giverId, row.receiverId]),
  );
  const named = (id: string) => ({ id, full_name: [...people.values()].find((one) => one.id === id)?.fullName ?? '' });
  const pairs = Map.groupBy(rows, (row) => [row.kind, row.giverId, row.receiverId].join(' '));
  return ok({
    since,
    kinds: handoffKinds().map((kind) => {
      const own = rows.filter((row) => row.kind === kind.kind);
      const waiting = own.filter((row) => row.state === 'offered' && row.answer === null);
      return {
        kind: kind.kind,
        from_function: kind.from,
        to_function: kind.to,
        figures: wire(figuresOf(own)),
        waiting_answer: waiting.length,
        oldest_at: waiting.map((row) => row.offeredAt).toSorted()[0] ?? null,
        disputed: new Set(own.filter((row) => row.state === 'disputed').map((row) => row.handoffId)).size,
      };
    }),
    pairs: [...pairs.values()].flatMap((own) => {
      const [first] = own;
      const kind = first === undefined ? undefined : kindNamed(first.kind);
      if (first === undefined || kind === undefined) return [];
      return [
        {
          kind: kind.kind,
          giver: named(first.giverId),
          receiver: named(first.receiverId),
          figures: wire(figuresOf(own)),
        },
      ];
    }),
  });
}

async function monthsAgo(context: Context, months: number): Promise<string> {
  const day = (await companyDay(context)).subtract({ months });
  return day.toZonedDateTime({ timeZone: context.actor.timeZone }).toInstant().toString();
}

function wire(figures: Counted): Figures {
  const { contract, delivered, lost, waiting } = figures.fates;
  return {
    offered: figures.offered,
    answered: figures.answered,
    accepted_first: figures.acceptedFirst,
    returned: figures.returned,
    by_code: figures.byCode,
    median_minutes: figures.medianMinutes,
    contract,
    delivered,
    lost,
    waiting,
  };
}
