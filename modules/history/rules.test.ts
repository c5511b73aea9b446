import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHistoryRow } from './rows/rules.ts';
import {
  gapsOf,
  HISTORY_FIELDS,
  HISTORY_KINDS,
  HISTORY_NAMES,
  type HistoryMapping,
  readAnswer,
  readHandoffKind,
  readMoment,
  readOutcome,
  readReturnCode,
  readTouchKind,
} from './rules.ts';

const ZONE = 'Europe/Moscow';
const now = Temporal.Instant.from('2026-11-23T07:00:00Z');

describe('a moment of the past', () => {
  it.each([
    ['24.11.2025', '2025-11-24', '2025-11-24T09:00:00Z'],
    ['4.1.2024 9:05', '2024-01-04', '2024-01-04T06:05:00Z'],
    ['24.11.2025, 14:05:30', '2025-11-24', '2025-11-24T11:05:30Z'],
    ['2025-11-24', '2025-11-24', '2025-11-24T09:00:00Z'],
    ['2025-11-24 23:30', '2025-11-24', '2025-11-24T20:30:00Z'],
    ['2025-11-24T23:30:00Z', '2025-11-25', '2025-11-24T23:30:00Z'],
    ['2025-11-24T23:30:00+07:00', '2025-11-24', '2025-11-24T16:30:00Z'],
  ])('%s is read where the company is', (text, day, at) => {
    const read = readMoment(text, ZONE);
    expect(read?.day.toString()).toBe(day);
    expect(read?.at.toString()).toBe(at);
  });

  it.each(['', '31.02.2025', '24/11/2025', '24.11', 'вчера', '2025-13-01', '24.11.2025 25:00'])(
    '%s is no moment',
    (text) => {
      expect(readMoment(text, ZONE)).toBeUndefined();
    },
  );

  it('has the same day as it was written with, whatever the zone', () => {
    const zones = fc.constantFrom('Asia/Kamchatka', 'Europe/Kaliningrad', 'America/Anchorage', 'Pacific/Auckland');
    const days = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(days, zones, (offset, zone) => {
        const day = Temporal.PlainDate.from('1990-01-01').add({ days: offset });
        const two = (part: number) => String(part).padStart(2, '0');
        const text = `${two(day.day)}.${two(day.month)}.${day.year}`;
        const read = readMoment(text, zone);
        expect(read?.day.equals(day)).toBe(true);
        expect(read?.at.toZonedDateTimeISO(zone).toPlainDate().equals(day)).toBe(true);
      }),
    );
  });
});

describe('the words of other programs', () => {
  it.each([
    ['Успешно реализовано', 'signed'],
    ['Closed Won', 'signed'],
    ['Закрыто и не реализовано', 'lost'],
    ['Сделка проиграна', undefined],
    ['Проиграна', 'lost'],
    ['Отложена', 'postponed'],
    ['В работе', 'open'],
    ['что-то', undefined],
  ])('outcome «%s» is %s', (text, outcome) => expect(readOutcome(text)).toBe(outcome));

  it.each([
    ['Исходящий звонок', 'call'],
    ['Встреча', 'meeting'],
    ['E-mail', 'letter'],
    ['Zoom', 'video_meeting'],
    ['Выставка', 'event'],
    ['Нечто', 'note'],
  ])('touch «%s» is %s', (text, kind) => expect(readTouchKind(text)).toBe(kind));

  it.each([
    ['принято', 'accepted'],
    ['Возвращено', 'returned'],
    ['отозвана', 'withdrawn'],
    ['пока нет', undefined],
    ['отозвано', 'withdrawn'],
  ])('answer «%s» is %s', (text, answer) => expect(readAnswer(text)).toBe(answer));

  it.each([
    ['H1', 'H1'],
    ['Н2', 'H2'],
    ['квалификация', 'H1'],
    ['в проект', 'H2'],
    ['другое', undefined],
  ])('hand-off «%s» is %s', (text, kind) => expect(readHandoffKind(text)).toBe(kind));

  it('a return whose reason is none of the codes is told in its own words', () => {
    expect(readReturnCode('Не целевой клиент')).toBe('not_target');
    expect(readReturnCode('передумали')).toBe('other');
  });
});

describe('a mapping', () => {
  it('lacks the client, and each field without which the file says nothing', () => {
    for (const kind of HISTORY_KINDS) {
      expect(gapsOf(kind, {}).map(({ reason }) => reason)).toContain('history.no_client_column');
      const whole = Object.fromEntries(HISTORY_FIELDS[kind].map((field) => [HISTORY_NAMES[field][0] ?? field, field]));
      const each: HistoryMapping = Object.fromEntries(HISTORY_FIELDS[kind].map((field, index) => [`${index}`, field]));
      expect(Object.keys(whole).length).toBeGreaterThan(0);
      expect(gapsOf(kind, each)).toEqual([]);
      expect(gapsOf(kind, { ...each, again: 'client_name' })).toEqual([
        { reason: 'history.mapped_twice', values: { field: 'client_name' } },
      ]);
    }
  });
});

describe('a row', () => {
  const mapping = { Клиент: 'client_name', Дата: 'at', Кто: 'employee', Минут: 'duration', Тип: 'touch_kind' } as const;
  const read = (cells: Record<string, string>) =>
    readHistoryRow('touches', cells, mapping, { zone: ZONE, now, problems: [] });

  it('says what it says', () => {
    const row = read({
      Клиент: 'г. Вязники',
      Дата: '24.11.2024',
      Кто: 'Верес О. П.',
      Минут: '00:12:30',
      Тип: 'Звонок',
    });
    expect(row.said).toMatchObject({
      employee: 'Верес О. П.',
      touchKind: 'call',
      durationMinutes: 12,
      summary: 'Звонок',
    });
    expect(row.client).toMatchObject({ name: 'г. Вязники', inn: null });
  });

  it.each([
    [{ Клиент: 'А', Дата: '24.11.2024' }, 'history.cell_missing'],
    [{ Дата: '24.11.2024', Кто: 'Верес' }, 'history.no_client'],
    [{ Клиент: 'А', Дата: 'потом', Кто: 'Верес' }, 'history.wrong_date'],
    [{ Клиент: 'А', Дата: '24.11.2027', Кто: 'Верес' }, 'history.in_future'],
    [{ Клиент: 'А', Дата: '24.11.2024', Кто: 'Верес', Минут: 'долго' }, 'history.wrong_duration'],
  ])('%j is refused: %s', (cells, reason) => {
    const row = read(cells as unknown as Record<string, string>);
    expect(row.said).toBeNull();
    expect(row.remarks.map((remark) => remark.reason)).toContain(reason);
  });

  it('of a deal needs its dates in order and a day for its end', () => {
    const columns = {
      Клиент: 'client_name',
      Сделка: 'title',
      Кто: 'owner',
      Начало: 'opened_on',
      КП: 'offer_on',
      Итог: 'outcome',
      Конец: 'closed_on',
    } as const;
    const deal = (cells: Record<string, string>) =>
      readHistoryRow('deals', { Клиент: 'А', Сделка: 'Свет', Кто: 'Верес', ...cells }, columns, {
        zone: ZONE,
        now,
        problems: [],
      });
    expect(deal({ Начало: '01.02.2024', КП: '01.03.2024', Итог: 'выиграна', Конец: '01.04.2024' }).said).toMatchObject({
      outcome: 'signed',
      stages: [{ stage: 'offer' }],
    });
    expect(deal({ Начало: '01.02.2024', Итог: 'проиграна' }).remarks[0]?.reason).toBe('history.closed_without_day');
    expect(deal({ Начало: '01.02.2024', Конец: '01.03.2024' }).remarks[0]?.reason).toBe('history.open_with_day');
    expect(deal({ Начало: '01.02.2024', КП: '01.01.2024' }).remarks[0]?.reason).toBe('history.dates_disorder');
    expect(deal({ Начало: '01.02.2024', Итог: 'хорошо' }).remarks[0]?.reason).toBe('history.unknown_outcome');
  });
});
