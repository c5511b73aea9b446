/**
 * Zones of Russia with their offset from UTC in hours and the regions that live by them, lower case, without the words
 * that name the kind of region. Russia has not changed its clocks with the seasons since 2014.
 */
const russianZones: readonly { readonly zone: string; readonly hours: number; readonly regions: string }[] = [
  { zone: 'Europe/Kaliningrad', hours: 2, regions: 'калининградская, калининград' },
  {
    zone: 'Europe/Moscow',
    hours: 3,
    regions:
      'москва, московская, подмосковье, санкт петербург, петербург, спб, ленинградская, адыгея, архангельская, ' +
      'белгородская, брянская, владимирская, вологодская, воронежская, дагестан, донецкая, днр, запорожская, ивановская, ' +
      'ингушетия, ингушская, кабардино балкарская, кабардино балкария, кбр, калмыкия, калужская, карачаево черкесская, ' +
      'карачаево черкесия, кчр, карелия, коми, костромская, краснодарский, кубань, курская, липецкая, луганская, лнр, ' +
      'марий эл, мордовия, мурманская, ненецкий, нао, нижегородская, новгородская, орловская, пензенская, псковская, ' +
      'ростовская, рязанская, северная осетия алания, северная осетия, осетия, алания, смоленская, ставропольский, ' +
      'ставрополье, тамбовская, татарстан, тверская, тульская, херсонская, чеченская, чечня, чувашская, чувашия, ' +
      'чувашская чувашия, ярославская',
  },
  { zone: 'Europe/Simferopol', hours: 3, regions: 'крым, севастополь' },
  { zone: 'Europe/Kirov', hours: 3, regions: 'кировская' },
  { zone: 'Europe/Volgograd', hours: 3, regions: 'волгоградская' },
  { zone: 'Europe/Samara', hours: 4, regions: 'самарская, удмуртская, удмуртия' },
  { zone: 'Europe/Astrakhan', hours: 4, regions: 'астраханская' },
  { zone: 'Europe/Saratov', hours: 4, regions: 'саратовская' },
  { zone: 'Europe/Ulyanovsk', hours: 4, regions: 'ульяновская' },
  {
    zone: 'Asia/Yekaterinburg',
    hours: 5,
    regions:
      'свердловская, башкортостан, башкирия, пермский, прикамье, курганская, зауралье, оренбургская, тюменская, ' +
      'челябинская, ханты мансийский, ханты мансийский югра, хмао, хмао югра, югра, ямало ненецкий, янао, ямал',
  },
  { zone: 'Asia/Omsk', hours: 6, regions: 'омская' },
  { zone: 'Asia/Krasnoyarsk', hours: 7, regions: 'красноярский, тыва, тува, хакасия' },
  { zone: 'Asia/Novosibirsk', hours: 7, regions: 'новосибирская' },
  { zone: 'Asia/Barnaul', hours: 7, regions: 'алтай, горный алтай, алтайский' },
  { zone: 'Asia/Novokuznetsk', hours: 7, regions: 'кемеровская, кемеровская кузбасс, кузбасс' },
  { zone: 'Asia/Tomsk', hours: 7, regions: 'томская' },
  { zone: 'Asia/Irkutsk', hours: 8, regions: 'иркутская, бурятия' },
  { zone: 'Asia/Yakutsk', hours: 9, regions: 'саха якутия, саха, якутия, амурская' },
  { zone: 'Asia/Chita', hours: 9, regions: 'забайкальский, забайкалье' },
  { zone: 'Asia/Vladivostok', hours: 10, regions: 'приморский, приморье, хабаровский, еврейская, еао' },
  { zone: 'Asia/Magadan', hours: 11, regions: 'магаданская' },
  { zone: 'Asia/Sakhalin', hours: 11, regions: 'сахалинская, сахалин' },
  { zone: 'Asia/Kamchatka', hours: 12, regions: 'камчатский, камчатка' },
  { zone: 'Asia/Anadyr', hours: 12, regions: 'чукотский, чукотка' },
];

const zoneByRegion = new Map(
  russianZones.flatMap(({ zone, hours, regions }) => regions.split(', ').map((region) => [region, { zone, hours }])),
);

/** Kinds of region, whole or abbreviated; `г` covers the three federal cities. */
const kindOfRegion =
  /(?<!\p{L})(?:автономн(?:ый|ая)|область|обл|аобл|край|респ(?:ублика)?|народная|округ|ао|город|гор|г)(?!\p{L})/gu;

function zoneOfRegion(region: string): { zone: string; hours: number } | undefined {
  const name = region
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(kindOfRegion, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return zoneByRegion.get(name);
}

/** The zone of a subject of the Russian Federation by any of its usual names; undefined for anything else. */
export function timeZoneOfRegion(region: string): string | undefined {
  return zoneOfRegion(region)?.zone;
}

/** Minutes east of UTC that `UTC+7`, `GMT-03:30`, `+07:00` or `МСК+4` means; undefined for anything else. */
function offsetMinutes(text: string): number | undefined {
  const match = /^(utc|gmt|мск)?\s*([+−-])\s*(\d{1,2})(?::?([0-5]\d))?$/iu.exec(text.trim());
  if (!match) return /^(?:utc|gmt|z)$/i.test(text.trim()) ? 0 : /^мск$/i.test(text.trim()) ? 180 : undefined;
  const [, base = '', sign, hours, minutes = '0'] = match;
  const distance = (Number(hours) * 60 + Number(minutes)) * (sign === '+' ? 1 : -1);
  const offset = distance + (base.toLowerCase() === 'мск' ? 180 : 0);
  return offset >= -12 * 60 && offset <= 14 * 60 ? offset : undefined;
}

/** A zone that keeps the offset all year: a Russian one where there is one, else one that belongs to no country. */
function zoneOfOffset(minutes: number): string {
  const russian = russianZones.find(({ hours }) => hours * 60 === minutes);
  if (russian) return russian.zone;
  if (minutes === 0) return 'UTC';
  const [sign, opposite] = minutes > 0 ? ['+', '-'] : ['-', '+'];
  const distance = Math.abs(minutes);
  // POSIX counts westward, hence the opposite sign.
  if (distance % 60 === 0) return `Etc/GMT${opposite}${distance / 60}`;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${sign}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}

/** The zone named in the IANA database, in its own spelling; undefined when there is no such zone. */
export function knownTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z]+(?:\/[\w+-]+)*$/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * The zone that a register's own words tell: a name of the IANA database first, then the region as long as it agrees with
 * an offset given beside it (regions such as Yakutia have several), then the offset alone. Undefined when none tells.
 */
export function resolveTimeZone(told: { zone?: string | undefined; region?: string | undefined }): string | undefined {
  const named = told.zone === undefined ? undefined : knownTimeZone(told.zone.trim());
  const offset = told.zone === undefined ? undefined : offsetMinutes(told.zone);
  if (named !== undefined && offset === undefined) return named;
  const regional = told.region === undefined ? undefined : zoneOfRegion(told.region);
  if (regional && (offset === undefined || regional.hours * 60 === offset)) return regional.zone;
  return offset === undefined ? undefined : zoneOfOffset(offset);
}
