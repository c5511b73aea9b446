import { createRandom, type Random } from '#shared/random.ts';

export interface DirtyRow {
  name: string;
  inn: string | null;
  phone: string | null;
  email: string | null;
  site: string | null;
}

export interface DirtyBase {
  rows: DirtyRow[];
  /** Places of two rows of one organisation, by what betrays them. */
  groups: { by: 'inn' | 'phone' | 'site'; rows: [number, number] }[];
}

const TOWNS = ['Южа', 'Россошь', 'Корсаков', 'Тверь', 'Майкоп', 'Зима', 'Ялта', 'Гусев', 'Кстово', 'Тихвин', 'Советск'];
const ENDINGS = ['', '-на-Волге', '-Северный', '-Южный', ' Первый', ' Новый', ' Старый', '-Заречный', '-Лесной'];

/** A tax number of ten digits with its control digit. */
function innOf(random: Random): string {
  const digits = Array.from({ length: 9 }, () => random.int(1, 9));
  const weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
  const sum = digits.reduce((total, digit, at) => total + digit * (weights[at] ?? 0), 0);
  return [...digits, (sum % 11) % 10].join('');
}

const LAYOUTS: ((digits: string) => string)[] = [
  (d) => `+7 (${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6, 8)}-${d.slice(8)}`,
  (d) => `8-${d.slice(0, 3)}-${d.slice(3, 6)}-${d.slice(6, 8)}-${d.slice(8)}`,
  (d) => `7${d}`,
  (d) => `+7${d}`,
  (d) => `8 ${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6, 8)} ${d.slice(8)} доб. 12`,
  (d) => `тел.: 8(${d.slice(0, 3)})${d.slice(3)}`,
];
const SPELLINGS: ((town: string) => string)[] = [
  (town) => `Администрация города ${town}`,
  (town) => `Адм. г. ${town}`,
  (town) => `${town}, администрация`,
  (town) => `  Администрация  города «${town}» `,
  (town) => `АДМИНИСТРАЦИЯ Г. ${town.toUpperCase()}`,
];

/** A base as people bring it: every organisation once or twice, its name, phone and site written as it came. */
export function dirtyBase(seed: string, organisations: number): DirtyBase {
  const random = createRandom(seed);
  const base: DirtyBase = { rows: [], groups: [] };
  const add = (row: DirtyRow): number => base.rows.push(row) - 1;
  for (let at = 0; at < organisations; at++) {
    // Towns of one name come again and again: each is an organisation of its own, with its own number.
    const town = `${random.pick(TOWNS)}${random.pick(ENDINGS)}`;
    const digits = `4${String(random.int(100_000_000, 999_999_999))}`;
    const site = `town${at}.example.org`;
    const inn = innOf(random);
    const first = add({
      name: `Администрация города ${town}`,
      inn,
      phone: random.pick(LAYOUTS)(digits),
      email: `mail@${site}`,
      site: `http://${site}/`,
    });
    const by = random.pick(['inn', 'phone', 'site', null] as const);
    if (by === null) continue;
    const second = add({
      name: random.pick(SPELLINGS)(town),
      inn: by === 'inn' ? inn : null,
      phone: by === 'phone' ? random.pick(LAYOUTS)(digits) : null,
      email: null,
      site: by === 'site' ? `https://www.${site}` : null,
    });
    base.groups.push({ by, rows: [first, second] });
  }
  return base;
}
