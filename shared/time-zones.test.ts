import { describe, expect, it } from 'vitest';
import { knownTimeZone, resolveTimeZone, timeZoneOfRegion } from './time-zones.ts';

/** The subjects of the federation as official registers write them, by their offset from UTC. */
const subjects: Readonly<Record<number, string>> = {
  2: 'Калининградская область',
  3:
    'Республика Адыгея, Архангельская область, Белгородская область, Брянская область, Владимирская область, ' +
    'Волгоградская область, Вологодская область, Воронежская область, Республика Дагестан, Донецкая Народная Республика, ' +
    'Запорожская область, Ивановская область, Республика Ингушетия, Кабардино-Балкарская Республика, Республика ' +
    'Калмыкия, Калужская область, Карачаево-Черкесская Республика, Республика Карелия, Кировская область, Республика ' +
    'Коми, Костромская область, Краснодарский край, Республика Крым, Курская область, Ленинградская область, Липецкая ' +
    'область, Луганская Народная Республика, Республика Марий Эл, Республика Мордовия, г. Москва, Московская область, ' +
    'Мурманская область, Ненецкий автономный округ, Нижегородская область, Новгородская область, Орловская область, ' +
    'Пензенская область, Псковская область, Ростовская область, Рязанская область, Санкт-Петербург, г. Севастополь, ' +
    'Республика Северная Осетия — Алания, Смоленская область, Ставропольский край, Тамбовская область, Республика ' +
    'Татарстан (Татарстан), Тверская область, Тульская область, Херсонская область, Чеченская Республика, Чувашская ' +
    'Республика — Чувашия, Ярославская область',
  4: 'Астраханская область, Самарская область, Саратовская область, Удмуртская Республика, Ульяновская область',
  5:
    'Республика Башкортостан, Курганская область, Оренбургская область, Пермский край, Свердловская область, Тюменская ' +
    'область, Ханты-Мансийский автономный округ — Югра, Челябинская область, Ямало-Ненецкий автономный округ',
  6: 'Омская область',
  7:
    'Республика Алтай, Алтайский край, Кемеровская область — Кузбасс, Красноярский край, Новосибирская область, Томская ' +
    'область, Республика Тыва, Республика Хакасия',
  8: 'Республика Бурятия, Иркутская область',
  9: 'Амурская область, Забайкальский край, Республика Саха (Якутия)',
  10: 'Еврейская автономная область, Приморский край, Хабаровский край',
  11: 'Магаданская область, Сахалинская область',
  12: 'Камчатский край, Чукотский автономный округ',
};

const rows = Object.entries(subjects).flatMap(([hours, names]) =>
  names.split(', ').map((region) => ({ region: region.replace(' (Татарстан)', ''), hours: Number(hours) })),
);

const hoursOf = (zone: string, day: string) =>
  Temporal.ZonedDateTime.from(`${day}T12:00[${zone}]`).offsetNanoseconds / 3_600_000_000_000;

describe('time zones of regions', () => {
  it.each(rows)('$region lives by UTC+$hours, summer and winter', ({ region, hours }) => {
    const zone = timeZoneOfRegion(region) ?? 'Etc/Unknown';
    expect([hoursOf(zone, '2026-01-15'), hoursOf(zone, '2026-07-15')]).toEqual([hours, hours]);
  });

  it('knows all 89 subjects', () => {
    expect(rows).toHaveLength(89);
  });

  it.each([
    { region: 'Респ Башкортостан', zone: 'Asia/Yekaterinburg' },
    { region: 'Саха /Якутия/', zone: 'Asia/Yakutsk' },
    { region: 'Ханты-Мансийский Автономный округ - Югра', zone: 'Asia/Yekaterinburg' },
    { region: 'ХМАО-Югра', zone: 'Asia/Yekaterinburg' },
    { region: 'Еврейская Аобл', zone: 'Asia/Vladivostok' },
    { region: 'Чувашская Республика Чувашия', zone: 'Europe/Moscow' },
    { region: 'г Москва', zone: 'Europe/Moscow' },
    { region: 'МОСКВА', zone: 'Europe/Moscow' },
    { region: 'Алтай', zone: 'Asia/Barnaul' },
    { region: 'Республика Северная Осетия', zone: 'Europe/Moscow' },
    { region: 'Бавария', zone: undefined },
    { region: '', zone: undefined },
  ])('«$region» is in $zone', ({ region, zone }) => {
    expect(timeZoneOfRegion(region)).toBe(zone);
  });
});

describe('a time zone out of a register', () => {
  it.each([
    { zone: 'Asia/Irkutsk', region: 'Москва', is: 'Asia/Irkutsk', why: 'a name of the database comes first' },
    { zone: 'asia/irkutsk', region: undefined, is: 'Asia/Irkutsk', why: 'in its own spelling' },
    { zone: 'UTC+9', region: 'Саха /Якутия/', is: 'Asia/Yakutsk', why: 'region and offset agree' },
    { zone: 'UTC+10', region: 'Саха /Якутия/', is: 'Asia/Vladivostok', why: 'the offset corrects the region' },
    { zone: 'UTC+4', region: 'Ульяновская', is: 'Europe/Ulyanovsk', why: 'the region is closer than the offset' },
    { zone: undefined, region: 'Томская область', is: 'Asia/Tomsk', why: 'the region alone' },
    { zone: 'UTC+7', region: undefined, is: 'Asia/Krasnoyarsk', why: 'a Russian offset alone' },
    { zone: 'UTC+07:00', region: 'Бавария', is: 'Asia/Krasnoyarsk', why: 'an unknown region tells nothing' },
    { zone: 'МСК+4', region: undefined, is: 'Asia/Krasnoyarsk', why: 'hours from Moscow' },
    { zone: 'мск', region: undefined, is: 'Europe/Moscow', why: 'Moscow itself' },
    { zone: 'GMT+1', region: undefined, is: 'Etc/GMT-1', why: 'no Russian zone: one of no country' },
    { zone: 'UTC-3', region: undefined, is: 'Etc/GMT+3', why: 'west of Greenwich' },
    { zone: '+05:30', region: undefined, is: '+05:30', why: 'half an hour' },
    { zone: '-0330', region: undefined, is: '-03:30', why: 'half an hour west' },
    { zone: 'UTC', region: undefined, is: 'UTC', why: 'no offset at all' },
    { zone: 'UTC+0', region: undefined, is: 'UTC', why: 'an offset of nothing' },
    { zone: 'UTC+15', region: undefined, is: undefined, why: 'no such offset' },
    { zone: 'завтра', region: undefined, is: undefined, why: 'no zone' },
    { zone: undefined, region: undefined, is: undefined, why: 'nothing told' },
  ])('told $zone and $region is $is: $why', ({ zone, region, is }) => {
    expect(resolveTimeZone({ zone, region })).toBe(is);
  });

  it.each([
    { name: 'Europe/Moscow', known: 'Europe/Moscow' },
    { name: 'Europe/Atlantis', known: undefined },
    { name: '+03:00', known: undefined },
  ])('the database knows $name as $known', ({ name, known }) => {
    expect(knownTimeZone(name)).toBe(known);
  });
});
