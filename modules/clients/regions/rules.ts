/**
 * Regions as they are written in full, by time zone; a region that spans several zones stands under that of its centre.
 */
const REGIONS_BY_ZONE: Readonly<Record<string, readonly string[]>> = {
  'Europe/Kaliningrad': ['Калининградская область'],
  'Europe/Moscow': [
    'Москва',
    'Санкт-Петербург',
    'Республика Адыгея',
    'Республика Дагестан',
    'Республика Ингушетия',
    'Кабардино-Балкарская Республика',
    'Республика Калмыкия',
    'Карачаево-Черкесская Республика',
    'Республика Карелия',
    'Республика Коми',
    'Республика Марий Эл',
    'Республика Мордовия',
    'Республика Северная Осетия — Алания',
    'Республика Татарстан',
    'Чеченская Республика',
    'Чувашская Республика',
    'Краснодарский край',
    'Ставропольский край',
    'Архангельская область',
    'Белгородская область',
    'Брянская область',
    'Владимирская область',
    'Вологодская область',
    'Воронежская область',
    'Ивановская область',
    'Калужская область',
    'Костромская область',
    'Курская область',
    'Ленинградская область',
    'Липецкая область',
    'Московская область',
    'Мурманская область',
    'Нижегородская область',
    'Новгородская область',
    'Орловская область',
    'Пензенская область',
    'Псковская область',
    'Ростовская область',
    'Рязанская область',
    'Смоленская область',
    'Тамбовская область',
    'Тверская область',
    'Тульская область',
    'Ярославская область',
    'Ненецкий автономный округ',
  ],
  'Europe/Kirov': ['Кировская область'],
  'Europe/Volgograd': ['Волгоградская область'],
  'Europe/Simferopol': ['Республика Крым', 'Севастополь'],
  'Europe/Astrakhan': ['Астраханская область'],
  'Europe/Samara': ['Самарская область', 'Удмуртская Республика'],
  'Europe/Saratov': ['Саратовская область'],
  'Europe/Ulyanovsk': ['Ульяновская область'],
  'Asia/Yekaterinburg': [
    'Республика Башкортостан',
    'Пермский край',
    'Курганская область',
    'Оренбургская область',
    'Свердловская область',
    'Тюменская область',
    'Челябинская область',
    'Ханты-Мансийский автономный округ — Югра',
    'Ямало-Ненецкий автономный округ',
  ],
  'Asia/Omsk': ['Омская область'],
  'Asia/Barnaul': ['Республика Алтай', 'Алтайский край'],
  'Asia/Novosibirsk': ['Новосибирская область'],
  'Asia/Novokuznetsk': ['Кемеровская область — Кузбасс'],
  'Asia/Tomsk': ['Томская область'],
  'Asia/Krasnoyarsk': ['Красноярский край', 'Республика Тыва', 'Республика Хакасия'],
  'Asia/Irkutsk': ['Иркутская область', 'Республика Бурятия'],
  'Asia/Chita': ['Забайкальский край'],
  'Asia/Yakutsk': ['Республика Саха (Якутия)', 'Амурская область'],
  'Asia/Vladivostok': ['Приморский край', 'Хабаровский край', 'Еврейская автономная область'],
  'Asia/Magadan': ['Магаданская область'],
  'Asia/Sakhalin': ['Сахалинская область'],
  'Asia/Kamchatka': ['Камчатский край'],
  'Asia/Anadyr': ['Чукотский автономный округ'],
};

const ZONE_BY_OFFSET: Readonly<Record<number, string>> = {
  2: 'Europe/Kaliningrad',
  3: 'Europe/Moscow',
  4: 'Europe/Samara',
  5: 'Asia/Yekaterinburg',
  6: 'Asia/Omsk',
  7: 'Asia/Krasnoyarsk',
  8: 'Asia/Irkutsk',
  9: 'Asia/Yakutsk',
  10: 'Asia/Vladivostok',
  11: 'Asia/Magadan',
  12: 'Asia/Kamchatka',
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  чувашия: 'чувашская',
  удмуртия: 'удмуртская',
  чечня: 'чеченская',
  якутия: 'саха',
  хмао: 'ханты мансийский',
  янао: 'ямало ненецкий',
  спб: 'санкт петербург',
  татария: 'татарстан',
  башкирия: 'башкортостан',
  'кабардино балкария': 'кабардино балкарская',
  'карачаево черкесия': 'карачаево черкесская',
  югра: 'ханты мансийский',
  кузбасс: 'кемеровская',
};

/** Words and by-names without which two spellings of one region are the same. */
const KIND =
  /(?<!\p{L})(?:автономн(?:ый|ая)\s+(?:округ|область)|республика|респ|область|обл|край|аобл|ао|город\s+федерального\s+значения|город|г)(?!\p{L})/gu;

function stemOf(region: string): string {
  const folded = region.toLowerCase().replaceAll('ё', 'е');
  const bare = folded
    .replace(/\(.*?\)|\/.*?\//gu, ' ')
    .replace(/\s[—–-]\s.*$/u, ' ')
    .replace(KIND, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return OTHER_NAMES[bare] ?? bare;
}

const known = new Map(
  Object.entries(REGIONS_BY_ZONE).flatMap(([zone, names]) =>
    names.map((name) => [stemOf(name), { name, zone }] as const),
  ),
);

/** All regions of the table in full spelling, for pickers. */
export const REGIONS: readonly string[] = [...known.values()].map(({ name }) => name);

/**
 * The region in its full spelling where it is one of Russia, in whatever way it was written: `Респ Адыгея`, `Тверская
 * обл.`, `Ханты-Мансийский Автономный округ - Югра`. Anything else stays as it is.
 */
export function fullRegion(region: string): string {
  return known.get(stemOf(region))?.name ?? region;
}

/** The time zone of a place by its region, or by its name where it is a region itself; nothing when the region is unknown. */
export function zoneOf(place: { region: string | null; settlement: string | null }): string | undefined {
  return known.get(stemOf(place.region ?? ''))?.zone ?? known.get(stemOf(place.settlement ?? ''))?.zone;
}

/**
 * A time zone as registers write it: `Asia/Omsk`, `UTC+6`, `МСК+3`. Of the zones that share an offset the region's own
 * is taken. Nothing when it cannot be read.
 */
export function readZone(text: string, region: string | null): string | undefined {
  const tidy = text.trim();
  if (/^[A-Z][A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.test(tidy)) return isZone(tidy) ? tidy : undefined;
  const offset = offsetOf(tidy);
  if (offset === undefined) return undefined;
  const own = zoneOf({ region, settlement: null });
  return own !== undefined && offsetNow(own) === offset ? own : ZONE_BY_OFFSET[offset];
}

function offsetOf(text: string): number | undefined {
  const match = /^(?<from>utc|gmt|мск|msk)?\s*(?<hours>[+-]?\s*\d{1,2})?(?::?00)?(?:\s*ч\.?)?$/iu.exec(text);
  if (match?.groups === undefined || text === '') return undefined;
  const { from = '', hours = '0' } = match.groups;
  const base = /^(?:мск|msk)$/iu.test(from) ? 3 : 0;
  if (from === '' && match.groups.hours === undefined) return undefined;
  return base + Number(hours.replace(/\s/g, ''));
}

/** Hours ahead of UTC; Russian zones have had no summer time since 2014. */
function offsetNow(zone: string): number {
  return Temporal.Instant.from('2026-01-01T00:00Z').toZonedDateTimeISO(zone).offsetNanoseconds / 3_600_000_000_000;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
