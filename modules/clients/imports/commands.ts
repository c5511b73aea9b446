import { record } from '#modules/journal/commands.ts';
import { defaultSalesSystem } from '#modules/structure/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { findFile, readFile, storeFile } from '#platform/files/stored-files.ts';
import type { Once } from '#platform/http/idempotency.ts';
import { type ColumnProposal, proposeMapping } from '#platform/import/mapping.ts';
import { readRows } from '#platform/import/rows.ts';
import { detectTable, type FileHead, readHead, type TableFormat } from '#platform/import/table-format.ts';
import { askToCancel, jobById, putInLine } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayImportClients } from '../access.ts';
import { FIELD_NAMES, LEFT_OUT, mappingOfCards, withNearerTown } from '../import-fields/rules.ts';
import { appliedTo, mappingFor } from '../import-mappings/rules.ts';
import { namedMappings } from '../import-mappings/store.ts';
import { lookThrough } from '../import-scans/commands.ts';
import { ownFields, targetsOf } from '../own-fields/queries.ts';
import { isInUse, namedBy, type OwnFields } from '../own-fields/rules.ts';
import type { ClientImport, ImportChange, ImportPreview } from './contract.ts';
import { importPreview, importView, missingOf } from './queries.ts';
import {
  type ColumnPolicies,
  hasIdentity,
  headingsOfSource,
  IDENTITY_FIELDS,
  type ImportField,
  isImportField,
  type Mapping,
  nameFromTown,
  type Policy,
  PROPOSED_BY,
  type Proposals,
} from './rules.ts';
import { beginRun, insertImport, lockImport, type StoredImport, saveDraft } from './store.ts';

export const IMPORT_JOB = 'clients.import';

/** A file to bring in: its content can be read anew, since the beginning is looked at first. */
export interface SourceFile {
  name: string;
  mediaType: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface FileTerms {
  /** Where the data come from; the file's name unless said. */
  source?: string | undefined;
  basis?: { basis: NonNullable<StoredImport['callBasis']>; note: string | null } | null;
  recogniseBy?: 'ids' | 'name' | undefined;
}

const SAMPLE_ROWS = 200;
const KNOWN_HEADINGS = FIELD_NAMES.flatMap(({ names }) => names);
/** The edge limits uploads; a file given on the command line is limited by its rows. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/**
 * Takes a file in as a draft: its encoding, delimiter and headings recognised, its columns mapped as far as they tell.
 * What is no table is refused and not kept. Nothing of the register changes. A repeat of the same request, which `once` knows,
 * gets the draft that is there. Source: domain §2.
 */
export async function draftImport(
  context: Context,
  file: SourceFile,
  terms: FileTerms = {},
  once: Once = (_write, run) => run(),
): Promise<Result<StoredImport>> {
  const system = await defaultSalesSystem(context);
  if (system === null) return refuse('clients.no_sales_system');
  if (!mayImportClients(context.actor, system.id)) return forbidden();
  const head = await readHead(file.open());
  const format = await detectTable(head, KNOWN_HEADINGS);
  if (!format.ok) return format;
  const own = await ownFields(context);
  const proposed = await propose(head, format.value, own);
  return inTransaction(context, async (write) => {
    const kept = await once(write, () =>
      keepDraft(write, file, { terms, salesSystemId: system.id, format: format.value, proposed, own }),
    );
    if (!kept.ok) return kept;
    const draft = await lockImport(write, kept.value.id);
    return draft === null ? notFound() : ok(draft);
  });
}

interface Recognised {
  terms: FileTerms;
  salesSystemId: string;
  format: TableFormat;
  proposed: Proposed;
  own: OwnFields;
}

/** Stores the file with what has been recognised of it. */
async function keepDraft(
  write: WriteContext,
  file: SourceFile,
  { terms, salesSystemId, format, proposed, own }: Recognised,
): Promise<Result<{ id: string }>> {
  const stored = await storeFile(write, { name: file.name, mediaType: file.mediaType, content: file.open() }, NO_LIMIT);
  if (!stored.ok) return stored;
  const id = newId();
  const named = mappingFor(await namedMappings(write, salesSystemId), format.headings);
  const { mapping, policies } =
    named === null ? { mapping: proposed.mapping, policies: {} } : appliedTo(named, format.headings, own);
  await insertImport(write, {
    id,
    fileId: stored.value.id,
    fileName: stored.value.name,
    salesSystemId,
    source: terms.source?.trim() || stored.value.name,
    callBasis: terms.basis?.basis ?? null,
    callBasisNote: terms.basis?.note ?? null,
    format,
    mapping,
    proposed: proposed.proposals,
    policies,
    mappingName: named?.name ?? null,
    recogniseBy: terms.recogniseBy ?? named?.recogniseBy ?? proposedIdentity(mapping),
  });
  return ok({ id });
}

/** What the columns are taken for, and by what that was proposed. */
interface Proposed {
  mapping: Mapping;
  proposals: Proposals;
}

async function propose(head: FileHead, format: TableFormat, own: OwnFields): Promise<Proposed> {
  const sample: Readonly<Record<string, string>>[] = [];
  for await (const row of readRows(once(head.bytes), format)) {
    if (sample.push(row.cells) === SAMPLE_ROWS) break;
  }
  const headings = headingsOfSource(format.headings);
  const named = namedBy(own, headings);
  const others = headings.filter((heading) => !named.has(heading));
  const targets = [...FIELD_NAMES, ...targetsOf(own, [...named.values()]), LEFT_OUT];
  const proposals = proposeMapping(others, sample, targets);
  const found =
    format.kind === 'vcard'
      ? mappingOfCards(format.headings, sample)
      : Object.fromEntries<ImportField | null>([
          ...named,
          ...proposals.map(
            ({ heading, target }) => [heading, target !== null && isImportField(target) ? target : null] as const,
          ),
        ]);
  const proposed = withNearerTown(nameFromTown(withoutEmptyIds(found, sample)));
  // What the file of refused rows puts in front is no part of the register.
  const mapping = Object.fromEntries(format.headings.map((heading) => [heading, proposed[heading] ?? null]));
  return { mapping, proposals: whyOf(mapping, proposals, named) };
}

/** Of each column that goes somewhere, by what: names of the company's own fields are taken as they stand. */
function whyOf(mapping: Mapping, proposals: readonly ColumnProposal[], named: ReadonlyMap<string, unknown>): Proposals {
  const why = new Map(proposals.map(({ heading, target, reason }) => [heading, { target, reason }]));
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([heading, field]) => {
      if (field === null) return [];
      if (named.has(heading)) return [[heading, { field, by: 'name' as const }]];
      const found = why.get(heading);
      const by = PROPOSED_BY.find((one) => one === found?.reason);
      return by === undefined || found?.target !== field ? [] : [[heading, { field, by }]];
    }),
  );
}

/** A column of ids without an id in it recognises nobody, and rows must not be refused for the lack of one. */
function withoutEmptyIds(
  mapping: Record<string, ImportField | null>,
  sample: readonly Readonly<Record<string, string>>[],
): Record<string, ImportField | null> {
  const isUsed = (heading: string): boolean => sample.some((cells) => (cells[heading] ?? '').trim() !== '');
  return Object.fromEntries(
    Object.entries(mapping).map(([heading, field]) => [
      heading,
      field !== null && IDENTITY_FIELDS.includes(field) && !isUsed(heading) ? null : field,
    ]),
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The import for whoever may bring data into its sales system; out of reach is not found. */
export async function forImport(context: WriteContext, id: string): Promise<Result<StoredImport>> {
  const found = await lockImport(context, id);
  return found === null || !mayImportClients(context.actor, found.salesSystemId) ? notFound() : ok(found);
}

/**
 * Changes how a draft is read and mapped. A change of the reading proposes the mapping anew. Refuses: `clients.import_began`,
 * a heading or field that does not exist.
 */
export async function changeImport(
  context: WriteContext,
  id: string,
  change: ImportChange,
): Promise<Result<ImportPreview>> {
  const found = await forImport(context, id);
  if (!found.ok) return found;
  const draft = found.value;
  if (!(await isDraft(context, draft))) return refuse('clients.import_began', { code: 'conflict' });
  if (draft.fileId === null) return refuse('clients.import_file_gone', { code: 'conflict' });
  const { encoding, delimiter, sheet, heading_row } = change;
  const rereads = [encoding, delimiter, sheet, heading_row].some((choice) => choice !== undefined);
  const own = await ownFields(context);
  let { format, mapping, proposed } = draft;
  if (rereads) {
    const head = await readHead(readFile(context.db, draft.fileId));
    // Another sheet has its headings elsewhere.
    const sameHeading = sheet === undefined ? { headingRow: format.headingRow } : {};
    const chosen = {
      encoding: encoding ?? format.encoding,
      delimiter: delimiter ?? format.delimiter,
      sheet: sheet ?? format.sheet,
    };
    const detected = await detectTable(head, KNOWN_HEADINGS, {
      ...withoutNulls(chosen),
      ...(heading_row === undefined ? sameHeading : { headingRow: heading_row }),
    });
    if (!detected.ok) return detected;
    format = detected.value;
    ({ mapping, proposals: proposed } = await propose(head, format, own));
  }
  const unknown = Object.keys(change.mapping ?? {}).find((heading) => !format.headings.includes(heading));
  if (unknown !== undefined) return invalid(`/mapping/${unknown}`, 'clients.import_no_such_column');
  const [strange] = Object.entries(change.mapping ?? {}).filter(([, field]) => field !== null && !isInUse(own, field));
  if (strange !== undefined) return invalid(`/mapping/${strange[0]}`, 'field.not_in_list');
  const named =
    change.mapping_id === undefined
      ? undefined
      : (await namedMappings(context, draft.salesSystemId)).find(({ id: kept }) => kept === change.mapping_id);
  if (change.mapping_id !== undefined && named === undefined) return invalid('/mapping_id', 'field.not_in_list');
  const base = named === undefined ? { mapping, policies: draft.policies } : appliedTo(named, format.headings, own);
  const mapped = { ...base.mapping, ...change.mapping };
  const remapped = rereads || change.mapping !== undefined;
  const next: StoredImport = {
    ...draft,
    format,
    mapping: mapped,
    proposed,
    policies: withPolicies(base.policies, change.policies ?? {}, format.headings),
    mappingName: named?.name ?? (remapped ? null : draft.mappingName),
    recogniseBy: change.recognise_by ?? named?.recogniseBy ?? (remapped ? proposedIdentity(mapped) : draft.recogniseBy),
    source: change.source?.trim() || draft.source,
    callBasis: change.call_basis === undefined ? draft.callBasis : change.call_basis,
    callBasisNote: change.call_basis_note === undefined ? draft.callBasisNote : change.call_basis_note,
  };
  await saveDraft(context, next);
  if (remapped || named !== undefined) await lookThrough(context, next);
  const changed = await lockImport(context, id);
  return changed === null ? notFound() : ok(await importPreview(context, changed));
}

/** Policies with some changed: null takes one away; a heading that is not in the file has none. */
function withPolicies(
  known: ColumnPolicies,
  changed: Readonly<Record<string, Policy | null>>,
  headings: readonly string[],
): ColumnPolicies {
  const policies: Record<string, Policy> = {};
  for (const heading of headings) {
    const policy = heading in changed ? changed[heading] : known[heading];
    if (policy !== null && policy !== undefined) policies[heading] = policy;
  }
  return policies;
}

/** Looks through a file that has just been uploaded: its worst rows are shown before anything is taken. */
export async function lookThroughDraft(context: Context, draft: StoredImport): Promise<Result<StoredImport>> {
  return inTransaction(context, async (write) => {
    await lookThrough(write, draft);
    const looked = await lockImport(write, draft.id);
    return looked === null ? notFound() : ok(looked);
  });
}

/** What is not said is left to be recognised. */
function withoutNulls<Values extends object>(values: Values): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  // What is left holds no null.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as {
    [Name in keyof Values]?: NonNullable<Values[Name]>;
  };
}

const proposedIdentity = (mapping: Mapping): 'ids' | 'name' => (hasIdentity(mapping) ? 'ids' : 'name');

/** A draft is what has not taken anything yet: never started, or only as a dry run, or stopped. */
async function isDraft(context: WriteContext, found: StoredImport): Promise<boolean> {
  if (found.jobId === null) return true;
  const job = await jobById(context, found.jobId);
  if (job === null || job.state === 'failed' || job.state === 'cancelled') return true;
  return found.dryRun && job.state === 'done';
}

/**
 * Puts an import, or a dry run of it, in line; it is taken up after the commit and goes on when the page is closed.
 * Refuses: `clients.import_began`, and what the mapping misses: `clients.import_no_name_column`, `clients.import_mapped_twice`.
 */
export async function startImport(context: WriteContext, id: string, dryRun: boolean): Promise<Result<ClientImport>> {
  const found = await forImport(context, id);
  if (!found.ok) return found;
  const draft = found.value;
  if (!(await isDraft(context, draft))) return refuse('clients.import_began', { code: 'conflict' });
  const [missing] = missingOf(draft);
  if (missing !== undefined) return refuse(missing.reason, { values: missing.values });
  const file = draft.fileId === null ? undefined : await findFile(context.db, draft.fileId);
  const jobId = newId();
  await putInLine(context, {
    id: jobId,
    kind: IMPORT_JOB,
    title: draft.fileName,
    totalUnits: file?.size ?? null,
    input: { import_id: id },
  });
  await beginRun(context, id, { jobId, dryRun });
  if (!dryRun) {
    await record(context, {
      action: 'client_import.started',
      subject: { kind: 'client_import', id },
      after: {
        file_name: draft.fileName,
        source: draft.source,
        recognise_by: draft.recogniseBy,
        call_basis: draft.callBasis,
      },
    });
  }
  const started = await lockImport(context, id);
  return started === null ? notFound() : ok(await importView(context, started));
}

/** Asks an import to stop after the batch under way. What has been taken stays. */
export async function cancelImport(context: WriteContext, id: string): Promise<Result<ClientImport>> {
  const found = await forImport(context, id);
  if (!found.ok) return found;
  if (found.value.jobId !== null) await askToCancel(context, found.value.jobId);
  return ok(await importView(context, found.value));
}
