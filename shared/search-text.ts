/** Keys of the same place on the Russian and the Latin keyboard. */
const latinKeys = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?';
const russianKeys = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,';

const pairs = (from: string, to: string): ReadonlyMap<string, string> =>
  new Map([...from].map((key, index) => [key, to[index] ?? key]));

const toRussianKey = pairs(latinKeys, russianKeys);
const toLatinKey = pairs(russianKeys, latinKeys);

/** `а=a б=b` as pairs. */
const table = (text: string): [string, string][] =>
  text.split(' ').map((entry) => {
    const [from = '', to = ''] = entry.split('=');
    return [from, to];
  });

/** Russian letters in Latin, as in passports since 2013, with `y` for `й`: Khabarovsk, Ershov, Yuzha. */
const latinOf = new Map(
  table(
    'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh ' +
      'щ=shch ъ= ы=y ь= э=e ю=yu я=ya',
  ),
);

/** Latin spellings in Russian, the longest first, so that `shch` is not read as `s` `h` `c` `h`. */
const russianOf = table(
  'shch=щ sch=щ yo=е jo=е zh=ж kh=х ts=ц ch=ч sh=ш yu=ю ju=ю iu=ю ya=я ja=я ia=я ye=е je=е iy=ий yy=ый ay=ай ey=ей oy=ой ' +
    'uy=уй ph=ф a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=й k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=кс y=ы z=з',
);

const russianBySpelling = new Map(russianOf);
const spellings = new RegExp(russianOf.map(([latin]) => latin).join('|'), 'g');

const PLAIN = /^[ -~А-яЁё«»–—№]*$/;
const BETWEEN_WORDS = /[^\p{L}\d]+/gu;

/**
 * Text as it is stored for search and as a query is compared with it: lower case, `ё` as `е`, accents off, everything but
 * letters and digits turned into single spaces. Mail addresses and sites fall into their words on both sides alike.
 */
export function searchText(text: string): string {
  // Plain Russian and Latin texts, which is nearly all of them, have nothing to decompose.
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll('ё', 'е').replace(BETWEEN_WORDS, ' ').trim();
  return text
    .replaceAll('№', ' ')
    .normalize('NFKD')
    .replace(/(?<!и)\p{M}/giu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(BETWEEN_WORDS, ' ')
    .trim();
}

const swap = (text: string, keys: ReadonlyMap<string, string>): string =>
  Array.from(text, (key) => keys.get(key) ?? key).join('');

/** The text as it would read if the keyboard had been switched to the other layout: `bdfyjd` is `иванов`. */
export function swapLayout(text: string): string {
  return swap(text, /\p{Script=Cyrillic}/u.test(text) ? toLatinKey : toRussianKey);
}

/** Russian letters in Latin ones: `Южа` is `yuzha`. Expects and returns lower case. */
export function toLatin(text: string): string {
  return Array.from(text, (letter) => latinOf.get(letter) ?? letter).join('');
}

/** Latin letters in Russian ones, by the usual spellings: `khabarovsk` is `хабаровск`. Expects and returns lower case. */
export function toRussian(text: string): string {
  return text.replace(spellings, (spelling) => russianBySpelling.get(spelling) ?? spelling);
}

/**
 * What a query may have meant, most likely first, each in the form of `searchText` and once: as typed, typed in the other
 * keyboard layout, transliterated. An empty query has no variants.
 */
export function searchVariants(query: string): string[] {
  const typed = searchText(query);
  const isRussian = /\p{Script=Cyrillic}/u.test(typed);
  const swapped = searchText(swapLayout(query));
  const transliterated = isRussian ? toLatin(typed) : toRussian(typed);
  return [...new Set([typed, swapped, transliterated])].filter((variant) => variant !== '');
}

const CODED = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
const CODES = 'abvgdejzi0klmnoprstufhc1234y5678';
const codeOf = pairs(CODED, CODES);

/** A folded text letter by letter in Latin and digits, as `search_code` of the database has it. */
export function searchCode(text: string): string {
  return swap(text, codeOf);
}
