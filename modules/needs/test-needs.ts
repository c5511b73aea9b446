import { addContact } from '#modules/clients/commands.ts';
import type { TestMarket } from '#modules/clients/test-market.ts';
import type { Context } from '#platform/context.ts';
import { determineRelevance, recordEvidence, recordNeed } from './commands.ts';
import type { Need, VerdictBody } from './contract.ts';

export const LIGHTING = { subject: 'Замена 1 240 светильников', value_minor: 6_400_000_000, origin: 'formed' } as const;

/** A verdict of each kind, with everything that it must say. */
export const VERDICT_OF: Record<'now' | 'dated' | 'triggered' | 'dormant' | 'none', Omit<VerdictBody, 'version'>> = {
  now: { verdict: 'now', evidence: 'Глава подтвердил строку в бюджете' },
  dated: {
    verdict: 'dated',
    blocker: 'budget',
    evidence: 'Бюджет принимают в декабре 2027',
    unlocks: 'Строка в бюджете',
    window_from: '2027-12-01',
    window_until: '2028-03-31',
  },
  triggered: {
    verdict: 'triggered',
    blocker: 'programme',
    evidence: 'Ждут субсидию области',
    expected_event: 'Субсидия на освещение',
    expected_on: '2027-06-01',
  },
  dormant: { verdict: 'dormant', blocker: 'politics', evidence: 'Глава против любых перемен' },
  none: { verdict: 'none', blocker: 'competitor', evidence: 'Уличное освещение отдано в концессию на 15 лет' },
};

/** Short ways to needs of a client of the test market, as somebody who works with it. */
export function needsAt(market: TestMarket, as: Context, clientId: string) {
  return {
    need: (over: Partial<{ subject: string; value_minor: number }> = {}): Promise<Need> =>
      market.done((w) => recordNeed(w, clientId, { ...LIGHTING, ...over }), as),
    contact: async (role: 'decision_maker' | 'technical' = 'decision_maker'): Promise<string> => {
      const contact = await market.done(
        (w) => addContact(w, clientId, { full_name: 'Ермаков Олег Викторович', decision_role: role }),
        as,
      );
      return contact.contact_id;
    },
    verdict: (needId: string, verdict: keyof typeof VERDICT_OF, more: Partial<VerdictBody> = {}): Promise<Need> =>
      market.done((w) => determineRelevance(w, needId, { ...VERDICT_OF[verdict], ...more }), as),
    evidence: (needId: string, contactId: string): Promise<Need> =>
      market.done(
        (w) =>
          recordEvidence(w, needId, {
            on_day: '2026-11-20',
            contact_id: contactId,
            form: 'meeting_minutes',
            said: 'Просит посчитать замену на 31 улице',
          }),
        as,
      ),
  };
}
