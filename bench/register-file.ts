import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom } from '#shared/random.ts';
import { innOf } from './market/lives.ts';
import { JOBS, organisation, person, town } from './market/words.ts';

const REGIONS = [
  'Алтайский край',
  'Владимирская область',
  'Иркутская область',
  'Краснодарский край',
  'Московская область',
  'Новосибирская область',
  'Приморский край',
  'Республика Татарстан',
  'Свердловская область',
  'Тверская область',
];

/** Writes a made-up register as a CSV: name, INN with its control digit, region, town, phone, mail, site, a person, a note. */
export async function writeRegister(path: string, rows: number, seed: string): Promise<void> {
  const random = createRandom(seed);
  const out = createWriteStream(path);
  out.write('Наименование;ИНН;Регион;Город;Телефон;Почта;Сайт;Контактное лицо;Должность;Примечание\r\n');
  const digits = (count: number): string => String(random.int(0, 10 ** count - 1)).padStart(count, '0');
  for (let index = 0; index < rows; index++) {
    const place = town(random);
    const cells = [
      organisation(random, place).name,
      innOf(index),
      random.pick(REGIONS),
      place,
      `8 (9${digits(2)}) ${digits(3)}-${digits(2)}-${digits(2)}`,
      `office${index}@mail${random.int(1, 5000)}.example.org`,
      `https://town${index}.example.org`,
      person(random),
      random.pick(JOBS),
      random.chance(0.3) ? 'звонить до обеда' : '',
    ];
    if (!out.write(`${cells.join(';')}\r\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
