import { expect, it } from 'vitest';
import { checkVocabulary } from './check-vocabulary.ts';
import { fixturesOf, inFixtureTree } from './fixture-tree.ts';
import { projectRoot } from './source-files.ts';

const fixtures = fixturesOf('vocabulary');

it.each(fixtures.filter(({ rule }) => rule !== 'allowed'))('$rule: $way is refused', async (fixture) => {
  const { violations } = await inFixtureTree(fixture, checkVocabulary);
  expect(violations.map(({ rule }) => rule)).toEqual([fixture.rule]);
});

it.each(fixtures.filter(({ rule }) => rule === 'allowed'))('words of the house pass: $way', async (fixture) => {
  const { violations, files } = await inFixtureTree(fixture, checkVocabulary);
  expect(violations).toEqual([]);
  expect(files).toBeGreaterThan(10);
});

it('a file of 451 lines is refused and one of 450 is not', async () => {
  const { writeFileSync, mkdirSync, mkdtempSync, rmSync } = await import('node:fs');
  const root = mkdtempSync('/tmp/estafeta-lines-');
  mkdirSync(`${root}/shared`);
  writeFileSync(`${root}/shared/long.ts`, 'export {};\n'.repeat(451));
  writeFileSync(`${root}/shared/short.ts`, 'export {};\n'.repeat(450));
  expect(checkVocabulary(root).violations).toMatchObject([{ rule: 'length', file: 'shared/long.ts' }]);
  rmSync(root, { recursive: true });
});

it('an empty tree is not in order: nothing was checked', () => {
  expect(checkVocabulary('/nonexistent').violations.map(({ rule }) => rule)).toEqual(['all-files-checked']);
});

it('the product keeps to its words', () => {
  expect(checkVocabulary(projectRoot).violations).toEqual([]);
});
