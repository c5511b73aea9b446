import { median, wilson95 } from '#shared/statistics.ts';
import { RETURN_CODES, type ReturnCode } from '../rules.ts';

/** What became of a client that was handed over. */
export const FATES = ['contract', 'delivered', 'lost', 'waiting', 'in_work', 'closed'] as const;
export type Fate = (typeof FATES)[number];

/** n of N with the 95 % Wilson interval. */
export interface Share {
  n: number;
  of: number;
  low: number;
  high: number;
}

/** One round of a hand-off as the figures see it. */
export interface CountedRound {
  handoffId: string;
  round: number;
  answer: 'accepted' | 'returned' | 'withdrawn' | 'void' | null;
  returnCode: ReturnCode | null;
  /** Accepted because nobody answered: an acceptance, but never at the first offer. */
  silently: boolean;
  answerMinutes: number | null;
  fate: Fate;
}

export interface Figures {
  offered: number;
  answered: number;
  acceptedFirst: Share;
  returned: Share;
  /** Returns by code; one hand-off may be returned several times. */
  byCode: { code: ReturnCode; count: number }[];
  /** Working minutes; null when nothing has been answered. */
  medianMinutes: number | null;
  fates: Record<Fate, Share>;
}

/**
 * The measure of a pair, or of a person: how many hand-offs were offered, how many of those answered were accepted at the
 * first offer, how many ever returned and why, how long an answer took, what became of them. Self-checks and void hand-offs
 * are not given to it. Source: domain §4 (measured).
 */
export function figuresOf(rounds: readonly CountedRound[]): Figures {
  const handoffs = Map.groupBy(rounds, (round) => round.handoffId);
  const answered = [...handoffs.values()].filter((own) => own.some(isAnswer));
  const share = (n: number): Share => ({ n, of: answered.length, ...wilson95(n, answered.length) });
  const counted = (which: (own: readonly CountedRound[]) => boolean): Share => share(answered.filter(which).length);
  const returns = rounds.filter((round) => round.answer === 'returned');
  const minutes = rounds
    .filter((round) => isAnswer(round) && !round.silently)
    .flatMap((round) => round.answerMinutes ?? []);
  return {
    offered: handoffs.size,
    answered: answered.length,
    acceptedFirst: counted((own) =>
      own.some((round) => round.round === 1 && round.answer === 'accepted' && !round.silently),
    ),
    returned: counted((own) => own.some((round) => round.answer === 'returned')),
    byCode: RETURN_CODES.map((code) => ({
      code,
      count: returns.filter((round) => round.returnCode === code).length,
    })).filter(({ count }) => count > 0),
    medianMinutes: median(minutes) ?? null,
    fates: {
      // Whoever has been delivered to has had a contract.
      contract: counted((own) => own.some((round) => round.fate === 'contract' || round.fate === 'delivered')),
      delivered: counted(ofFate('delivered')),
      lost: counted(ofFate('lost')),
      waiting: counted(ofFate('waiting')),
      in_work: counted(ofFate('in_work')),
      closed: counted(ofFate('closed')),
    },
  };
}

const isAnswer = (round: CountedRound): boolean => round.answer === 'accepted' || round.answer === 'returned';

const ofFate = (fate: Fate) => (own: readonly CountedRound[]) => own.some((round) => round.fate === fate);

/** What became of a client, by the state it is in now. */
export function fateOfState(state: string): Fate {
  switch (state) {
    case 'contracting':
    case 'in_delivery':
      return 'contract';
    case 'delivered':
    case 'regular':
      return 'delivered';
    case 'lost':
      return 'lost';
    case 'waiting':
      return 'waiting';
    case 'archived':
    case 'not_target':
      return 'closed';
    default:
      return 'in_work';
  }
}
