import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import { searchVariants } from '#shared/search-text.ts';
import { glanceSystems, ownSystems, selves } from '../access.ts';
import type { ClientFilter, ClientListQuery, ClientSort, ListScope } from './contract.ts';

/** How far the register is open to an actor, for queries over many clients; `reachTo` says the same of one. Source: domain §14. */
export interface RegisterReach {
  /** Every card of the company. */
  all: boolean;
  /** Sales systems all of whose cards are open. */
  systems: string[];
  /** Oneself and whom one deputises for: what they hold, check or take part in is open. */
  selves: string[];
  /** Colleagues of one's units, where the right reaches that far. */
  colleagues: string[];
  /** Sales systems whose clients are seen at a glance. */
  glance: string[];
}

export function registerReach(actor: Actor, colleagues: readonly string[]): RegisterReach {
  const scope = may(actor, 'clients.read');
  return {
    all: scope === 'company',
    systems: scope === 'sales_system' ? ownSystems(actor) : [],
    selves: scope === null ? [] : selves(actor),
    colleagues: scope === 'unit' ? [...colleagues] : [],
    glance: glanceSystems(actor),
  };
}

/** Nothing is seen only at a glance: every visible card is open as well. */
export function seesNoGlances(reach: RegisterReach): boolean {
  return reach.all || reach.glance.every((system) => reach.systems.includes(system));
}

const HIDDEN_SORTS: readonly ClientSort[] = ['size', 'next_step', 'next_check', 'updated'];
const HIDDEN_FILTERS = ['segment_id', 'has_phone', 'has_contact', 'has_decision_maker', 'check_overdue'] as const;

/**
 * The scope that a list can have: whoever sorts or filters by what a glance does not show gets open cards only, so that
 * nothing hidden can be read from an order or a count. Source: domain §14.
 */
export function appliedScope(reach: RegisterReach, query: ClientFilter & Pick<ClientListQuery, 'sort'>): ListScope {
  const wanted = query.scope ?? 'market';
  if (wanted !== 'market') return wanted;
  const hidden =
    (query.sort !== undefined && HIDDEN_SORTS.includes(query.sort)) ||
    HIDDEN_FILTERS.some((name) => query[name] !== undefined);
  return hidden && !seesNoGlances(reach) ? 'open' : 'market';
}

/** What a query looks for: any of the variants with all of its words, or a run of digits. */
export interface SearchTerms {
  variants: string[][];
  digits: string | null;
}

const FEWEST_DIGITS = 3;

/**
 * Reads a query: names in any spelling and keyboard layout, and numbers (INN, phones) by any run of their digits. Signs
 * alone look for nothing and find nothing; an empty query does not search at all.
 */
export function readSearch(query: string | undefined): SearchTerms | null {
  if (query === undefined || query.trim() === '') return null;
  const variants = searchVariants(query).map((variant) => variant.split(' '));
  const digits = /^[\d\s()+.–—-]+$/u.test(query) ? phoneDigits(query) : '';
  return { variants, digits: digits.length >= FEWEST_DIGITS ? digits : null };
}
