import { useText } from '../text.tsx';

/** Words of the gallery in two languages, beside each other: `const say = useSay(); say('Принять', 'Accept')`. */
export function useSay(): (russian: string, english: string) => string {
  const { language } = useText();
  return (russian, english) => (language === 'ru' ? russian : english);
}

/** Rows of the sample table: the same at every load. */
export interface SampleRow {
  id: string;
  name: string;
  region: string;
  person: string;
  step: string;
  sum: number;
  day: string;
  lateDays: number;
}

const NAMES = ['Тулун', 'Саянск', 'Зима', 'Свирск', 'Братск', 'Черемхово', 'Усть-Кут', 'Бодайбо', 'Кяхта', 'Балей'];
const REGIONS = ['Иркутская обл.', 'Красноярский край', 'Забайкальский край', 'Респ. Бурятия'];
const PEOPLE = ['Андрей Лыткин', 'Ирина Ковалёва', 'Павел Дроздов', 'Ольга Бахтина'];
const STEPS = ['показать расчёт', 'получить письмо', 'согласовать протокол', 'узнать план на год'];

function pick<T>(list: readonly T[], at: number, fallback: T): T {
  return list[at % list.length] ?? fallback;
}

export function sampleRows(from: number, count: number): SampleRow[] {
  return Array.from({ length: count }, (_row, offset) => {
    const at = from + offset;
    return {
      id: `row-${at}`,
      name: `${pick(NAMES, at * 7, 'Тулун')} ${at + 1}`,
      region: pick(REGIONS, at * 3, 'Иркутская обл.'),
      person: pick(PEOPLE, at * 5, 'Андрей Лыткин'),
      step: pick(STEPS, at * 11, 'показать расчёт'),
      sum: ((at * 7919) % 900) * 100_000_000 + 2_160_000_000,
      day: Temporal.PlainDate.from('2026-11-23')
        .add({ days: (at * 13) % 90 })
        .toString(),
      lateDays: at < 3 ? 12 - at * 4 : 0,
    };
  });
}
