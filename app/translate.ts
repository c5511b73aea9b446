import type { Translate } from '#platform/http/problem.ts';
import { createTranslator } from '#shared/text.ts';
import { catalogue as en } from './web/catalogue.en.ts';
import { catalogue as ru } from './web/catalogue.ru.ts';

const translators = { ru: createTranslator('ru', ru), en: createTranslator('en', en) };

/** Texts for what the server says itself: refusals, and whatever the command line prints. */
export const translate: Translate = (language, key, values) => {
  const t = translators[language];
  return t.has(key) ? t(key, values) : key;
};
