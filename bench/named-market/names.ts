import type { Random } from '#shared/random.ts';
import {
  BUSINESS,
  CITIES,
  FATHERS,
  FIRST,
  FIRST_OF_WOMEN,
  REGIONS,
  SURNAME_ENDINGS,
  SURNAME_ROOTS,
  TOWN_BEGINNINGS,
  TOWN_ENDINGS,
} from './words.ts';

export interface NamedClient {
  name: string;
  region: string;
  settlement: string;
  phones: string[];
  emails: string[];
  sites: string[];
}

const LATIN = new Map(
  [...'абвгдеёжзийклмнопрстуфхцчшщыэюя'].map((letter, index) => [
    letter,
    'a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya'.split(' ')[index] ?? '',
  ]),
);
const latin = (text: string): string => Array.from(text.toLowerCase(), (letter) => LATIN.get(letter) ?? '').join('');

const place = (random: Random): string =>
  random.chance(0.25) ? random.pick(CITIES) : `${random.pick(TOWN_BEGINNINGS)}${random.pick(TOWN_ENDINGS)}`;
const surname = (random: Random): string => `${random.pick(SURNAME_ROOTS)}${random.pick(SURNAME_ENDINGS)}`;
const brand = (random: Random): string => {
  const first = random.pick(random.chance(0.5) ? TOWN_BEGINNINGS : SURNAME_ROOTS);
  return `${first}${random.pick(BUSINESS)}${random.chance(0.3) ? random.pick(BUSINESS) : ''}`;
};
const adjective = (town: string): string => `${town.replace(/(ово|ево|ино|ка|а|о|ь|ы|и)$/u, '')}ский`;

/** An organisation as registers name them: administrations, schools, hospitals, works, firms, entrepreneurs. */
function organisation(random: Random, town: string): string {
  const roll = random.next();
  if (roll < 0.16) return `Администрация города ${town}`;
  if (roll < 0.3) return `Администрация ${adjective(town).replace(/ий$/u, 'ого')} муниципального района`;
  if (roll < 0.36) return `Администрация сельского поселения ${town}`;
  if (roll < 0.48) return `МБОУ «Средняя школа № ${random.int(1, 120)}» г. ${town}`;
  if (roll < 0.54) return `ГБУЗ «${adjective(town).replace(/ий$/u, 'ая')} центральная районная больница»`;
  if (roll < 0.6) return `МУП «${adjective(town)} водоканал»`;
  if (roll < 0.66) return `АО «${adjective(town)} завод «${brand(random)}»`;
  if (roll < 0.74) return `ИП ${person(random)}`;
  return `${random.pick(['ООО', 'ООО', 'ООО', 'АО', 'ПАО', 'ООО ПКФ'])} «${brand(random)}»`;
}

export function person(random: Random): string {
  const woman = random.chance(0.5);
  const family = surname(random);
  const father = random.pick(FATHERS);
  if (!woman) return `${family} ${random.pick(FIRST)} ${father}${/[ь]ев$/u.test(father) ? 'ич' : 'ович'}`;
  const hers = /(ов|ев|ин)$/u.test(family) ? `${family}а` : family.replace(/ский$/u, 'ская');
  return `${hers} ${random.pick(FIRST_OF_WOMEN)} ${father}${/[ь]ев$/u.test(father) ? 'на' : 'овна'}`;
}

const phone = (random: Random): string => `+7${random.int(3_000_000_000, 9_999_999_999)}`;

/** A client of a market that the seed tells in advance. */
export function namedClient(random: Random, index: number): NamedClient {
  const settlement = place(random);
  const host = `${latin(settlement)}${random.chance(0.2) ? '' : index}.example.org`;
  return {
    name: organisation(random, settlement),
    region: random.pick(REGIONS),
    settlement,
    phones: random.chance(0.9) ? [phone(random), ...(random.chance(0.2) ? [phone(random)] : [])] : [],
    emails: random.chance(0.7)
      ? [`${random.pick(['info', 'mail', 'office', 'adm', latin(surname(random))])}@${host}`]
      : [],
    sites: random.chance(0.5) ? [host] : [],
  };
}

/** Ten digits with a right control digit, different for every index below 900 million. */
export function innOf(index: number): string {
  const body = String(100_000_000 + ((index * 7_919) % 900_000_000));
  const weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return `${body}${(sum % 11) % 10}`;
}
