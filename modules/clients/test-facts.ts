import fc from 'fast-check';
import { applyFacts, type ClientFacts, COLD_FACTS, type FactsPatch } from './rules.ts';

export const EMPLOYEES = ['019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000002'];
const day = fc.constantFrom('2026-11-24', '2027-02-01', '2031-06-15');

const patch: fc.Arbitrary<FactsPatch> = fc.record(
  {
    holder: fc.option(fc.record({ employeeId: fc.constantFrom(...EMPLOYEES), via: fc.constant('transfer' as const) })),
    nextStep: fc.option(fc.record({ id: fc.uuid({ version: 7 }), title: fc.constant('Позвонить'), on: day })),
    check: fc.option(fc.record({ on: day, ownerId: fc.constantFrom(...EMPLOYEES) })),
    qualifying: fc.boolean(),
    developing: fc.boolean(),
    runningProjectsBy: fc.constantFrom(1 as const, -1 as const),
    contractsOpenBy: fc.constantFrom(1 as const, -1 as const),
    waitingReason: fc.option(fc.constant('Бюджет принимают в декабре')),
    regular: fc.boolean(),
    delivered: fc.option(fc.record({ on: day, note: fc.constant('Гарантия до 2031 года') })),
    lost: fc.option(fc.record({ on: day, to: fc.constant(null), reason: fc.constant('Дешевле') })),
    warmSince: fc.option(fc.constant('2026-11-20T08:00:00Z')),
    closed: fc.option(
      fc.record({
        as: fc.constantFrom('archived' as const, 'not_target' as const),
        reason: fc.constant('Ликвидирован'),
      }),
    ),
  },
  { requiredKeys: [] },
);

/** Facts as a chain of changes leaves them: what is refused changes nothing. */
export const lived = fc.array(patch, { maxLength: 12 }).map((patches) =>
  patches.reduce<ClientFacts>((facts, change) => {
    const applied = applyFacts(facts, change);
    return applied.ok ? applied.value : facts;
  }, COLD_FACTS),
);
