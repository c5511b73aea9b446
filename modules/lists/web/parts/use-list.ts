import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import type { ListAddress, ListKind } from './list-address.ts';
import { type AppliedShape, useApplied } from './use-applied.ts';
import { type ListState, useListState } from './use-list-state.ts';

/** A list that is on the screen: what the address says of it, and what of that can be asked for today. */
export interface OpenList<Scope extends string, Order extends string, Group extends string>
  extends ListState<Scope, Group> {
  kind: ListKind<Scope, Order, Group>;
  /** What it is filtered by, in words; null until it is known. */
  fields: readonly FieldWords[] | null;
  applied: AppliedShape<ListAddress<Scope, Group>>;
  /** As it can be asked for. */
  shape: ListAddress<Scope, Group>;
}

/** Opens a list as the address says it. */
export function useList<Scope extends string, Order extends string, Group extends string>(
  kind: ListKind<Scope, Order, Group>,
  fields: readonly FieldWords[] | null,
): OpenList<Scope, Order, Group> {
  const state = useListState(kind);
  const applied = useApplied(state.shown, fields);
  return { ...state, kind, fields, applied, shape: applied.shape };
}
