import type { TextKey, Translator } from '#shared/text.ts';

/**
 * Zones of Russia from west to east, then those of the neighbours whom a Russian company works with. Their names are
 * ours: browsers differ in what they call a zone, and some are built without its name.
 */
const NEAR: Readonly<Record<string, TextKey>> = {
  'Europe/Kaliningrad': 'people.zone.kaliningrad',
  'Europe/Moscow': 'people.zone.moscow',
  'Europe/Simferopol': 'people.zone.simferopol',
  'Europe/Volgograd': 'people.zone.volgograd',
  'Europe/Kirov': 'people.zone.kirov',
  'Europe/Samara': 'people.zone.samara',
  'Europe/Saratov': 'people.zone.saratov',
  'Europe/Astrakhan': 'people.zone.astrakhan',
  'Europe/Ulyanovsk': 'people.zone.ulyanovsk',
  'Asia/Yekaterinburg': 'people.zone.yekaterinburg',
  'Asia/Omsk': 'people.zone.omsk',
  'Asia/Novosibirsk': 'people.zone.novosibirsk',
  'Asia/Barnaul': 'people.zone.barnaul',
  'Asia/Tomsk': 'people.zone.tomsk',
  'Asia/Novokuznetsk': 'people.zone.novokuznetsk',
  'Asia/Krasnoyarsk': 'people.zone.krasnoyarsk',
  'Asia/Irkutsk': 'people.zone.irkutsk',
  'Asia/Chita': 'people.zone.chita',
  'Asia/Yakutsk': 'people.zone.yakutsk',
  'Asia/Vladivostok': 'people.zone.vladivostok',
  'Asia/Magadan': 'people.zone.magadan',
  'Asia/Sakhalin': 'people.zone.sakhalin',
  'Asia/Kamchatka': 'people.zone.kamchatka',
  'Asia/Anadyr': 'people.zone.anadyr',
  'Europe/Minsk': 'people.zone.minsk',
  'Asia/Almaty': 'people.zone.almaty',
  'Asia/Tashkent': 'people.zone.tashkent',
  'Asia/Bishkek': 'people.zone.bishkek',
  'Asia/Yerevan': 'people.zone.yerevan',
  'Asia/Tbilisi': 'people.zone.tbilisi',
  'Asia/Baku': 'people.zone.baku',
};

/** A zone by its city and its offset today: «Москва, UTC+3»; one far away by its name in the IANA database. */
export function zoneInWords(t: Translator, zone: string): string {
  const key = NEAR[zone];
  return key === undefined ? zone : `${t(key)}, ${offsetOf(zone)}`;
}

function offsetOf(zone: string): string {
  const offset = Temporal.Now.zonedDateTimeISO(zone).offset;
  const [, sign = '+', hours = '0', minutes = '00'] = /^([+-])0?(\d+):(\d\d)/.exec(offset) ?? [];
  return `UTC${sign === '-' ? '\u2212' : '+'}${hours}${minutes === '00' ? '' : `:${minutes}`}`;
}

/** Every zone there is, the near ones first; the present one among them, if there is one. */
export function zonesToChoose(present: string): string[] {
  const near = [...new Set([...Object.keys(NEAR), ...(present === '' ? [] : [present])])];
  return [...near, ...Intl.supportedValuesOf('timeZone').filter((zone) => !near.includes(zone))];
}
