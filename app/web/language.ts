import { TEXT_GROUPS, type TextGroup } from './text-groups.ts';

export type Language = 'ru' | 'en';

const REMEMBERED = 'estafeta.language';

/** The language chosen last on this device, else the browser's, else Russian. */
export function startLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (remembered === 'ru' || remembered === 'en') return remembered;
  return navigator.language.startsWith('ru') || !navigator.language.startsWith('en') ? 'ru' : 'en';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language);
}

type Texts = Record<string, string>;

/** Only the texts of one language are loaded: first those that every screen needs. */
export async function loadFirstTexts(language: Language): Promise<Texts> {
  const { texts } = language === 'ru' ? await import('./first-texts.ru.ts') : await import('./first-texts.en.ts');
  return texts;
}

type Taker = (language: Language, texts: Texts) => void;
const takers = new Set<Taker>();
/** What has been asked for so far: another language needs the same. */
const asked = new Set<TextGroup>();
const taken: Readonly<Record<Language, Set<TextGroup>>> = { ru: new Set(), en: new Set() };
/** What has come, for a taker that comes later. */
const come: Readonly<Record<Language, Texts>> = { ru: {}, en: {} };

/** Who gets further texts as soon as anybody has loaded them; answers with how to stop. */
export function takeTexts(taker: Taker): () => void {
  takers.add(taker);
  for (const language of ['ru', 'en'] as const) {
    if (taken[language].size > 0) taker(language, come[language]);
  }
  return () => void takers.delete(taker);
}

/** The texts of these groups, given to whoever takes them; those that are there already are not loaded twice. */
export async function loadTexts(language: Language, groups: readonly TextGroup[]): Promise<void> {
  for (const group of groups) asked.add(group);
  const missing = groups.filter((group) => !taken[language].has(group));
  if (missing.length === 0) return;
  const texts: Texts = Object.assign(
    {},
    ...(await Promise.all(missing.map((group) => TEXT_GROUPS[group][language]()))),
  );
  for (const group of missing) taken[language].add(group);
  Object.assign(come[language], texts);
  for (const take of takers) take(language, texts);
}

/** Everything that has been asked for so far, in another language. */
export async function loadSameTexts(language: Language): Promise<Texts> {
  const groups = [...asked];
  const [first, ...rest] = await Promise.all([
    loadFirstTexts(language),
    ...groups.map((group) => TEXT_GROUPS[group][language]()),
  ]);
  for (const group of groups) taken[language].add(group);
  Object.assign(come[language], ...rest);
  return { ...first, ...come[language] };
}
