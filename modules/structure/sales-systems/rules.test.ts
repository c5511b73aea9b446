import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitOfTypes, needsRelevanceMonitoring, SALES_TYPES, salesTypeOf, type Traits } from './rules.ts';

const traits = (clients: number, deals: number, complexity: number, price: number): Traits => ({
  clientsInMarket: clients,
  dealsPerClientYear: deals,
  productComplexity: complexity,
  contractToTurnoverBp: price,
});

describe('the sales type follows from the traits', () => {
  it.each([
    ['town administrations, lighting once in ten years', traits(412, 0.1, 5, 2400), 'strategic'],
    ['tens of power plants', traits(30, 0.05, 5, 8000), 'strategic'],
    ['hundreds of factories with several projects a year', traits(300, 3, 4, 300), 'complex_project'],
    ['thousands of workshops that reorder every month', traits(3000, 12, 2, 20), 'active'],
    ['a hundred thousand buyers of small parts', traits(100_000, 24, 1, 1), 'transactional'],
  ] as const)('%s: %o', (_market, market, expected) => {
    expect(salesTypeOf(market)).toBe(expected);
  });

  it('and every type is shown with its fit, best first', () => {
    const market = fc.record({
      clientsInMarket: fc.nat(1_000_000),
      dealsPerClientYear: fc.double({ min: 0, max: 1000, noNaN: true }),
      productComplexity: fc.integer({ min: 1, max: 5 }),
      contractToTurnoverBp: fc.nat(20_000),
    });
    fc.assert(
      fc.property(market, (one) => {
        const fits = fitOfTypes(one);
        expect(fits.map((fit) => fit.type).sort()).toEqual([...SALES_TYPES].sort());
        expect(fits.every((fit) => fit.score >= 0 && fit.score <= 100)).toBe(true);
        expect(fits.map((fit) => fit.score)).toEqual(fits.map((fit) => fit.score).sort((a, b) => b - a));
        expect(fits[0]?.type).toBe(salesTypeOf(one));
      }),
    );
  });

  it('all four traits of the ready strategic market fit it', () => {
    expect(fitOfTypes(traits(412, 0.1, 5, 2400))[0]).toEqual({
      type: 'strategic',
      score: 100,
      traits: { clients: 'fits', deals: 'fits', complexity: 'fits', price: 'fits' },
    });
  });
});

describe('relevance has to be monitored', () => {
  it.each([
    [0.1, true],
    [0.99, true],
    [1, false],
    [12, false],
  ])('with %d deals per client and year: %s', (deals, expected) => {
    expect(needsRelevanceMonitoring(traits(300, deals, 5, 2400))).toBe(expected);
  });
});
