import type { NormKey, SalesFunction } from '#modules/structure/rules.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import type { Criterion, FrozenPackage, HandoffKindName, Subject } from '../contract.ts';

/** A hand-off as the module that registered its kind gets it. */
export interface HandoffFacts {
  id: string;
  kind: HandoffKindName;
  salesSystemId: string;
  clientId: string;
  subject: Subject;
  giverId: string;
  receiverId: string;
  selfCheck: boolean;
  round: number;
  note: string | null;
}

/** With the package exactly as it was offered: what follows from acceptance is built from it, not from today's records. */
export interface AcceptedHandoff extends HandoffFacts {
  package: FrozenPackage;
  criteria: Criterion[];
}

/** What could be offered but has not been: shown to its giver with what is missing. */
export interface Offerable {
  clientId: string;
  subject: Subject;
}

export interface HandoffKind {
  kind: HandoffKindName;
  from: SalesFunction;
  to: SalesFunction;
  /** The norm that says in how many working days the answer is due. */
  deadlineNorm: NormKey;
  /** Whether the norm of silent acceptance may apply at all; never at H2. */
  silentAcceptance: boolean;
  /** What has to be there, as it is now. Source: domain §4 (boundaries have readiness criteria). */
  criteria(context: Context, clientId: string, subject: Subject): Promise<Criterion[]>;
  /** The package as it stands now; it is frozen and sealed by the machine. */
  freeze(context: Context, clientId: string, subject: Subject): Promise<FrozenPackage>;
  onOffered?(context: WriteContext, handoff: HandoffFacts): Promise<Result<unknown>>;
  /**
   * Makes the receiver the client's holder, with its facts and first step, by `changeFacts` or `planStep`. The machine
   * refuses an acceptance after which the receiver does not hold the client.
   */
  onAccepted(context: WriteContext, handoff: AcceptedHandoff): Promise<Result<unknown>>;
  onReturned?(context: WriteContext, handoff: HandoffFacts): Promise<Result<unknown>>;
  /** Withdrawn, the return upheld, or the client closed: nothing more comes of this offer. */
  onEnded?(context: WriteContext, handoff: HandoffFacts, as: 'withdrawn' | 'upheld' | 'void'): Promise<Result<unknown>>;
  /** What this giver has still to offer, with or without everything in place. */
  toOffer?(context: Context, giverId: string): Promise<Offerable[]>;
}

/** What else follows from an acceptance, in its transaction; a refusal refuses the acceptance. */
export type AcceptanceEffect = (context: WriteContext, handoff: AcceptedHandoff) => Promise<Result<unknown>>;

const kinds = new Map<string, HandoffKind>();
const effects = new Map<string, AcceptanceEffect[]>();

/** Registers a kind of hand-off; the module that owns the matter does so when the program is composed. */
export function registerHandoffKind(kind: HandoffKind): void {
  kinds.set(kind.kind, kind);
}

/** Registers what a later module does when a hand-off of a kind is accepted. */
export function registerAcceptanceEffect(kind: HandoffKindName, effect: AcceptanceEffect): void {
  effects.set(kind, [...(effects.get(kind) ?? []), effect]);
}

export function kindNamed(name: string): HandoffKind | undefined {
  return kinds.get(name);
}

/** The kind of a hand-off that exists: it was offered through its kind. */
export function requireKind(name: string): HandoffKind {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`hand-offs of kind ${name} are registered by nobody`);
  return kind;
}

export function handoffKinds(): HandoffKind[] {
  return [...kinds.values()];
}

export function effectsOf(kind: string): readonly AcceptanceEffect[] {
  return effects.get(kind) ?? [];
}
