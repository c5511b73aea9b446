import { isCustomName } from '#modules/fields/rules.ts';
import { may } from '#modules/structure/access.ts';
import type { Actor } from '#shared/actor.ts';
import { conditionsOf, type FilterNode, isCondition, ME, MY_UNIT } from '#shared/filter.ts';
import { glanceSystems, ownSystems, selves } from '../access.ts';
import type { ClientField } from '../list-fields/rules.ts';
import { statesOfGroups } from '../rules.ts';
import { CLIENT_SORTS, type ClientSort, LIST_SCOPES, type ListScope } from './contract.ts';

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
  /** Every client of the company is seen, at least at a glance. */
  sees: boolean;
}

/** Beside the actor: colleagues of their units, and all sales systems of the company, so that whoever reaches each of them reaches all. */
export function registerReach(
  actor: Actor,
  colleagues: readonly string[],
  salesSystems: readonly string[],
): RegisterReach {
  const scope = may(actor, 'clients.read');
  const systems = scope === 'sales_system' ? ownSystems(actor) : [];
  const glance = glanceSystems(actor);
  const covers = (some: readonly string[]) =>
    salesSystems.length > 0 && salesSystems.every((system) => some.includes(system));
  const all = scope === 'company' || covers(systems);
  return {
    all,
    systems,
    selves: scope === null ? [] : selves(actor),
    colleagues: scope === 'unit' ? [...colleagues] : [],
    glance,
    sees: all || covers([...systems, ...glance]),
  };
}

/** Nothing is seen only at a glance: every visible card is open as well. */
export function seesNoGlances(reach: RegisterReach): boolean {
  return reach.all || reach.glance.every((system) => reach.systems.includes(system));
}

export const isListScope = (text: string): text is ListScope => LIST_SCOPES.some((scope) => scope === text);
export const isSortName = (text: string): text is ClientSort =>
  CLIENT_SORTS.some((sort) => sort === text) || isCustomName(text);

const HIDDEN_SORTS: readonly ClientSort[] = ['size', 'next_step', 'next_check', 'touch', 'created', 'updated'];

/** What a list asks for: in which scope, ordered by what, narrowed by what. */
export interface Asked {
  scope?: ListScope | undefined;
  sort?: ClientSort | undefined;
  node: FilterNode | null;
}

/**
 * The scope that a list can have: whoever sorts or filters by what a glance does not show gets open cards only, so that
 * nothing hidden can be read from an order or a count. Source: domain §14.
 */
export function appliedScope(reach: RegisterReach, asked: Asked, fields: readonly ClientField[]): ListScope {
  const wanted = asked.scope ?? 'market';
  if (wanted !== 'market') return wanted;
  const shown = fields.filter((field) => field.reach === 'glance').map(({ name }) => name);
  const hidden =
    (asked.sort !== undefined && (HIDDEN_SORTS.includes(asked.sort) || isCustomName(asked.sort))) ||
    conditionsOf(asked.node).some(({ field }) => !shown.includes(field));
  return hidden && !seesNoGlances(reach) ? 'open' : 'market';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a list in this order can begin there: at letters of a name or a region, at a day, at a size. */
export function isStart(sort: ClientSort, start: string): boolean {
  if (sort === 'name' || sort === 'region') return true;
  if (sort === 'size') return /^\d{1,9}$/.test(start);
  return sort !== 'state' && !isCustomName(sort) && DAY.test(start) && !Number.isNaN(Date.parse(start));
}

/** Whether a filter says the same whoever reads it: it asks about nobody in particular. */
export const asksNobody = (node: FilterNode | null): boolean =>
  conditionsOf(node).every(({ values }) => !values.includes(ME) && !values.includes(MY_UNIT));

/** Fields whose single values an index has one after the other. */
const INDEXED = new Set(['state', 'group', 'region', 'segment', 'source', 'type', 'holder']);

/** Whether the clients that answer a filter stand together in an index, so that some of them are met at once. */
export function isSoonAnswered(node: FilterNode | null): boolean {
  return node !== null && isCondition(node) && node.op === 'is' && node.values.length > 0 && INDEXED.has(node.field);
}

/** The states that a filter leaves, where it names them as a whole or beside other conditions that all hold; else null. */
export function statesAskedFor(node: FilterNode | null): string[] | null {
  if (node === null) return null;
  if (!isCondition(node)) {
    if (node.join === 'or') return null;
    return node.of.map(statesAskedFor).find((states) => states !== null) ?? null;
  }
  const { field, op, values } = node;
  if (op !== 'is' || values.length === 0) return null;
  if (field === 'state') return [...values];
  return field === 'group' ? statesOfGroups(values) : null;
}
