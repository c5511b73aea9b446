import { expect, it } from 'vitest';
import { checkTexts } from './check-texts.ts';
import { fixturesOf, inFixtureTree } from './fixture-tree.ts';

const fixtures = fixturesOf('texts');

it.each(fixtures.filter(({ rule }) => rule !== 'allowed'))('$rule is refused: $way', async (fixture) => {
  const { violations } = await inFixtureTree(fixture, checkTexts);
  expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set([fixture.rule]));
});

it.each(fixtures.filter(({ rule }) => rule === 'allowed'))('good words pass: $way', async (fixture) => {
  const { violations, texts } = await inFixtureTree(fixture, checkTexts);
  expect(violations).toEqual([]);
  expect(texts).toBe(7);
});

it('an empty tree is not in order: nothing was checked', async () => {
  const { violations } = await checkTexts('/nonexistent');
  expect(violations.map(({ rule }) => rule)).toEqual(['all-files-checked']);
});
