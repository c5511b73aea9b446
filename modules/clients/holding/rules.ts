import type { SalesFunction } from '#modules/structure/rules.ts';
import type { ClientState } from '../rules.ts';

const CARRIERS: Readonly<Partial<Record<ClientState, readonly SalesFunction[]>>> = {
  in_qualification: ['qualification'],
  in_development: ['need_development', 'closing'],
  contracting: ['closing', 'delivery'],
  in_delivery: ['delivery'],
  regular: ['account_growth'],
  waiting: ['relevance_monitoring', 'need_development'],
  lost: ['relevance_monitoring', 'need_development'],
  delivered: ['delivery', 'account_growth', 'relevance_monitoring'],
};

/** The functions whose people hold clients of a state: within them a client is transferred, not handed off. Source: domain §1. */
export function carriersOf(state: ClientState): readonly SalesFunction[] {
  return CARRIERS[state] ?? [];
}
