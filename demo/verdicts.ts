import type { VerdictBody } from '#modules/needs/contract.ts';
import type { Scene } from './scene.ts';
import { BUDGET_BLOCKED, CONTRACT_BLOCKED, DORMANT_EVIDENCE, EVENTS, EVIDENCE_SAID } from './words.ts';

export type Readiness = 'now' | 'dated' | 'triggered' | 'dormant';
type Said = Omit<VerdictBody, 'version' | 'next' | 'wait'>;

/** What somebody found out about the readiness of a client, in the words in which it was said. */
export function verdictOf(scene: Scene, readiness: Readiness): Said {
  const { random } = scene;
  switch (readiness) {
    case 'now':
      return { verdict: 'now', evidence: random.pick(EVIDENCE_SAID) };
    case 'dated': {
      const budget = random.chance(0.6);
      const opens = scene.today.add({ days: random.int(150, 620) }).with({ day: 1 });
      return {
        verdict: 'dated',
        blocker: budget ? 'budget' : 'running_contract',
        unlocks: budget ? `Строка в бюджете на ${opens.year} год` : 'Окончание действующего договора',
        evidence: random.pick(budget ? BUDGET_BLOCKED : CONTRACT_BLOCKED),
        window_from: opens.toString(),
        window_until: opens.add({ months: 3 }).subtract({ days: 1 }).toString(),
      };
    }
    case 'triggered':
      return {
        verdict: 'triggered',
        blocker: 'programme',
        unlocks: 'Деньги придут вместе с событием',
        evidence: random.pick(EVIDENCE_SAID),
        expected_event: random.pick(EVENTS),
        expected_on: scene.in(random.int(60, 420)),
      };
    case 'dormant':
      return {
        verdict: 'dormant',
        blocker: random.pick(['politics', 'technical', 'other'] as const),
        evidence: random.pick(DORMANT_EVIDENCE),
      };
  }
}
