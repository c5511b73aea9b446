import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelExport, EXPORT_JOB, letGoOfExport, runExport, startExport } from '#modules/lists/exports/commands.ts';
import type { ListExportInput } from '#modules/lists/exports/contract.ts';
import { exportFile, showExport } from '#modules/lists/exports/queries.ts';
import { EXPORT_FILE_DAYS } from '#modules/lists/exports/rules.ts';
import type { Context } from '#platform/context.ts';
import { readFile } from '#platform/files/stored-files.ts';
import { readRows } from '#platform/import/rows.ts';
import { detectTable, readHead } from '#platform/import/table-format.ts';
import { openJobs } from '#platform/jobs/store.ts';
import { registerClients } from '../commands.ts';
import { type TestMarket, testMarket } from '../test-market.ts';

let market: TestMarket;
let head: Context;
let seller: Context;

beforeAll(async () => {
  market = await testMarket();
  registerClients();
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  const lytkin = await market.person('Лыткин Андрей', 'development_manager');
  seller = await market.as(lytkin);
  await market.client({ name: '=Южа', region: 'Ивановская область', size: 11_000, inn: '6281205097' });
  await market.client({ name: 'Тулун', phones: [{ number: '8 (964) 823-23-07' }] });
  await market.held('Тутаев', lytkin);
});
afterAll(() => market.close());

const wanted: ListExportInput = {
  format: 'xlsx',
  columns: ['name', 'inn', 'size', 'phone', 'state', 'created'],
  sort: 'name',
};

const made = async (input: ListExportInput) => {
  const started = await market.done((write) => startExport(write, 'clients', input), head);
  for (const job of await openJobs(head, EXPORT_JOB)) await runExport(head, job.id);
  return started.id;
};

async function rowsIn(id: string): Promise<Record<string, string>[]> {
  const file = await exportFile(head, id);
  if (!file.ok) throw new Error(file.reason);
  const open = () => readFile(head.db, file.value.id);
  const format = await detectTable(await readHead(open()), []);
  if (!format.ok) throw new Error(format.reason);
  const rows: Record<string, string>[] = [];
  for await (const row of readRows(open(), format.value)) rows.push({ ...row.cells });
  return rows;
}

it('writes the very rows, columns and order of the list, headed in the language of whoever asked', async () => {
  const id = await made(wanted);
  expect(await showExport(head, id)).toMatchObject({ ok: true, value: { state: 'done', rows: 3 } });
  const rows = await rowsIn(id);
  expect(rows.map((row) => row.Клиент)).toEqual(['=Южа', 'Тулун', 'Тутаев']);
  expect(Object.keys(rows[0] ?? {})).toEqual(['Клиент', 'ИНН', 'Размер', 'Телефон', 'Состояние', 'Добавлен']);
  expect(rows[0]).toMatchObject({ ИНН: '6281205097', Размер: '11000', Состояние: 'холодный' });
  expect(rows[1]).toMatchObject({ Телефон: '+79648232307' });
});

it('writes a text table narrowed as the list is, which is read back exactly, formulas included', async () => {
  const rows = await rowsIn(await made({ ...wanted, format: 'csv', filter: 'phone is no', order: 'desc' }));
  expect(rows.map((row) => row.Клиент)).toEqual(['Тутаев', '=Южа']);
});

it('is for whoever may take clients out, and its file for whoever asked alone', async () => {
  expect(await market.write((write) => startExport(write, 'clients', wanted), seller)).toMatchObject({
    code: 'forbidden',
  });
  const id = await made(wanted);
  expect(await exportFile(seller, id)).toMatchObject({ code: 'not_found' });
  expect(
    await market.write((write) => startExport(write, 'clients', { ...wanted, filter: 'stage is won' }), head),
  ).toMatchObject({
    ok: false,
    code: 'invalid_input',
  });
});

it('leaves nothing where it has been cancelled', async () => {
  const started = await market.done((write) => startExport(write, 'clients', wanted), head);
  await market.done((write) => cancelExport(write, started.id), head);
  for (const job of await openJobs(head, EXPORT_JOB)) await runExport(head, job.id);
  expect(await showExport(head, started.id)).toMatchObject({ value: { state: 'cancelled' } });
  expect(await exportFile(head, started.id)).toMatchObject({ reason: 'lists.export_not_ready' });
});

it('keeps its file for a week, and then says that it is gone', async () => {
  const id = await made(wanted);
  const later = (days: number): Context => ({ ...head, now: head.now.add({ hours: 24 * days }) });
  const letGo = (days: number) => market.done(letGoOfExport, later(days));
  expect(await letGo(EXPORT_FILE_DAYS - 1)).toEqual({ gone: false });
  expect((await exportFile(head, id)).ok).toBe(true);
  while ((await letGo(EXPORT_FILE_DAYS)).gone);
  expect(await exportFile(head, id)).toMatchObject({ reason: 'lists.export_gone', values: { days: 7 } });
});
