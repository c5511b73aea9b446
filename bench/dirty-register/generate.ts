import { createRandom, type Random } from '#shared/random.ts';

export interface DirtyRegister {
  /** As a file: semicolons, no codes in half of the doubles, spoilt numbers, rows without a name, formulas. */
  csv: string;
  /** Rows of one organisation, two and two; the first row below the headings is 1. */
  groups: [number, number][];
}

const HEADINGS = ['Организация', 'ИНН', 'Телефон', 'Почта', 'Сайт', 'Контактное лицо'];

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

/** A register as people bring it: every organisation once or twice, its name, phone and site written as it came. */
export function dirtyRegister(seed: string, organisations: number): DirtyRegister {
  const random = createRandom(seed);
  const groups: DirtyRegister['groups'] = [];
  const lines = [HEADINGS.join(';')];
  const add = (...cells: string[]): number =>
    lines.push([...cells, '', '', '', '', ''].slice(0, HEADINGS.length).join(';')) - 1;
  for (let at = 0; at < organisations; at++) {
    // Towns of one name come again and again: each is an organisation of its own, with its own number.
    const town = `${random.pick(TOWNS)}${random.pick(ENDINGS)}`;
    const digits = `4${String(random.int(100_000_000, 999_999_999))}`;
    const site = `town${at}.example.org`;
    const inn = innOf(random);
    const person = random.pick(['Ёлкина Ольга', 'Новиков Пётр', 'Лебедева Наталья', '']);
    const name = `Администрация города ${town}`;
    const first = add(name, inn, random.pick(LAYOUTS)(digits), `mail@${site}`, `http://${site}/`, person);
    if (random.chance(0.03)) add('', innOf(random));
    if (random.chance(0.03)) add(`Администрация города ${town}`, spoilt(innOf(random)), '', '', '', '@SUM(1+1)');
    const by = random.pick(['inn', 'phone', 'site', null] as const);
    if (by === null) continue;
    const phone = by === 'phone' ? random.pick(LAYOUTS)(digits) : '';
    const again = random.pick(SPELLINGS)(town);
    groups.push([first, add(again, by === 'inn' ? inn : '', phone, '', by === 'site' ? `https://www.${site}` : '')]);
  }
  return { csv: `${lines.join('\n')}\n`, groups };
}

/** The last digit is wrong, as when it was typed. */
const spoilt = (inn: string): string => `${inn.slice(0, -1)}${(Number(inn.at(-1)) + 1) % 10}`;
