import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogue as english } from '#app/web/catalogue.en.ts';
import { catalogue as russian } from '#app/web/catalogue.ru.ts';
import { texts as first } from '#app/web/first-texts.ru.ts';
import { EVERY_GROUP, TEXT_GROUPS, TOLD_GROUPS } from '#app/web/text-groups.ts';
import { RIGHTS } from '#modules/structure/rules.ts';
import { textUses } from './text-uses.ts';

const ROOT = join(import.meta.dirname, '..');
const ROUTER = 'app/web/router.tsx';
const TEXTS = /\/texts\.(ru|en)\.ts$/;
/** Words for whatever the server names: reasons, actions, fields of a list. */
const WORDS_FOR_ALL = [
  'ui-kit/reason-words.ts',
  'ui-kit/filters/filter-words.ts',
  'modules/journal/web/parts/said.ts',
  'modules/history/web/use-reason-words.ts',
  'modules/fields/web/parts/use-custom-columns.tsx',
];

/** Asks for a text by a name of its own module, which the test sees. */
const OWN_WORDS = ['modules/back-office/web/use-input-text.ts'];

const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const resolve = (from: string, to: string) =>
  to.startsWith('#') ? to.slice(1) : to.startsWith('.') ? join(dirname(from), to) : '';

/** The files that a page is made of, those that it loads by itself later included unless only `atOnce` is asked for. */
function partsOf(
  page: string,
  { stop = new Set(), atOnce = false }: { stop?: ReadonlySet<string>; atOnce?: boolean } = {},
): string[] {
  const seen = new Set<string>();
  const left = [page];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file) || stop.has(file) || TEXTS.test(file) || !/\.tsx?$/.test(file) || !existsSync(join(ROOT, file)))
      continue;
    seen.add(file);
    const source = sourceOf(file);
    const said = source.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from '([^']+)'|\bimport\('([^']+)'\)/gms);
    for (const [, one, lazy] of said) left.push(resolve(file, one ?? (atOnce ? '' : (lazy ?? ''))));
  }
  return [...seen];
}

const named = [...sourceOf(ROUTER).matchAll(/(with\w*Texts)\(\s*import\('([^']+)'\)([^)]*)\)/g)].map(
  ([, how, page = '', more = '']) => ({
    page: resolve(ROUTER, page),
    isList: how === 'withListTexts',
    groups: [
      ...(how === 'withAllTexts' ? EVERY_GROUP : how === 'withToldTexts' ? TOLD_GROUPS : []),
      ...[...more.matchAll(/'(\w+)'/g)].map(([, group]) => group),
    ],
  }),
);
const groupOf = new Map<string, string>();
for (const group of EVERY_GROUP) {
  for (const key of Object.keys(await TEXT_GROUPS[group].ru())) groupOf.set(key, group);
}

const isShown = (file: string) => /^(app|ui-kit)\/|\/web\//.test(file);
/** Texts of groups that these files name themselves; rights are called as some texts are. */
function shownIn(files: readonly string[]): string[] {
  const { uses } = textUses(ROOT, files.filter(isShown));
  const rights = new Set<string>(RIGHTS);
  return [...groupOf.keys()].filter((key) => !key.startsWith('reason.') && !rights.has(key) && uses(key));
}

it('every text of the program comes with the first texts or in a group, in both languages', async () => {
  expect([...groupOf.keys(), ...Object.keys(first)].sort()).toEqual(Object.keys(russian).sort());
  const inEnglish = await Promise.all(EVERY_GROUP.map((group) => TEXT_GROUPS[group].en()));
  expect(Object.keys(Object.assign({}, ...inEnglish)).sort()).toEqual([...groupOf.keys()].sort());
  expect(Object.keys(english).sort()).toEqual(Object.keys(russian).sort());
});

it('what is around every page needs no group', () => {
  expect(shownIn(partsOf('app/web/start.tsx', { stop: new Set(named.map(({ page }) => page)) }))).toEqual([]);
});

it.each(named.filter(({ isList }) => isList))(
  '$page waits for the texts of what it shows at once',
  ({ page, groups }) => {
    // Parts that come later come with every text; what the server names of a list is said in the words of its own module.
    const shown = shownIn(partsOf(page, { atOnce: true })).map((key) => groupOf.get(key));
    expect([...groups].sort()).toEqual([...new Set(shown)].sort());
  },
);

it.each(named.filter(({ isList }) => !isList))(
  '$page names the texts that it shows, and no others',
  ({ page, groups }) => {
    const parts = partsOf(page);
    const shown = shownIn(parts).map((key) => groupOf.get(key));
    const asks = (part: string) => isShown(part) && !OWN_WORDS.includes(part) && sourceOf(part).includes('t.has(');
    const told = parts.some(asks) ? TOLD_GROUPS : [];
    const all = parts.some((part) => WORDS_FOR_ALL.includes(part)) ? EVERY_GROUP : [];
    expect([...groups].sort()).toEqual([...new Set([...shown, ...told, ...all])].sort());
  },
);
