import type { TimelineItem } from '#modules/activities/contract.ts';
import { registerTimelinePart } from '#modules/activities/queries.ts';
import { reachOf } from '#modules/clients/queries.ts';
import type { SalesFunction } from '#modules/structure/rules.ts';
import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import type { RelayLine } from './contract.ts';
import { type AnsweredLine, answeredLines, type HoldingLine, holdingsOf, settledLines } from './store.ts';

const MOST = 200;

/** «Кто нёс клиента»: its holders and the hand-offs between them, newest first, for whoever has the card. Source: domain §2, §4. */
export async function relayOf(context: Context, clientId: string): Promise<Result<{ items: RelayLine[] }>> {
  const reach = await reachOf(context, clientId);
  if (reach !== 'card' && reach !== 'work') return notFound();
  const [holdings, answers] = await Promise.all([
    holdingsOf(context, clientId),
    answeredLines(context, clientId, null, MOST),
  ]);
  const lines = [...holdings.flatMap(holdingLine), ...answers.flatMap(answerLines)];
  return ok({ items: lines.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at)) });
}

/** What came by a hand-off is told by the hand-off; a first holder, and a change within a function, is told here. */
function holdingLine(holding: HoldingLine, place: number, all: readonly HoldingLine[]): RelayLine[] {
  if (holding.via === 'handoff') return [];
  const before = all[place - 1];
  return [
    {
      at: holding.from_at,
      // The CHECK of the register admits these four besides `handoff`.
      what: holding.via as 'taken' | 'transfer' | 'departure' | 'role_drop',
      from: before === undefined ? null : { id: before.employee_id, full_name: before.full_name },
      to: { id: holding.employee_id, full_name: holding.full_name },
      handoff_id: null,
      from_function: null,
      to_function: null,
      round: null,
      answer_minutes: null,
      return_code: null,
      note: null,
    },
  ];
}

function answerLines(line: AnsweredLine): RelayLine[] {
  const answered: RelayLine = {
    at: line.answered_at,
    what: line.answer === 'returned' ? 'returned' : line.self_check ? 'self_check' : 'accepted',
    from: { id: line.giver_id, full_name: line.giver_name },
    to: { id: line.receiver_id, full_name: line.receiver_name },
    handoff_id: line.handoff_id,
    // Written from a registered kind, whose functions these are.
    from_function: line.from_function as SalesFunction,
    to_function: line.to_function as SalesFunction,
    round: line.round,
    answer_minutes: line.answer_minutes,
    return_code: line.return_code,
    note: line.answer_text,
  };
  if (line.settlement === null || line.closed_at === null || line.round !== line.last_round) return [answered];
  const what = line.state === 'upheld' ? 'upheld' : 'settled';
  return [answered, { ...answered, at: line.closed_at, what, answer_minutes: null, note: line.settlement }];
}

/** Puts hand-offs accepted and returned, and disputes settled, on the timeline of the client. */
export function registerHandoffTimeline(): void {
  registerTimelinePart({
    key: 'handoffs',
    group: 'decisions',
    read: async (context, clientId, before, limit) =>
      (await answeredLines(context, clientId, before, limit)).map(timelineLine),
  });
  registerTimelinePart({
    key: 'handoff_settlements',
    group: 'decisions',
    read: async (context, clientId, before, limit) =>
      (await settledLines(context, clientId, before, limit)).map((line) => ({
        ...handoffLine(line.id, line.closed_at, line.id),
        text_key: `handoffs.line.${line.state === 'upheld' ? 'upheld' : 'settled'}`,
        text_values: { giver: line.giver_name, receiver: line.receiver_name },
        note: line.settlement,
        who: line.settled_by_name,
      })),
  });
}

const handoffLine = (id: string, at: string, handoffId: string) => ({
  id,
  at,
  group: 'decisions' as const,
  icon: 'handoff' as const,
  title: null,
  result: null,
  subject: { kind: 'handoff', id: handoffId },
});

function timelineLine(line: AnsweredLine): TimelineItem {
  const what = line.answer === 'returned' ? 'returned' : line.self_check ? 'self_check' : 'accepted';
  return {
    ...handoffLine(line.id, line.answered_at, line.handoff_id),
    text_key: `handoffs.line.${what}`,
    text_values: {
      giver: line.giver_name,
      receiver: line.receiver_name,
      round: line.round,
      code: line.return_code ?? 'other',
    },
    note: line.answer_text,
    who: null,
  };
}
