import { keepTouch } from '#modules/activities/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import type { ClientFacts } from '#modules/clients/rules.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import type { OutcomeInput } from '../contract.ts';
import { isSelf } from '../queries.ts';
import type { Outcome, Why } from '../rules.ts';
import type { Lease } from '../store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';

/** What one call has done, piece by piece, so that it can be taken back piece by piece. */
export interface Trace {
  touchId: string | null;
  plannedStepId: string | null;
  /** Journal entries of other modules' commands that were part of the effect. */
  entries: string[];
  /** Open steps fell away: taking back plans the next one anew. */
  dropped: boolean;
  /** Needs were closed with it: that is decided again rather than taken back. */
  final: boolean;
}

/** A recorded call with how the client stood before it and after it. */
export interface Recorded extends Trace {
  cameBy: Lease['cameBy'];
  why: Why[];
  before: ClientFacts;
  after: ClientFacts;
}

export interface Talk {
  context: WriteContext;
  client: ClientRow;
  lease: Lease;
  input: OutcomeInput;
  contact: { id: string; decides: boolean } | null;
  summary: string;
  trace: Trace;
}

/** A journal note in the language of whoever calls: it is theirs, and stays as it was written. */
export function textOf(context: WriteContext, key: `calling.outcome.${Outcome}` | 'calling.step.call_back'): string {
  return (context.actor.language === 'en' ? en : ru)[key];
}

export const callTouch = ({ input, contact }: Talk) => ({
  kind: 'call' as const,
  ...(contact === null ? {} : { contact_id: contact.id }),
  ...(input.duration_minutes === undefined ? {} : { duration_minutes: input.duration_minutes }),
  ...(input.outcome === 'spoken' ? { with_decision_maker: contact?.decides ?? false } : {}),
});

export async function touch(talk: Talk): Promise<Result<undefined>> {
  const kept = await keepTouch(talk.context, {
    ...callTouch(talk),
    client_id: talk.client.id,
    summary: talk.summary,
  });
  if (!kept.ok) return kept;
  talk.trace.touchId = kept.value.touchId;
  return ok();
}

/** Remembers what a command of another module would offer to take back. */
export function keepUndo({ context, trace }: Talk): void {
  if (context.effects.undo !== null) trace.entries.push(context.effects.undo);
}

export const qualifiedByCaller = ({ context, client }: Talk): boolean =>
  client.state === 'in_qualification' && isSelf(context, client.holder_id);

export const todayHere = async (context: WriteContext): Promise<Temporal.PlainDate> =>
  context.now.toZonedDateTimeISO((await companyCalendar(context)).timeZone).toPlainDate();
