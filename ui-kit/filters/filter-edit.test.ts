import { expect, it } from 'vitest';
import { type Condition, type FilterNode, writeFilter } from '#shared/filter.ts';
import { replaced, withAlternative, withCondition, withJoin } from './filter-edit.ts';

const yes = (field: string): Condition => ({ field, op: 'is', values: ['yes'] });
const [a, b, c] = [yes('a'), yes('b'), yes('c')];
const and: FilterNode = { join: 'and', of: [a, { join: 'or', of: [b, c] }] };

it.each<[string, FilterNode | null, string]>([
  ['a first condition', withCondition(null, a), 'a is yes'],
  ['a second one', withCondition(a, b), 'a is yes and b is yes'],
  ['one more of alternatives', withCondition({ join: 'or', of: [a, b] }, c), 'a is yes or b is yes or c is yes'],
  ['an alternative to the only condition', withAlternative(a, [], b), 'a is yes or b is yes'],
  ['an alternative in a sentence', withAlternative(and, [0], c), '(a is yes or c is yes) and (b is yes or c is yes)'],
  ['an alternative more', withAlternative(and, [1], a), 'a is yes and (b is yes or c is yes or a is yes)'],
  ['a condition taken out', replaced(and, [0], null), 'b is yes or c is yes'],
  ['an alternative taken out leaves no brackets', replaced(and, [1, 0], null), 'a is yes and c is yes'],
  ['everything taken out', replaced(a, [], null), ''],
  ['the other word', withJoin(and, [], 'or'), 'a is yes or b is yes or c is yes'],
])('%s', (_what, node, text) => {
  expect(writeFilter(node)).toBe(text);
});
