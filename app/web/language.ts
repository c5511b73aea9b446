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

/** Only the texts of one language are loaded. */
export async function loadCatalogue(language: Language): Promise<Record<string, string>> {
  const { catalogue } = language === 'ru' ? await import('./catalogue.ru.ts') : await import('./catalogue.en.ts');
  return catalogue;
}
