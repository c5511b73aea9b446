import { edgeForms, legalForms, shortenLegalForms } from './legal-forms.ts';

export type OrganisationName = {
  /** As it is shown: `ООО «Ромашка»`, `Администрация г. Тверь`. */
  readonly display: string;
  /** For comparison only: equal for spellings of one name, `администрация тверь`; words are in alphabetical order. */
  readonly key: string;
  /** The legal form in its short spelling, where the name holds one. */
  readonly form?: string;
};

/** Signs that nobody sees: soft hyphens, zero-width characters, byte order marks, control characters. */
const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\p{Cc}]/gu;

/** Rubbish at either end: stray separators, an apostrophe put there against formulas, dots after whole words. */
const leadingJunk = /^[\s'`.,;:|/\\*?!_–—-]+/u;
const trailingJunk = /[\s,;:|/\\*?!_–—-]+$/u;
const strayDot = /(?<=\p{L}{5}|[»)\d])\.+$/u;

/** Words of administrative language: lower case in a name, and the same whether abbreviated or not. */
const commonWords: Readonly<Record<string, string>> = {
  адм: 'администрация',
  администрации: 'администрация',
  г: 'город',
  гор: 'город',
  города: 'город',
  обл: 'область',
  области: 'область',
  'р-н': 'район',
  'р-на': 'район',
  района: 'район',
  округа: 'округ',
  мо: 'муниципальный образование',
  муниц: 'муниципальный',
  муниципальное: 'муниципальный',
  муниципального: 'муниципальный',
  образования: 'образование',
  пос: 'поселок',
  поселка: 'поселок',
  сельского: 'сельское',
  городского: 'городское',
  поселения: 'поселение',
  респ: 'республика',
  республики: 'республика',
  края: 'край',
  им: 'имени',
};

/** What stands for longer words in names of every kind: for comparison only, as it is shown as it was written. */
const abbreviations: Readonly<Record<string, string>> = {
  ...commonWords,
  го: 'городское округ',
  городской: 'городское',
  мр: 'муниципальный район',
  рп: 'рабочий поселок',
  рабочего: 'рабочий',
  пгт: 'поселок городское тип',
  типа: 'тип',
  'ст-ца': 'станица',
  станицы: 'станица',
  упр: 'управление',
  управления: 'управление',
  деп: 'департамент',
  'деп-т': 'департамент',
  департамента: 'департамент',
  'мин-во': 'министерство',
  'ф-л': 'филиал',
  'з-д': 'завод',
  'ф-ка': 'фабрика',
  'к-т': 'комбинат',
  'об-во': 'общество',
  'т-во': 'товарищество',
  тд: 'торговый дом',
  ук: 'управляющий компания',
  управляющая: 'управляющий',
  гк: 'группа компания',
  компаний: 'компания',
  жкх: 'жилищно коммунальный хозяйство',
  коммунального: 'коммунальный',
  коммунальное: 'коммунальный',
  хозяйства: 'хозяйство',
  сош: 'средний общеобразовательный школа',
  средняя: 'средний',
  общеобразовательная: 'общеобразовательный',
  црб: 'центральный районный больница',
  центральная: 'центральный',
  районная: 'районный',
  'д/с': 'детский сад',
  дс: 'детский сад',
};

const abbreviationsWithSigns = Object.keys(abbreviations).filter((word) => /[-/]/.test(word));
const wordPattern = new RegExp(
  String.raw`(?<![\p{L}\d])(?:${abbreviationsWithSigns.join('|')})(?!\p{L})|\p{L}+|\d+`,
  'gu',
);

/** Words that tell nothing apart: `Администрация города Россошь` is `Россошь, администрация`. */
const silentWords: ReadonlySet<string> = new Set(['город', 'имени']);

/** Words that stay small inside a name: those above and what stands inside Ростов-на-Дону. */
const lowerCased: ReadonlySet<string> = new Set([
  ...Object.keys(commonWords),
  ...Object.values(commonWords).flatMap((words) => words.split(' ')),
  ...['и', 'в', 'во', 'на', 'по', 'под', 'при', 'над'],
]);

/** Off with the rubbish, as often as taking some away lays bare some more. */
function trimJunk(text: string): string {
  const trimmed = text.replace(leadingJunk, '').replace(trailingJunk, '').replace(strayDot, '');
  return trimmed === text ? text : trimJunk(trimmed);
}

const fold = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

/** Straight, curly and doubled quotes become «ёлочки», always in pairs: strays go, what stays open is closed. */
function tidyQuotes(text: string): string {
  const plain = text.replace(/[“”„‟"]|''/gu, '"').replace(/(?<=^|\s)["«]\s*["»](?=\s|$)/gu, '');
  let open = 0;
  const paired = plain.replace(/["«»]/gu, (quote, at: number) => {
    const opens =
      /^[\p{L}\d"«]/u.test(plain.slice(at + 1)) && (open === 0 || !/[\p{L}\d»"]$/u.test(plain.slice(0, at)));
    if (quote === '«' || (quote === '"' && opens)) {
      open++;
      return '«';
    }
    if (open === 0) return '';
    open--;
    return '»';
  });
  return (
    paired
      .replace(/«\s+/gu, '«')
      .replace(/\s+»/gu, '»')
      .replace(/(?<=[\p{L}\d])«/gu, ' «') + '»'.repeat(open)
  );
}

const capitalise = (word: string): string => word.replace(/\p{L}/u, (letter) => letter.toUpperCase());

/** A name that begins with a small Russian word, or has no capitals at all, begins with a capital after its form. */
function raiseFirst(text: string): string {
  if (text !== text.toLowerCase() && !/^[а-яё]/u.test(text)) return text;
  const first = text.match(/\p{L}+/gu)?.find((word) => !legalForms.has(word.toUpperCase()));
  return first === undefined ? text : text.replace(first, capitalise(first));
}

/** A name typed in capitals only, word by word: forms and short abbreviations stay, place names after `г.` never do. */
function lowerCapitals(text: string): string {
  const shouts = text === text.toUpperCase() && /\p{L}{5}/u.test(text);
  if (!shouts) return raiseFirst(text);
  let before = '';
  return text.replace(/\p{L}+/gu, (word) => {
    const folded = fold(word);
    const isFirst = before === '';
    const isPlace = commonWords[before] === 'город';
    before = folded;
    if (lowerCased.has(folded)) return isFirst ? capitalise(word.toLowerCase()) : word.toLowerCase();
    const isAbbreviation = legalForms.has(word) || (word.length < 4 && !isPlace);
    return isAbbreviation ? word : capitalise(word.toLowerCase());
  });
}

const formWords = new RegExp(String.raw`(?<![\p{L}\d])(?:${[...legalForms].join('|')})(?![\p{L}\d])`, 'giu');

/** Abbreviations in their usual spelling, and legal forms in capitals in front. */
function tidyWords(text: string): string {
  return text
    .replace(formWords, (form) => (/[а-яё]/iu.test(form) ? form.toUpperCase() : form))
    .replace(/(?<!\p{L})адм\.\s*/giu, 'Администрация ')
    .replace(/(?<!\p{L})(?:гор|г)\.\s*(?=\p{L})/giu, 'г. ')
    .replace(/^(?<name>.+),\s*(?<form>\p{L}+)$/u, (whole, name: string, form: string) =>
      legalForms.has(form) || edgeForms.has(form) ? `${form} ${name}` : whole,
    );
}

/** Whether a legal form that other words may share stands where a form stands: in front of a name. */
const isEdgeForm = (word: string, index: number, words: readonly string[]): boolean =>
  index === 0 && words.length > 1 && edgeForms.has(word.toUpperCase());

function keyOf(display: string): string {
  const words = fold(display).match(wordPattern) ?? [];
  const plain = words
    .filter((word, index) => !isEdgeForm(word, index, words))
    .flatMap((word) => (abbreviations[word] ?? word).split(' '))
    .filter((word) => !silentWords.has(word));
  const named = plain.filter((word) => !legalForms.has(word.toUpperCase()));
  return (named.length > 0 ? named : plain).toSorted().join(' ');
}

/** What one step lays bare another may have to tidy: a stray quote taken away uncovers a comma. */
const mostPasses = 4;

function tidy(text: string): string {
  let shown = text.normalize('NFC').replace(/\s+/gu, ' ').replace(invisible, '');
  for (let pass = 0; pass < mostPasses; pass++) {
    const before = shown;
    shown = tidyWords(lowerCapitals(tidyQuotes(shortenLegalForms(trimJunk(shown)))));
    shown = trimJunk(shown.replace(/\s+/gu, ' '));
    if (shown === before) break;
  }
  return shown;
}

/**
 * The tidy spelling of an organisation's name and the key by which spellings are compared. Equal keys are candidates for
 * one organisation, never proof: the legal form is left out of the key, and towns of one name exist in several regions.
 */
export function organisationName(text: string): OrganisationName {
  const display = tidy(text);
  const words = display.match(/\p{L}+/gu) ?? [];
  const form =
    words.find((word) => legalForms.has(word.toUpperCase())) ??
    words.slice(0, words.length > 1 ? 1 : 0).find((word) => edgeForms.has(word));
  return { display, key: keyOf(display), ...(form === undefined ? {} : { form }) };
}
