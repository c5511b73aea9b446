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

/** Only the texts of one language are loaded: first those of the desks, so that the first screen need not wait for all. */
export async function loadFirstTexts(language: Language): Promise<Texts> {
  const { texts } = language === 'ru' ? await import('./first-texts.ru.ts') : await import('./first-texts.en.ts');
  return texts;
}

type Taker = (language: Language, texts: Texts) => void;
const takers = new Set<Taker>();

/** Who gets the later texts as soon as anybody has loaded them; answers with how to stop. */
export function takeLaterTexts(taker: Taker): () => void {
  takers.add(taker);
  return () => void takers.delete(taker);
}

/** The texts of pages that are opened now and then. */
export async function loadLaterTexts(language: Language): Promise<Texts> {
  const { texts } = language === 'ru' ? await import('./later-texts.ru.ts') : await import('./later-texts.en.ts');
  for (const take of takers) take(language, texts);
  return texts;
}
