import { mayImportClients, ownSystems } from '#modules/clients/access.ts';
import { contentOf } from '#modules/clients/imports/queries.ts';
import { companyOf } from '#modules/people/queries.ts';
import { may } from '#modules/structure/access.ts';
import type { Context } from '#platform/context.ts';
import { type RefusedRow, refusedRowsCsv } from '#platform/import/report.ts';
import { readRows } from '#platform/import/rows.ts';
import { en as engineEn } from '#platform/import/texts.en.ts';
import { ru as engineRu } from '#platform/import/texts.ru.ts';
import { jobById, type LongJob } from '#platform/jobs/store.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { createTranslator } from '#shared/text.ts';
import type { HistoryImport, HistoryPreview } from './contract.ts';
import { readHistoryRow } from './rows/rules.ts';
import { gapsOf } from './rules.ts';
import { findHistory, recentHistory, remarksOf, type StoredHistory } from './store.ts';
import { en } from './texts.en.ts';
import { ru } from './texts.ru.ts';

const PREVIEW_ROWS = 100;
const SAMPLES = 3;

/** The file for whoever may bring the past into its sales system; out of reach is not found. */
async function forReading(context: Context, id: string): Promise<Result<StoredHistory>> {
  const found = await findHistory(context, id);
  return found === null || !mayImportClients(context.actor, found.salesSystemId) ? notFound() : ok(found);
}

export async function readHistory(context: Context, id: string): Promise<Result<HistoryImport>> {
  const found = await forReading(context, id);
  return found.ok ? ok(await historyView(context, found.value)) : found;
}

/** Files of the past in the sales systems into which the actor may bring data, newest first. */
export async function listHistory(
  context: Context,
  uploadLimitBytes: number,
): Promise<Result<{ items: HistoryImport[]; upload_limit_bytes: number }>> {
  const upload_limit_bytes = uploadLimitBytes;
  const scope = may(context.actor, 'clients.import');
  if (scope === null) return ok({ items: [], upload_limit_bytes });
  const found = await recentHistory(context, scope === 'company' ? 'all' : ownSystems(context.actor));
  return ok({ items: await Promise.all(found.map((one) => historyView(context, one))), upload_limit_bytes });
}

export async function historyView(context: Pick<Context, 'db'>, found: StoredHistory): Promise<HistoryImport> {
  const current = found.takingBackJob ?? found.jobId;
  const job = current === null ? null : await jobById(context, current);
  return {
    id: found.id,
    kind: found.kind,
    file_name: found.fileName,
    file_kept: found.fileId !== null,
    source: found.source,
    state: stateOf(found, job),
    dry_run: found.dryRun,
    headings: [...found.format.headings],
    mapping: { ...found.mapping },
    progress: { done: job?.doneUnits ?? 0, total: job?.totalUnits ?? 0 },
    report: found.report,
    removed: found.removed,
    kept: found.kept,
    missing: missingOf(found),
    failure: job?.failure ?? null,
    created_at: found.createdAt,
    started_at: found.startedAt,
    finished_at: found.finishedAt,
  };
}

/** What keeps a file from being taken: it is kept no more, or its columns miss something. */
export function missingOf({
  fileId,
  kind,
  mapping,
}: Pick<StoredHistory, 'fileId' | 'kind' | 'mapping'>): ReturnType<typeof gapsOf> {
  return [...(fileId === null ? [{ reason: 'clients.import_file_gone', values: {} }] : []), ...gapsOf(kind, mapping)];
}

function stateOf(found: StoredHistory, job: LongJob | null): HistoryImport['state'] {
  if (job === null) return 'draft';
  if (found.takingBackJob === null) return job.state;
  return job.state === 'waiting' || job.state === 'running' ? 'taking_back' : 'taken_back';
}

/** The columns and what is wrong in the first rows, as the mapping stands. */
export async function previewHistory(context: Context, id: string): Promise<Result<HistoryPreview>> {
  const found = await forReading(context, id);
  return found.ok ? ok(await historyPreview(context, found.value)) : found;
}

export async function historyPreview(
  context: Pick<Context, 'db' | 'now'>,
  found: StoredHistory,
): Promise<HistoryPreview> {
  const { timeZone } = await companyOf(context);
  const samples = new Map<string, string[]>(found.format.headings.map((heading) => [heading, []]));
  const remarks: HistoryPreview['remarks'] = [];
  let read = 0;
  for await (const row of readRows(contentOf(context, found), found.format)) {
    for (const [heading, kept] of samples) {
      const cell = (row.cells[heading] ?? '').trim();
      if (cell !== '' && kept.length < SAMPLES && !kept.includes(cell)) kept.push(cell.slice(0, 120));
    }
    const said = readHistoryRow(found.kind, row.cells, found.mapping, {
      zone: timeZone,
      now: context.now,
      problems: row.problems,
    });
    remarks.push(...said.remarks.map((remark) => ({ row: row.number, ...remark })));
    if (++read === PREVIEW_ROWS) break;
  }
  return {
    import: await historyView(context, found),
    columns: found.format.headings.map((heading) => ({
      heading,
      field: found.mapping[heading] ?? null,
      samples: samples.get(heading) ?? [],
    })),
    remarks,
  };
}

/** Rows that were refused, or kept when the file was taken back, in the order of the file. */
export async function listHistoryRemarks(
  context: Context,
  id: string,
  query: { after_row?: number | undefined; limit?: number | undefined },
): Promise<Result<{ items: HistoryPreview['remarks']; next_after_row: number | null }>> {
  const found = await forReading(context, id);
  if (!found.ok) return found;
  const { after_row: afterRow = 0, limit = 100 } = query;
  const read = await remarksOf(context, id, afterRow, limit + 1);
  // A page ends with a whole row: all remarks of one row are read together.
  const beyond = read.length > limit ? read.at(-1)?.row : undefined;
  const whole = read.filter((remark) => remark.row !== beyond);
  const page = beyond === undefined || whole.length === 0 ? read : whole;
  return ok({
    items: page.map(({ cells: _cells, ...remark }) => remark),
    next_after_row: beyond === undefined ? null : (page.at(-1)?.row ?? null),
  });
}

const REFUSED_BATCH = 500;

/** The file of refused rows speaks the language of whoever asks for it. */
const translators = {
  ru: createTranslator('ru', { ...ru, ...engineRu }),
  en: createTranslator('en', { ...en, ...engineEn }),
};

/** The refused rows as a CSV, read from the database as it is sent. */
export async function refusedHistoryFile(
  context: Context,
  id: string,
): Promise<Result<{ name: string; content: AsyncIterable<string> }>> {
  const found = await forReading(context, id);
  if (!found.ok) return found;
  const t = translators[context.actor.language];
  const [row, reason] = [t('history.row'), t('history.why')];
  const content = refusedRowsCsv(found.value.format.headings, allRefused(context, found.value), {
    row,
    reason,
    describe: ({ column, reason: why, value }) => {
      const key = `reason.${why}`;
      const words = t.has(key) ? t(key, JSON.parse(value)) : why;
      return column === null ? words : `${column}: ${words}`;
    },
  });
  return ok({ name: `${found.value.fileName.replace(/\.[^.]*$/, '')}.refused.csv`, content });
}

async function* allRefused(context: Context, of: StoredHistory): AsyncGenerator<RefusedRow> {
  for (let after = 0; ; ) {
    const remarks = await remarksOf(context, of.id, after, REFUSED_BATCH);
    const rows = Map.groupBy(
      remarks.filter((remark) => remark.refused),
      (remark) => remark.row,
    );
    for (const [number, all] of rows) {
      const cells = all.find((remark) => remark.cells !== null)?.cells ?? [];
      yield {
        number,
        cells: Object.fromEntries(of.format.headings.map((heading, index) => [heading, cells[index] ?? ''])),
        problems: all.map(({ column, reason, values }) => ({
          row: number,
          column,
          reason,
          value: JSON.stringify(values),
        })),
      };
    }
    const last = remarks.at(-1);
    if (last === undefined || remarks.length < REFUSED_BATCH) return;
    after = last.row;
  }
}
