import { expect, it } from 'vitest';
import { homeOf } from './rules.ts';

const mine = { id: 'mine', shared: false, desks: [] };
const desk = { id: 'desk', shared: true, desks: ['prospecting'] };

it.each([
  ['nothing where nobody has chosen', null, [], null],
  ['what their desk begins with', null, ['prospecting'], 'desk'],
  ['their own choice before the desk', { viewId: 'mine' }, ['prospecting'], 'mine'],
  ['the whole list where they chose it', { viewId: null }, ['prospecting'], null],
  ['the desk again where the chosen view is gone', { viewId: 'deleted' }, ['prospecting'], 'desk'],
])('a person begins with %s', (_what, chosen, functions, expected) => {
  expect(homeOf([mine, desk], chosen, functions)).toBe(expected);
});
