import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import { finishJob } from '#platform/jobs/store.ts';
import { ok, type Result } from '#shared/result.ts';
import { registerClients } from '../commands.ts';
import { runClientImport } from '../import-runs/commands.ts';
import { changeImport, draftImport, startImport } from '../imports/commands.ts';
import { listRemarks, previewOf, readImport, refusedRowsFile } from '../imports/queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { letGoOfFile } from './commands.ts';
import { IMPORT_FILE_DAYS } from './rules.ts';

let market: TestMarket;
let head: Context;

beforeAll(async () => {
  market = await testMarket();
  registerClients();
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
});
afterAll(() => market.close());

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const later = (days: number): Context => ({ ...market.context, now: market.context.now.add({ hours: 24 * days }) });
async function letGo(days: number): Promise<number> {
  for (let count = 0; ; count++) if (!(await market.done(letGoOfFile, later(days))).gone) return count;
}
const files = async () => (await market.context.db.selectFrom('files').select('id').execute()).length;
const file = {
  name: 'base.csv',
  mediaType: 'text/csv',
  async *open() {
    yield new TextEncoder().encode('ИНН;Название\n6281205097;Тулун\n123;Зима\n');
  },
};

it('keeps the file of an import for 90 days; the report and the refused rows stay, and it cannot begin anew', async () => {
  const { import: done } = value(await runClientImport(market.context, file));
  const draft = value(await draftImport(market.context, file));
  expect(await letGo(IMPORT_FILE_DAYS - 1)).toBe(0);
  expect(await letGo(IMPORT_FILE_DAYS)).toBe(2);
  expect(await files()).toBe(0);

  expect(value(await readImport(head, done.id))).toMatchObject({ file_kept: false, report: { taken: 1, refused: 1 } });
  expect(value(await listRemarks(head, done.id, { refused: true })).items).toHaveLength(1);
  const refused = value(await refusedRowsFile(head, done.id));
  expect(await text(Readable.from(refused.content))).toContain('Зима');

  expect(value(await previewOf(head, draft.id))).toMatchObject({
    rows: [],
    import: { state: 'draft', missing: [{ reason: 'clients.import_file_gone' }] },
  });
  const gone = { reason: 'clients.import_file_gone' };
  expect(await market.write((write) => startImport(write, draft.id, false), head)).toMatchObject(gone);
  expect(await market.write((write) => changeImport(write, draft.id, { source: 'Реестр' }), head)).toMatchObject(gone);
});

it('leaves a file alone that something is still being done with', async () => {
  const draft = value(await draftImport(market.context, file));
  await market.done((write) => startImport(write, draft.id, false), head);
  expect(await letGo(IMPORT_FILE_DAYS * 2)).toBe(0);
});

it('lets go of what a dry run that was given up has left, not of one that goes on', async () => {
  const draft = value(await draftImport(market.context, file));
  await market.done((write) => startImport(write, draft.id, true), head);
  const { db } = market.context;
  const { job_id: jobId } = await db
    .selectFrom('client_imports')
    .select('job_id')
    .where('id', '=', draft.id)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('client_import_trials')
    .values({ import_id: draft.id, client_id: draft.id, known: '{}' })
    .execute();
  const left = async () => (await db.selectFrom('client_import_trials').select('client_id').execute()).length;
  await letGo(0);
  expect(await left()).toBe(1);
  await market.done((write) =>
    finishJob(write, jobId ?? '', { state: 'failed', failure: 'clients.import_failed' }).then(() => ok()),
  );
  await letGo(0);
  expect(await left()).toBe(0);
});
