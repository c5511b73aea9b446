import { type Condition, type FilterNode, isCondition, tidyFilter } from '#shared/filter.ts';

/** Where a part of a filter stands: the places on the way to it, from the root. */
export type FilterPath = readonly number[];

/** The filter with a condition more at the end of the sentence. */
export function withCondition(root: FilterNode | null, condition: Condition): FilterNode {
  if (root === null) return condition;
  if (isCondition(root)) return { join: 'and', of: [root, condition] };
  return { join: root.join, of: [...root.of, condition] };
}

/** The filter with a part replaced, or taken out with `null`. */
export function replaced(root: FilterNode | null, path: FilterPath, next: FilterNode | null): FilterNode | null {
  return tidyFilter(root === null ? next : put(root, path, next));
}

function put(node: FilterNode, [place, ...rest]: FilterPath, next: FilterNode | null): FilterNode | null {
  if (place === undefined || isCondition(node)) return next;
  const of = node.of.flatMap((one, at) => {
    const changed = at === place ? put(one, rest, next) : one;
    return changed === null ? [] : [changed];
  });
  return { join: node.join, of };
}

export function partAt(root: FilterNode | null, path: FilterPath): FilterNode | null {
  const [place, ...rest] = path;
  if (root === null || place === undefined) return root;
  return isCondition(root) ? null : partAt(root.of[place] ?? null, rest);
}

/** The filter in which a condition has an alternative: «(без телефона или проверка просрочена)». */
export function withAlternative(root: FilterNode | null, path: FilterPath, other: Condition): FilterNode | null {
  const part = partAt(root, path);
  if (part === null) return withCondition(root, other);
  const group: FilterNode =
    !isCondition(part) && part.join === 'or'
      ? { join: 'or', of: [...part.of, other] }
      : { join: 'or', of: [part, other] };
  return replaced(root, path, group);
}

/** The filter in which a group is joined by the other word. */
export function withJoin(root: FilterNode | null, path: FilterPath, join: 'and' | 'or'): FilterNode | null {
  const part = partAt(root, path);
  return part === null || isCondition(part) ? root : replaced(root, path, { join, of: part.of });
}
