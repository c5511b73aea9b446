import { IntlMessageFormat } from 'intl-messageformat';
import { houseSpaces, type Language } from './format.ts';

/**
 * Texts of the interface: ICU MessageFormat, compiled once and kept.
 *
 * A module writes its texts beside its code and says so to the types:
 *
 *   // texts.ru.ts
 *   export const ru = { 'clients.count': '{count, plural, one {# клиент} few {# клиента} other {# клиентов}}' } as const;
 *   declare global { interface TextCatalogue extends Record<keyof typeof ru, string> {} }
 *   // texts.en.ts
 *   export const en = { 'clients.count': '{count, plural, one {# client} other {# clients}}' } satisfies Record<keyof typeof ru, string>;
 *
 * From then on `t('clients.count', { count: 3 })` is checked by the compiler. `#` and `{n, number}` are written with thin
 * spaces; days and money are passed as ready strings made by `createFormat`.
 */
declare global {
  /** Every key of every module; modules extend it in their `texts.ru.ts`. */
  interface TextCatalogue {}
}

export type TextKey = keyof TextCatalogue & string;
/** A value of a message; `Part` is what a rich tag may return, for example a React node. */
export type TextValue = string | number | boolean | null | undefined;
export type TextValues = Record<string, TextValue>;
export type RichValues<Part> = Record<string, TextValue | Part | ((chunks: Array<string | Part>) => Part)>;

export interface Translator {
  (key: TextKey, values?: TextValues): string;
  readonly language: Language;
  /** Whether a key that came from elsewhere, a server's reason for example, has a text. */
  has(key: string): key is TextKey;
  /** A message with tags: `rich('x', { b: (chunks) => <b>{chunks}</b> })` for `'<b>60</b> из нормы {norm}'`. */
  rich<Part>(key: TextKey, values: RichValues<Part>): Array<string | Part>;
}

class HouseNumberFormat extends Intl.NumberFormat {
  override format(value: number | bigint | Intl.StringNumericLiteral): string {
    return houseSpaces(super.format(value));
  }
}

const LOCALES: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

const pluralRules = new Map<string, Intl.PluralRules>();

const formatters = {
  getNumberFormat: (locales?: string | string[], options?: Intl.NumberFormatOptions): Intl.NumberFormat =>
    new HouseNumberFormat(locales, { useGrouping: 'always', ...options }),
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>): Intl.PluralRules => {
    const key = JSON.stringify(args);
    const known = pluralRules.get(key);
    if (known) return known;
    const made = new Intl.PluralRules(...args);
    pluralRules.set(key, made);
    return made;
  },
};

/**
 * A function that gives the text of a key in one language. A key without a text, and a message whose value was
 * forgotten, come back as the key: the gap is seen, is logged, and the screen stands.
 */
export function createTranslator(language: Language, catalogue: Readonly<Record<string, string>>): Translator {
  const compiled = new Map<string, IntlMessageFormat>();

  function message(key: string): IntlMessageFormat | undefined {
    const known = compiled.get(key);
    if (known) return known;
    const source = catalogue[key];
    if (source === undefined) return undefined;
    const made = new IntlMessageFormat(source, LOCALES[language], undefined, { formatters });
    compiled.set(key, made);
    return made;
  }

  function formatted<Part>(key: string, values: RichValues<Part> | undefined): string | Part | Array<string | Part> {
    try {
      return message(key)?.format<Part>(values) ?? key;
    } catch (error) {
      console.error(`Text «${key}» could not be written`, error);
      return key;
    }
  }

  function translate(key: TextKey, values?: TextValues): string {
    return String(formatted<never>(key, values));
  }

  return Object.assign(translate, {
    language,
    has: (key: string): key is TextKey => catalogue[key] !== undefined,
    rich: <Part>(key: TextKey, values: RichValues<Part>): Array<string | Part> => {
      const parts = formatted(key, values);
      return Array.isArray(parts) ? parts : [parts];
    },
  });
}
