/** Zones of Russia from west to east, then those of the neighbours whom a Russian company works with. */
const NEAR = [
  ...[
    'Europe/Kaliningrad',
    'Europe/Moscow',
    'Europe/Simferopol',
    'Europe/Volgograd',
    'Europe/Samara',
    'Europe/Saratov',
  ],
  ...['Europe/Astrakhan', 'Europe/Ulyanovsk', 'Asia/Yekaterinburg', 'Asia/Omsk', 'Asia/Novosibirsk', 'Asia/Barnaul'],
  ...['Asia/Tomsk', 'Asia/Novokuznetsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk', 'Asia/Chita', 'Asia/Yakutsk'],
  ...['Asia/Vladivostok', 'Asia/Magadan', 'Asia/Sakhalin', 'Asia/Kamchatka', 'Asia/Anadyr'],
  ...['Europe/Minsk', 'Asia/Almaty', 'Asia/Tashkent', 'Asia/Bishkek', 'Asia/Yerevan', 'Asia/Tbilisi', 'Asia/Baku'],
];

interface ZoneName {
  zone: string;
  name: string;
  note?: string;
}

/**
 * Time zones to choose from: the near ones by the name of their city in the reader's language with the offset, the rest of
 * the world by their names in the IANA database (naming four hundred zones in words takes a browser half a second).
 */
export function zoneNames(language: string, present: string): ZoneName[] {
  const near = NEAR.includes(present) ? NEAR : [...NEAR, present];
  const rest = Intl.supportedValuesOf('timeZone').filter((zone) => !near.includes(zone));
  return [...near.map((zone) => inWords(language, zone)), ...rest.map((zone) => ({ zone, name: zone }))];
}

/** `Europe/Moscow` as «Москва» and `UTC+3`. */
function inWords(language: string, zone: string): ZoneName {
  const part = (timeZoneName: 'shortGeneric' | 'shortOffset') =>
    new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName })
      .formatToParts()
      .find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  const name = part('shortGeneric').replace(/ Time$/, '');
  return { zone, name, note: part('shortOffset').replace('GMT', 'UTC').replace('-', '−') };
}
