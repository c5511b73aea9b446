import { IntlMessageFormat } from 'intl-messageformat';

export type Catalogue = Readonly<Record<string, string>>;

interface Fault {
  rule: string;
  message: string;
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Kinds of elements in a parsed ICU message; the parser exports them only as a TypeScript enum. */
const literal = 0;
const number = 2;
const date = 3;
const time = 4;
const select = 5;
const plural = 6;
const tag = 8;

/** Names that are written in Latin letters in a Russian text as well. */
const latinNames = new Set([
  'Estafeta',
  'API',
  'OpenAPI',
  'CSV',
  'XLSX',
  'PDF',
  'URL',
  'ID',
  'OK',
  'CRM',
  'Ctrl',
  'Esc',
  'Enter',
]);
/** A switch of the language names each language in itself. */
const namesLanguage = /\.language(\.(ru|en))?$/;

const russianPlurals = ['one', 'few', 'many', 'other'];
const englishPlurals = ['one', 'other'];

function elementsOf(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) => {
    if (element.type === tag) return [element, ...elementsOf(element.children)];
    if (element.type !== select && element.type !== plural) return [element];
    return [element, ...Object.values(element.options).flatMap((option) => elementsOf(option.value))];
  });
}

function parse(text: string, language: string): Element[] | undefined {
  try {
    return elementsOf(new IntlMessageFormat(text, language).getAst());
  } catch {
    return undefined;
  }
}

/** What is wrong with one text by itself. */
export function faultsOfText(language: 'ru' | 'en', key: string, text: string): Fault[] {
  if (text.trim() === '') return [{ rule: 'empty', message: `${key} says nothing` }];
  const elements = parse(text, language);
  if (elements === undefined) return [{ rule: 'message-format', message: `${key} is not an ICU message: ${text}` }];
  const words = elements.map((element) => (element.type === literal ? element.value : ' ')).join('');
  const faults: Fault[] = [];
  const untranslated = language === 'ru' ? looksUntranslated(words) : /[а-яё]/i.test(words);
  if (untranslated && !namesLanguage.test(key)) {
    const name = language === 'ru' ? 'Russian' : 'English';
    faults.push({ rule: 'untranslated', message: `${key} is not ${name}: ${text}` });
  }
  for (const element of elements) {
    if (element.type !== plural || element.pluralType === 'ordinal') continue;
    const forms = language === 'ru' ? russianPlurals : englishPlurals;
    const lacking = forms.filter((form) => element.options[form] === undefined);
    if (lacking.length > 0)
      faults.push({ rule: 'plurals', message: `${key} has no ${lacking.join(', ')} of ${element.value}` });
  }
  return faults;
}

function looksUntranslated(words: string): boolean {
  const latin = words.match(/[A-Za-z]{2,}/g) ?? [];
  return !/[а-яё]/i.test(words) && latin.some((word) => !latinNames.has(word));
}

/** What the two languages ask of the caller differently: an argument, its kind, or the cases it may have. */
export function faultsOfTranslation(ru: Catalogue, en: Catalogue): Fault[] {
  return Object.entries(ru).flatMap(([key, text]) => {
    const other = en[key];
    if (other === undefined) return [];
    const inRussian = argumentsOf(text, 'ru');
    const inEnglish = argumentsOf(other, 'en');
    if (inRussian === inEnglish) return [];
    return [
      { rule: 'arguments', message: `${key} takes ${inEnglish || 'nothing'}, in Russian ${inRussian || 'nothing'}` },
    ];
  });
}

function argumentsOf(text: string, language: string): string {
  const found = (parse(text, language) ?? []).map(argumentOf).filter((name) => name !== undefined);
  return [...new Set(found)].sort().join(', ');
}

function argumentOf(element: Element): string | undefined {
  if (!('value' in element) || element.type === literal) return undefined;
  if (element.type === tag) return `<${element.value}>`;
  if (element.type === select) return `{${element.value}: ${Object.keys(element.options).sort().join('|')}}`;
  if (element.type === plural || element.type === number) return `{${element.value}: number}`;
  return element.type === date || element.type === time ? `{${element.value}: time}` : `{${element.value}}`;
}
