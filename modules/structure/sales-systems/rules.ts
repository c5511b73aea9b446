export const SALES_TYPES = ['transactional', 'active', 'complex_project', 'strategic'] as const;
export type SalesType = (typeof SALES_TYPES)[number];

export const REPEAT_POLICIES = ['none', 'new_cycle', 'repeat_projects', 'continuous'] as const;
export type RepeatPolicy = (typeof REPEAT_POLICIES)[number];

/** The four traits by which a way of selling is told. Source: domain §1. */
export interface Traits {
  clientsInMarket: number;
  /** On average; 0.1 is one deal in ten years. */
  dealsPerClientYear: number;
  /** 1 (off the shelf) … 5 (made to order). */
  productComplexity: number;
  /** Price of a typical contract against the company's turnover of a year, in basis points. */
  contractToTurnoverBp: number;
}

export const TRAITS = ['clients', 'deals', 'complexity', 'price'] as const;
export type Trait = (typeof TRAITS)[number];

/** How well one trait fits one type. */
export type Fit = 'fits' | 'partly' | 'not';

export interface TypeFit {
  type: SalesType;
  /** 0 … 100. */
  score: number;
  traits: Record<Trait, Fit>;
}

type Band = readonly [low: number, high: number];

/** Where each type lives (`home`) and how far its edge reaches (`edge`). Source: domain §1, the table of types. */
const BANDS: Record<SalesType, Record<Trait, { home: Band; edge: Band }>> = {
  transactional: {
    clients: { home: [2000, Number.POSITIVE_INFINITY], edge: [1000, Number.POSITIVE_INFINITY] },
    deals: { home: [6, Number.POSITIVE_INFINITY], edge: [3, Number.POSITIVE_INFINITY] },
    complexity: { home: [1, 1], edge: [1, 2] },
    price: { home: [0, 10], edge: [0, 50] },
  },
  active: {
    clients: { home: [200, 5000], edge: [100, 10_000] },
    deals: { home: [3, 24], edge: [1.5, 52] },
    complexity: { home: [2, 3], edge: [1, 4] },
    price: { home: [5, 100], edge: [1, 300] },
  },
  complex_project: {
    clients: { home: [100, 999], edge: [50, 2000] },
    deals: { home: [1, 6], edge: [0.5, 12] },
    complexity: { home: [4, 5], edge: [3, 5] },
    price: { home: [50, 1000], edge: [20, 3000] },
  },
  strategic: {
    clients: { home: [10, 999], edge: [1, 3000] },
    deals: { home: [0, 0.5], edge: [0, 1] },
    complexity: { home: [5, 5], edge: [4, 5] },
    price: { home: [500, Number.POSITIVE_INFINITY], edge: [200, Number.POSITIVE_INFINITY] },
  },
};

const POINTS: Record<Fit, number> = { fits: 25, partly: 12, not: 0 };

/** How the traits fit every type, best first, each trait with its own verdict. Source: domain §1. */
export function fitOfTypes(traits: Traits): TypeFit[] {
  const values: Record<Trait, number> = {
    clients: traits.clientsInMarket,
    deals: traits.dealsPerClientYear,
    complexity: traits.productComplexity,
    price: traits.contractToTurnoverBp,
  };
  return SALES_TYPES.map((type): TypeFit => {
    const fits: Record<Trait, Fit> = { clients: 'not', deals: 'not', complexity: 'not', price: 'not' };
    for (const trait of TRAITS) {
      const { home, edge } = BANDS[type][trait];
      if (within(values[trait], home)) fits[trait] = 'fits';
      else if (within(values[trait], edge)) fits[trait] = 'partly';
    }
    return { type, score: TRAITS.reduce((sum, trait) => sum + POINTS[fits[trait]], 0), traits: fits };
  }).sort((a, b) => b.score - a.score || SALES_TYPES.indexOf(b.type) - SALES_TYPES.indexOf(a.type));
}

/** The sales type that follows from the traits: the best fit, of equals the more strategic one. Source: domain §1. */
export function salesTypeOf(traits: Traits): SalesType {
  return fitOfTypes(traits)[0]?.type ?? 'strategic';
}

/** What usually follows a finished project in a type of sales. Source: domain §1, column "repeat policy". */
export const USUAL_REPEAT_POLICY: Readonly<Record<SalesType, RepeatPolicy>> = {
  transactional: 'continuous',
  active: 'continuous',
  complex_project: 'repeat_projects',
  strategic: 'new_cycle',
};

/**
 * Whether somebody has to keep asking if a purchase is timely: where a client signs less than once a year, readiness
 * does not show by itself. The head may decide otherwise. Source: domain §1, method M22–M23.
 */
export function needsRelevanceMonitoring(traits: Traits): boolean {
  return traits.dealsPerClientYear < 1;
}

const within = (value: number, [low, high]: Band): boolean => value >= low && value <= high;
