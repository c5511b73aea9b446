import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerActivities } from '#modules/activities/commands.ts';
import { timelineOf } from '#modules/activities/queries.ts';
import { registerClients } from '#modules/clients/commands.ts';
import { IMPORT_FILE_DAYS } from '#modules/clients/file-keeping/rules.ts';
import { clientById } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { registerDeals } from '#modules/deals/commands.ts';
import { registerHandoffs } from '#modules/handoffs/commands.ts';
import { handoffCard } from '#modules/handoffs/queries.ts';
import { handoffFlow } from '#modules/handoffs/statistics/queries.ts';
import { registerNeeds } from '#modules/needs/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { registerPeople } from '#modules/people/commands.ts';
import { employeesNamed } from '#modules/people/history/queries.ts';
import { registerQualification } from '#modules/qualification/commands.ts';
import { registerStructure } from '#modules/structure/commands.ts';
import { registerWorkload } from '#modules/workload/commands.ts';
import { inTransaction } from '#platform/context.ts';
import {
  bringHistory,
  changeHistory,
  draftHistory,
  letGoOfPastFile,
  startHistory,
  takeBackHistory,
} from './commands.ts';
import { listHistoryRemarks, readHistory, refusedHistoryFile } from './queries.ts';
import type { HistoryKind } from './rules.ts';
import { runHistory } from './runs/commands.ts';
import { findHistory } from './store.ts';

let market: TestMarket;
let manager: string;

beforeAll(async () => {
  for (const register of [
    registerPeople,
    registerStructure,
    registerClients,
    registerActivities,
    registerWorkload,
    registerHandoffs,
    registerNeeds,
    registerQualification,
    registerDeals,
  ]) {
    register();
  }
  market = await testMarket();
  await market.person('Верес Ольга Павловна', 'telemarketer');
  manager = await market.person('Ладогин Пётр Сергеевич', 'development_manager');
  await market.person('Седова Марина Ильинична', 'head', { administrator: true });
});
afterAll(() => market.close());

const fileOf = (name: string, rows: readonly (readonly string[])[]) => ({
  name,
  mediaType: 'text/csv',
  async *open() {
    yield new TextEncoder().encode(rows.map((row) => row.join(';')).join('\n'));
  },
});

async function bring(kind: HistoryKind, rows: readonly (readonly string[])[], terms: { dryRun?: boolean } = {}) {
  const brought = await bringHistory(market.context, kind, fileOf(`${kind}.csv`, rows), {
    source: 'Прежняя CRM',
    dryRun: terms.dryRun ?? false,
  });
  if (!brought.ok) throw new Error(`refused: ${brought.reason}`);
  return brought.value;
}

async function reasonsOf(id: string): Promise<string[]> {
  const remarks = await listHistoryRemarks(market.context, id, {});
  return remarks.ok ? remarks.value.items.map(({ row, reason }) => `${row} ${reason}`) : [];
}

async function takeBack(id: string) {
  await market.done((write) => takeBackHistory(write, id));
  const found = await findHistory(market.context, id);
  await runHistory(market.context, found?.takingBackJob ?? '');
  const view = await readHistory(market.context, id);
  if (!view.ok) throw new Error(view.reason);
  return view.value;
}

const stateOf = async (id: string) => (await clientById(market.context, id))?.state;

describe('touches of another program', () => {
  const heading = ['ID', 'ИНН', 'Клиент', 'Дата', 'Сотрудник', 'Тип', 'Описание', 'Минут'];

  it('become the client’s own, once; unknown names become former employees; what is wrong is told and the rest goes on', async () => {
    const client = await market.client({ name: 'Администрация города Вязники', inn: '7707083893' });
    await market.client('Сергач');
    await market.client('Сергач');
    const rows = [
      heading,
      ['1', '7707083893', '', '24.11.2024 10:00', 'Верес О. П.', 'Звонок', 'Обсудили бюджет', '12'],
      ['2', '', 'Администрация г. Вязники', '25.11.2024', 'Уволенный Иван Петрович', 'Встреча', 'Показали расчёт', ''],
      ['3', '7707083893', '', '24.11.2030', 'Верес О. П.', 'Звонок', 'Ещё не было', ''],
      ['4', '7707083893', '', 'скоро', 'Верес О. П.', 'Звонок', 'Когда', ''],
      ['5', '7702070139', '', '24.11.2024', 'Верес О. П.', 'Звонок', 'Кто это', ''],
      ['6', '', 'Сергач', '24.11.2024', 'Верес О. П.', 'Звонок', 'Который', ''],
    ];
    const first = await bring('touches', rows);
    expect(first.report).toEqual({ read: 6, taken: 2, skipped: 0, refused: 4 });
    expect(await reasonsOf(first.id)).toEqual([
      '4 history.in_future',
      '5 history.wrong_date',
      '6 history.client_unknown',
      '7 history.client_ambiguous',
    ]);
    expect(await listHistoryRemarks(market.context, first.id, {})).toMatchObject({
      value: { items: [{}, {}, { row: 6, values: { value: '7702070139' } }, { row: 7, values: { value: 'Сергач' } }] },
    });
    const timeline = await timelineOf(market.context, client.id, {});
    expect(timeline.ok && timeline.value.items.map(({ title, who }) => [title, who])).toEqual([
      ['Показали расчёт', 'Уволенный Иван Петрович'],
      ['Обсудили бюджет', 'Верес Ольга Павловна'],
    ]);
    expect((await clientById(market.context, client.id))?.last_touch_at).toMatch(/^2024-11-25/);
    const former = (await employeesNamed(market.context, ['Уволенный И. П.'])).get('Уволенный И. П.');
    expect(former).toMatchObject([{ status: 'departed' }]);

    const again = await bring('touches', rows);
    expect(again.report).toMatchObject({ taken: 0, skipped: 2, refused: 4 });
    const changed = await bring('touches', [
      heading,
      ['1', '7707083893', '', '24.11.2024', 'Верес О. П.', 'Звонок', 'Иначе', ''],
    ]);
    expect(await reasonsOf(changed.id)).toEqual(['2 history.already_brought']);

    const file = await refusedHistoryFile(market.context, first.id);
    const csv = file.ok ? (await Array.fromAsync(file.value.content)).join('') : '';
    expect(csv).toContain('скоро');
    expect(csv).toContain('Не похоже на дату');

    const back = await takeBack(first.id);
    expect(back).toMatchObject({ state: 'taken_back', removed: 2, kept: 1 });
    expect((await clientById(market.context, client.id))?.last_touch_at).toBeNull();
  });

  it('that were only tried leave no trace', async () => {
    await market.client({ name: 'Ковров', inn: '7736050003' });
    const rows = [heading, ['t1', '7736050003', '', '24.11.2024', 'Никто Никита', 'Звонок', 'Проба', '']];
    const tried = await bring('touches', rows, { dryRun: true });
    expect(tried).toMatchObject({ dry_run: true, report: { taken: 1, refused: 0 } });
    expect((await employeesNamed(market.context, ['Никто Никита'])).get('Никто Никита')).toEqual([]);
    expect((await bring('touches', rows)).report).toMatchObject({ taken: 1, skipped: 0 });
  });

  it('go on after the process has ended in the middle', async () => {
    await market.client({ name: 'Гороховец', inn: '7830002293' });
    const rows = [
      heading,
      ...Array.from({ length: 1200 }, (_, n) => [
        `g${n}`,
        '7830002293',
        '',
        '24.11.2024',
        'Верес О. П.',
        'Звонок',
        `№ ${n}`,
        '',
      ]),
    ];
    const draft = await draftHistory(market.context, 'touches', fileOf('many.csv', rows), 'Прежняя CRM');
    if (!draft.ok) throw new Error(draft.reason);
    await market.done((write) => startHistory(write, draft.value.id, false));
    const jobId = (await findHistory(market.context, draft.value.id))?.jobId ?? '';
    let batches = 0;
    const now = () => {
      if (++batches > 6) throw new Error('the power is off');
      return market.context.now;
    };
    await expect(runHistory(market.context, jobId, { now })).rejects.toThrow('the power is off');
    const told: { rows: number; share: number }[] = [];
    await runHistory(market.context, jobId, { onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ rows: 1200, share: 1 });
    const done = await readHistory(market.context, draft.value.id);
    expect(done).toMatchObject({
      value: { state: 'done', report: { read: 1200, taken: 1200, skipped: 0, refused: 0 } },
    });
  });
});

describe('deals of another program', () => {
  const heading = [
    'Код',
    'Клиент',
    'Сделка',
    'Ответственный',
    'Создана',
    'Дата КП',
    'Этап сделки',
    'Дата закрытия',
    'Сумма',
    'Причина',
    'Кому проиграли',
    'Номер договора',
  ];

  it('leave their clients where they ended, with a check and its owner; an open one is taken into work', async () => {
    const won = await market.client('Город Выигран');
    const lost = await market.client('Город Проигран');
    const open = await market.client('Город Открыт');
    const waits = await market.client('Город Отложен');
    const gone = await market.client('Город Ушедшего');
    const rows = [
      heading,
      [
        'd1',
        'Город Выигран',
        'Свет на 14 улицах',
        'Ладогин П. С.',
        '01.02.2023',
        '01.03.2023',
        'Успешно реализовано',
        '01.06.2023',
        '12 500 000',
        '',
        '',
        '17-С',
      ],
      [
        'd2',
        'Город Проигран',
        'Фасады',
        'Ладогин П. С.',
        '01.02.2024',
        '',
        'Закрыто и не реализовано',
        '01.06.2024',
        '3 млн',
        'Дорого',
        'Светосервис',
        '',
      ],
      [
        'd3',
        'Город Открыт',
        'Парк',
        'Ладогин П. С.',
        '01.10.2026',
        '01.11.2026',
        'В работе',
        '',
        '5 000 000',
        '',
        '',
        '',
      ],
      [
        'd4',
        'Город Отложен',
        'Мост',
        'Ладогин П. С.',
        '01.10.2025',
        '',
        'Отложена',
        '01.12.2025',
        '7 000 000',
        'Бюджет',
        '',
        '',
      ],
      ['d5', 'Город Ушедшего', 'Вокзал', 'Бывший Сергей', '01.10.2025', '', 'В работе', '', '', '', '', ''],
      ['d6', 'Город Ушедшего', 'Площадь', 'Бывший Сергей', '01.10.2024', '', 'Проиграна', '01.11.2024', '', '', '', ''],
    ];
    const brought = await bring('deals', rows);
    expect(brought.report).toEqual({ read: 6, taken: 5, skipped: 0, refused: 1 });
    expect(await reasonsOf(brought.id)).toEqual(['6 history.owner_left', '7 history.state_left']);
    expect(await Promise.all([won, lost, open, waits, gone].map(({ id }) => stateOf(id)))).toEqual([
      'delivered',
      'lost',
      'in_development',
      'waiting',
      'cold',
    ]);
    expect(await clientById(market.context, lost.id)).toMatchObject({
      lost_to: 'Светосервис',
      check_owner_id: manager,
    });
    expect(await clientById(market.context, open.id)).toMatchObject({ holder_id: manager });
    expect(await needsOf(market.context, won.id)).toMatchObject([{ status: 'satisfied', satisfied_by: 'us' }]);
    expect(await needsOf(market.context, waits.id)).toMatchObject([{ verdict: 'dormant', check_owner_id: manager }]);

    const back = await takeBack(brought.id);
    expect(back).toMatchObject({ state: 'taken_back' });
    expect(await Promise.all([won, lost, open, waits].map(({ id }) => stateOf(id)))).toEqual([
      'cold',
      'cold',
      'in_development',
      'waiting',
    ]);
    expect(await needsOf(market.context, won.id)).toEqual([]);
    expect((await bring('deals', rows)).report).toMatchObject({ taken: 3, skipped: 2, refused: 1 });
  });
});

describe('hand-offs of another program', () => {
  it('count in the relay: a return and the next offer are two rounds of one', async () => {
    await market.client('Город Передач');
    const rows = [
      [
        'Клиент',
        'Передача',
        'Кто передал',
        'Кому передал',
        'Дата передачи',
        'Дата ответа',
        'Ответ',
        'Причина возврата',
      ],
      [
        'Город Передач',
        'H1',
        'Верес О. П.',
        'Ладогин П. С.',
        '02.02.2026',
        '03.02.2026',
        'возвращено',
        'неполный бриф',
      ],
      ['Город Передач', 'H1', 'Верес О. П.', 'Ладогин П. С.', '05.02.2026', '05.02.2026', 'принято', ''],
    ];
    const brought = await bring('handoffs', rows);
    expect(brought.report).toMatchObject({ taken: 2, refused: 0 });
    const flow = await handoffFlow(market.context, { months: 12 });
    const [h1] = flow.ok ? flow.value.kinds : [];
    expect(h1).toMatchObject({
      kind: 'H1',
      figures: {
        offered: 1,
        answered: 1,
        accepted_first: { n: 0, of: 1 },
        by_code: [{ code: 'incomplete', count: 1 }],
      },
    });
    const row = await market.context.db.selectFrom('v_handoffs').select('id').executeTakeFirstOrThrow();
    expect(await handoffCard(market.context, row.id ?? '')).toMatchObject({
      value: { state: 'accepted', round: 2, seal: { intact: true } },
    });
    expect(await takeBack(brought.id)).toMatchObject({ removed: 2, kept: 0 });
    expect(await market.context.db.selectFrom('v_handoffs').select('id').execute()).toEqual([]);
  });
});

describe('whoever may not bring a base', () => {
  it('brings no history, and finds none', async () => {
    const caller = await market.as(await market.person('Чужой Павел', 'telemarketer'));
    const rows = [
      ['Клиент', 'Дата', 'Сотрудник'],
      ['А', '24.11.2024', 'Верес'],
    ];
    expect(await draftHistory(caller, 'touches', fileOf('a.csv', rows))).toMatchObject({ code: 'forbidden' });
    const draft = await draftHistory(market.context, 'touches', fileOf('a.csv', rows));
    const id = draft.ok ? draft.value.id : '';
    expect(await readHistory(caller, id)).toMatchObject({ code: 'not_found' });
    expect(await inTransaction(caller, (write) => startHistory(write, id, false))).toMatchObject({ code: 'not_found' });
    const wrong = await inTransaction(market.context, (write) =>
      changeHistory(write, id, { mapping: { Клиент: 'giver' } }),
    );
    expect(wrong).toMatchObject({ fields: [{ reason: 'history.no_such_field' }] });
  });
});

it('keeps the file of the past for 90 days; its report stays', async () => {
  const brought = await bring('touches', [
    ['ID', 'ИНН', 'Клиент', 'Дата', 'Сотрудник', 'Тип', 'Описание', 'Минут'],
    ['9', '7707083894', '', '24.11.2024', 'Верес О. П.', 'Звонок', 'Знакомство', ''],
  ]);
  const later = (days: number) => ({ ...market.context, now: market.context.now.add({ hours: 24 * days }) });
  for (let gone = true; gone; ) gone = (await market.done(letGoOfPastFile, later(IMPORT_FILE_DAYS - 1))).gone;
  expect(await readHistory(market.context, brought.id)).toMatchObject({ value: { file_kept: true } });
  for (let gone = true; gone; ) gone = (await market.done(letGoOfPastFile, later(IMPORT_FILE_DAYS))).gone;
  expect(await readHistory(market.context, brought.id)).toMatchObject({
    value: { file_kept: false, report: { read: 1, refused: 1 } },
  });
  expect(await reasonsOf(brought.id)).not.toEqual([]);
  expect(await market.write((write) => startHistory(write, brought.id, false))).toMatchObject({ ok: false });
});
