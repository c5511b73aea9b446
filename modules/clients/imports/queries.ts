import { Readable } from 'node:stream';
import { fieldTexts } from '#modules/fields/queries.ts';
import { isCustomName } from '#modules/fields/rules.ts';
import { may } from '#modules/structure/access.ts';
import { segmentsOf } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { readFile } from '#platform/files/stored-files.ts';
import { type RefusedRow, refusedRowsCsv } from '#platform/import/report.ts';
import { readRows } from '#platform/import/rows.ts';
import { en as engineEn } from '#platform/import/texts.en.ts';
import { ru as engineRu } from '#platform/import/texts.ru.ts';
import { jobById, type LongJob } from '#platform/jobs/store.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import { createTranslator } from '#shared/text.ts';
import { mayImportClients, ownSystems } from '../access.ts';
import { countConflicts } from '../import-conflicts/store.ts';
import { roleWords } from '../import-places/queries.ts';
import { type ReadRow, readRow } from '../import-rows/rules.ts';
import { ownFields } from '../own-fields/queries.ts';
import { type OwnFields, ownWords } from '../own-fields/rules.ts';
import { en as clientsEn } from '../texts.en.ts';
import { ru as clientsRu } from '../texts.ru.ts';
import type { ClientImport, ImportColumn, ImportPreview, RowRemark } from './contract.ts';
import { fieldsMappedTwice, whyProposed } from './rules.ts';
import { findImport, recentImports, refusedRows, remarksOf, type StoredImport } from './store.ts';
import { en } from './texts.en.ts';
import { ru } from './texts.ru.ts';

const PREVIEW_ROWS = 20;
const SAMPLES = 3;

/** The import for whoever may bring data into its sales system; out of reach is not found. */
export async function forReading(context: Context, id: string): Promise<Result<StoredImport>> {
  const found = await findImport(context, id);
  return found === null || !mayImportClients(context.actor, found.salesSystemId) ? notFound() : ok(found);
}

export async function readImport(context: Context, id: string): Promise<Result<ClientImport>> {
  const found = await forReading(context, id);
  return found.ok ? ok(await importView(context, found.value)) : found;
}

/** The imports of the sales systems into which the actor may bring data, newest first. */
export async function listImports(
  context: Context,
  uploadLimitBytes: number,
): Promise<Result<{ items: ClientImport[]; upload_limit_bytes: number }>> {
  const upload_limit_bytes = uploadLimitBytes;
  const scope = may(context.actor, 'clients.import');
  if (scope === null) return ok({ items: [], upload_limit_bytes });
  const found = await recentImports(context, scope === 'company' ? 'all' : ownSystems(context.actor));
  return ok({ items: await Promise.all(found.map((one) => importView(context, one))), upload_limit_bytes });
}

/** What keeps a mapping from being used, each as a reason; a file needs a column of names above all. */
export function missingOf({
  fileId,
  mapping,
  format,
}: Pick<StoredImport, 'fileId' | 'mapping' | 'format'>): { reason: string; values: Record<string, string> }[] {
  const named = Object.values(mapping).some(
    (field) => field === 'name' || field === 'address' || field === 'settlement',
  );
  return [
    ...(fileId === null ? [{ reason: 'clients.import_file_gone', values: {} }] : []),
    ...(named ? [] : [{ reason: 'clients.import_no_name_column', values: { columns: format.headings.join(', ') } }]),
    ...fieldsMappedTwice(mapping).map((field) => ({ reason: 'clients.import_mapped_twice', values: { field } })),
  ];
}

export async function importView(context: Pick<Context, 'db'>, found: StoredImport): Promise<ClientImport> {
  const job = found.jobId === null ? null : await jobById(context, found.jobId);
  const { format } = found;
  const asked = await countConflicts(context, found.id);
  return {
    id: found.id,
    file_name: found.fileName,
    file_kept: found.fileId !== null,
    sales_system_id: found.salesSystemId,
    source: found.source,
    call_basis: found.callBasis,
    call_basis_note: found.callBasisNote,
    recognise_by: found.recogniseBy,
    state: stateOf(job),
    dry_run: found.dryRun,
    format: {
      kind: format.kind,
      encoding: format.encoding,
      delimiter: format.delimiter,
      sheet: format.sheet,
      sheets: [...format.sheets],
      heading_row: format.headingRow,
      headings: [...format.headings],
    },
    mapping: found.mapping,
    mapping_name: found.mappingName,
    progress: { done: job?.doneUnits ?? 0, total: job?.totalUnits ?? 0 },
    report: found.report,
    missing: missingOf(found),
    failure: job?.failure ?? null,
    open_conflicts: asked.open,
    answered_from_file: asked.fromFile,
    answering: isGoing(found.answersJobId === null ? null : await jobById(context, found.answersJobId)),
    returning: await returningOf(context, found),
    created_at: found.createdAt,
    started_at: found.startedAt,
    finished_at: found.finishedAt,
  };
}

async function returningOf(
  context: Pick<Context, 'db'>,
  { returnJobId, returned }: StoredImport,
): Promise<ClientImport['returning']> {
  const job = returnJobId === null ? null : await jobById(context, returnJobId);
  if (job === null) return null;
  return { state: job.state, done: job.doneUnits, total: job.totalUnits ?? 0, ...returned };
}

const isGoing = (job: LongJob | null): boolean => job?.state === 'waiting' || job?.state === 'running';

const stateOf = (job: LongJob | null): ClientImport['state'] => job?.state ?? 'draft';

/** The file as it was brought, nothing once it is kept no more. */
export function contentOf(
  context: Pick<Context, 'db'>,
  { fileId }: Pick<StoredImport, 'fileId'>,
): AsyncIterable<Uint8Array> {
  return fileId === null ? Readable.from([]) : readFile(context.db, fileId);
}

/** The columns and the first rows of a file as they are understood. */
export async function previewOf(context: Context, id: string): Promise<Result<ImportPreview>> {
  const found = await forReading(context, id);
  return found.ok ? ok(await importPreview(context, found.value)) : found;
}

export async function importPreview(
  context: Pick<Context, 'db' | 'actor'>,
  found: StoredImport,
): Promise<ImportPreview> {
  const own = await ownFields(context);
  const rows: ImportPreview['rows'] = [];
  const samples = new Map<string, string[]>(found.format.headings.map((heading) => [heading, []]));
  for await (const row of readRows(contentOf(context, found), found.format)) {
    for (const [heading, kept] of samples) {
      const cell = (row.cells[heading] ?? '').trim();
      if (cell !== '' && kept.length < SAMPLES && !kept.includes(cell)) kept.push(cell.slice(0, 120));
    }
    const { said, contacts, remarks } = readRow(row.cells, found.mapping, row.problems, own);
    rows.push({
      row: row.number,
      said: wordsOf({ said, contacts }, own),
      remarks: remarks.map((remark) => ({ row: row.number, ...remark })),
    });
    if (rows.length === PREVIEW_ROWS) break;
  }
  const columns: ImportColumn[] = found.format.headings.map((heading) => ({
    heading,
    field: found.mapping[heading] ?? null,
    policy: found.policies[heading] ?? null,
    samples: samples.get(heading) ?? [],
    why: whyProposed(found.proposed, heading, found.mapping[heading] ?? null),
  }));
  const scan =
    found.scan === null
      ? null
      : {
          ...found.scan,
          worst: found.scan.worst.map(({ row, said, remarks }) => ({
            row,
            said,
            remarks: remarks.map((remark) => ({ row, ...remark })),
          })),
        };
  return { import: await importView(context, found), columns, rows, scan };
}

/** A row in words, field by field, with the people whom it names. */
export function wordsOf(
  { said, contacts }: Pick<ReadRow, 'said' | 'contacts'>,
  own: OwnFields,
): Record<string, string> {
  const fields = Object.entries(said).map(([field, value]) => [
    field,
    isCustomName(field)
      ? ownWords(own, field, value)
      : Array.isArray(value)
        ? value.map((item) => (typeof item === 'string' ? item : item.number)).join(', ')
        : String(value),
  ]);
  const ofPeople = Object.entries({
    contact_name: contacts.map(({ full_name }) => full_name),
    contact_role: contacts.map(({ decision_role }) => roleWords(own.language, decision_role)),
  }).filter(([, words]) => words.some((word) => word !== ''));
  return Object.fromEntries([...fields, ...ofPeople.map(([field, words]) => [field, words.join(', ')])]);
}

/** Rows that were refused, and remarks about rows that were taken, in the order of the file. */
export async function listRemarks(
  context: Context,
  id: string,
  query: { refused?: boolean | undefined; after_row?: number | undefined; limit?: number | undefined },
): Promise<Result<{ items: RowRemark[]; next_after_row: number | null }>> {
  const found = await forReading(context, id);
  if (!found.ok) return found;
  const { refused = null, after_row: afterRow = 0, limit = 100 } = query;
  const read = await remarksOf(context, id, { refused, afterRow, limit: limit + 1 });
  // A page ends with a whole row: all remarks of one row are read together.
  const last = read.length > limit ? read.at(-1)?.row : undefined;
  const items =
    last === undefined || read.every((remark) => remark.row === last)
      ? read
      : read.filter((remark) => remark.row !== last);
  return ok({ items, next_after_row: read.length > limit ? (items.at(-1)?.row ?? null) : null });
}

const REFUSED_BATCH = 500;

/** The file of refused rows speaks the language of whoever asks for it. */
const translators = {
  ru: createTranslator('ru', { ...clientsRu, ...ru, ...engineRu, ...fieldTexts('ru') }),
  en: createTranslator('en', { ...clientsEn, ...en, ...engineEn, ...fieldTexts('en') }),
};

/** The refused rows as a CSV, read from the database as it is sent. */
export async function refusedRowsFile(
  context: Context,
  id: string,
): Promise<Result<{ name: string; content: AsyncIterable<string> }>> {
  const found = await forReading(context, id);
  if (!found.ok) return found;
  const { headings } = found.value.format;
  const t = translators[context.actor.language];
  const [row, reason] = [t('clients.import.row'), t('clients.import.why')];
  const content = refusedRowsCsv(headings, allRefused(context, found.value), {
    row,
    reason,
    describe: ({ column, reason: why, value }) => {
      const key = `reason.${why}`;
      const words = t.has(key) ? t(key, JSON.parse(value)) : why;
      return column === null ? words : t('clients.import.in_column', { column, words });
    },
  });
  return ok({ name: `${found.value.fileName.replace(/\.[^.]*$/, '')}.refused.csv`, content });
}

async function* allRefused(context: Context, of: StoredImport): AsyncGenerator<RefusedRow> {
  for (let after = 0; ; ) {
    const rows = await refusedRows(context, of.id, after, REFUSED_BATCH);
    for (const row of rows) {
      yield {
        number: row.row,
        cells: Object.fromEntries(of.format.headings.map((heading, index) => [heading, row.cells[index] ?? ''])),
        // The engine speaks of one value per problem; ours are several and travel as JSON.
        problems: row.remarks
          .filter((remark) => remark.refused)
          .map(({ column, reason, values }) => ({ row: row.row, column, reason, value: JSON.stringify(values) })),
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < REFUSED_BATCH) return;
    after = last.row;
  }
}

/** Segments by their folded names, for a column that names them. */
export async function segmentsByName(
  context: Pick<Context, 'db' | 'now'>,
  salesSystemId: string,
): Promise<Map<string, string>> {
  const segments = await segmentsOf(context, salesSystemId);
  return new Map(segments.map((segment) => [searchText(segment.name), segment.id]));
}
