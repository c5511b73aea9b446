import { expect, it } from 'vitest';
import { checkBoundaries } from './check-boundaries.ts';
import { dependencyRules } from './dependency-rules.ts';
import { fixturesOf, inFixtureTree } from './fixture-tree.ts';
import { projectRoot } from './source-files.ts';

const fixtures = fixturesOf('boundaries');

it.each(fixtures.filter(({ rule }) => rule !== 'allowed'))('$rule is refused: $way', async (fixture) => {
  const { violations } = await inFixtureTree(fixture, checkBoundaries);
  expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set([fixture.rule]));
});

it.each(fixtures.filter(({ rule }) => rule === 'allowed'))('what the rules allow passes: $way', async (fixture) => {
  const { violations, files } = await inFixtureTree(fixture, checkBoundaries);
  expect(violations).toEqual([]);
  expect(files).toBeGreaterThan(15);
});

it('every dependency rule has been seen to refuse something', () => {
  const shown = new Set(fixtures.map(({ rule }) => rule));
  expect(Object.keys(dependencyRules).filter((name) => !shown.has(name))).toEqual([]);
});

it('an empty tree is not in order: nothing was checked', async () => {
  const { violations } = await checkBoundaries('/nonexistent');
  expect(violations.map(({ rule }) => rule)).toEqual(['all-files-checked']);
});

it('the product keeps its boundaries', async () => {
  const { violations } = await checkBoundaries(projectRoot);
  expect(violations).toEqual([]);
});
