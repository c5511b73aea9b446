import type { Context, WriteContext } from '#platform/context.ts';
import { giveWay } from '#platform/import/ahead.ts';
import { newId } from '#shared/ids.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import { SeenRows } from '../digests/rules.ts';
import type { Remark } from '../import-cells/rules.ts';
import { writeEffects } from '../import-effects/commands.ts';
import { type KeyMove, movesOf, onceWritten } from '../import-effects/rules.ts';
import { clientsToInsert, type Statement } from '../import-effects/store.ts';
import { takePeople } from '../import-places/rules.ts';
import type { ReadRow, SaidOfClient } from '../import-rows/rules.ts';
import { wordsWanted } from '../import-trials/rules.ts';
import { findTried, saveTried } from '../import-trials/store.ts';
import type { Policies } from '../imports/rules.ts';
import type { Counted, RowRemarks } from '../imports/store.ts';
import {
  bareDetails,
  type ClientKey,
  changedDetails,
  KEY_KINDS,
  keysOf,
  nameKeyOf,
  zoneOfPlace,
} from '../register/rules.ts';
import type { CallBasis } from '../rules.ts';
import { keysInTrash } from '../trash/store.ts';
import { type Book, contactKeys, emptyBook, enter, type Known, keyText, merge, NO_TAGS, recognise } from './rules.ts';
import { findKnown, hasContactKeys } from './store.ts';

export interface FileRow {
  number: number;
  cells: readonly string[];
  read: ReadRow;
  /** By which the spellings of its name are recognised. */
  nameKey: string;
  /** What it is known by. */
  keys: readonly ClientKey[];
}

/** What all rows of a file share. */
export interface FileOf {
  importId: string;
  source: string;
  /** Tells files of one register, whatever they are called: what it said before is remembered under this. */
  origin: string;
  salesSystemId: string;
  recogniseBy: 'ids' | 'name';
  policies: Policies;
  /** Whether a column goes into tags: only then they are looked at. */
  takesTags: boolean;
  basis: { basis: CallBasis; note: string | null } | null;
  /** Segments of the sales system by their folded names. */
  segments: ReadonlyMap<string, string>;
  companyZone: string;
  /** Zones of the places met so far. */
  zones: Map<string, string>;
  today: string;
  dryRun: boolean;
}

/** What a batch of rows comes to, before anything of it is written. */
export interface Taken {
  counted: Counted;
  remarks: RowRemarks[];
  /** The clients that the rows were about. */
  clients: readonly Known[];
  /** Those of them that were there before and change. */
  moves: readonly KeyMove[];
  /** The clients as they are once that is written. */
  after: readonly Known[];
  /** What adds the new ones, made beforehand: the database begins with it. */
  adding: Statement | null;
}

/** In which row of the file a client, or any id of a row, was seen first: a later row repeats it. */
export type SeenInFile = SeenRows;
export const nothingSeen = (): SeenInFile => new SeenRows();

/** Notes the ids of a row that has been dealt with, in this run or before it was interrupted. */
export function noteSeen(seen: SeenInFile, row: FileRow): void {
  if (row.read.remarks.some((remark) => remark.refused)) return;
  for (const key of row.keys) seen.note(keyText(key), row.number);
}

/** Rows recognised at a stretch, a millisecond's work: the database must not wait for its next statement. */
const STRETCH_ROWS = 10;

/**
 * Recognises a batch of rows: every row becomes a new client, a change of a known one, nothing new, or a refusal with its
 * reasons. Nothing is written. It may be done while the batch before is still being written: `before` are the clients of that
 * one, as they will be then. Source: domain §2.
 */
export async function recogniseRows(
  context: Context,
  rows: readonly FileRow[],
  of: FileOf,
  file: { seen: SeenInFile; before: readonly Known[] },
): Promise<Taken> {
  const book = emptyBook();
  await fillBook(context, rows, of, book, file);
  const counted: Counted = { taken: 0, updated: 0, skipped: 0, refused: 0 };
  const remarks: RowRemarks[] = [];
  const touched = new Set<Known>();
  const taken: { row: number; known: Known }[] = [];
  for (const [place, row] of rows.entries()) {
    if (place % STRETCH_ROWS === 0) await giveWay();
    const outcome = takeRow(row, of, book, file.seen);
    counted[outcome.as]++;
    if (outcome.remarks.length > 0) {
      remarks.push({ row: row.number, remarks: outcome.remarks, cells: outcome.as === 'refused' ? row.cells : null });
    }
    if (outcome.known !== null) touched.add(outcome.known);
    if (outcome.as === 'taken' && outcome.known !== null) taken.push({ row: row.number, known: outcome.known });
  }
  const clients = [...touched];
  await remarkOnTrash(context, taken, remarks);
  for (const row of rows) noteSeen(file.seen, row);
  // A new one has no ids but those of its rows, which are noted: of files of millions of rows that is half of the memory.
  const unlike = clients.filter(({ isNew }) => !isNew || of.recogniseBy === 'name');
  for (const { id, seenInRow } of unlike) file.seen.note(id, seenInRow ?? 0);
  const added = clients.filter((client) => client.isNew);
  const adding = of.dryRun || added.length === 0 ? null : clientsToInsert(context, added);
  const moves = movesOf(clients, book);
  return { counted, remarks, clients, moves, adding, after: onceWritten(clients, moves) };
}

/**
 * Writes what a batch has come to, in the transaction of the caller, each change journaled with its source; in a dry run it is
 * only laid aside for the rows to come. Refuses `clients.import_raced` where somebody has changed one of the clients since it
 * was read.
 */
export async function writeTaken(context: WriteContext, taken: Taken, of: FileOf): Promise<Result<undefined>> {
  if (of.dryRun) {
    const told = taken.clients.filter((one) => one.isNew || one.memoryChanged || one.newKeys.length > 0);
    const ids = new Set(told.map(({ id }) => id));
    await saveTried(
      context,
      of.importId,
      taken.after.filter(({ id }) => ids.has(id)),
    );
    return ok();
  }
  if (await writeEffects(context, taken, of)) return ok();
  return refuse('clients.import_raced', { code: 'conflict' });
}

/** A client that comes anew although somebody has moved it to the trash is said, never swallowed nor silently revived. */
async function remarkOnTrash(
  context: Context,
  taken: readonly { row: number; known: Known }[],
  remarks: RowRemarks[],
): Promise<void> {
  const found = await keysInTrash(
    context,
    taken.flatMap(({ known }) => known.keys),
  );
  if (found.length === 0) return;
  const thrown = new Set(found.map(keyText));
  for (const { row } of taken.filter(({ known }) => known.keys.some((key) => thrown.has(keyText(key))))) {
    const remark: Remark = { column: null, reason: 'clients.import_in_trash', values: {}, refused: false };
    const place = remarks.findIndex((one) => one.row === row);
    const there = remarks[place];
    if (there === undefined) remarks.push({ row, remarks: [remark], cells: null });
    else remarks[place] = { ...there, remarks: [...there.remarks, remark] };
  }
}

async function fillBook(
  context: Context,
  rows: readonly FileRow[],
  of: FileOf,
  book: Book,
  { before, seen }: { before: readonly Known[]; seen: SeenInFile },
): Promise<void> {
  const keys = rows.flatMap((row) => row.keys);
  const isNamed = (row: FileRow): boolean => of.recogniseBy === 'name' && row.read.keys.length === 0;
  // A row may bring the id of a client that was known without one.
  const reached = of.recogniseBy === 'ids' && (await hasContactKeys(context));
  const reaching = (): ClientKey[] =>
    rows.flatMap((row) => (row.read.keys.length === 0 ? [] : contactKeys(row.read.said, row.nameKey)));
  const wanted = {
    inns: keys.filter((key) => key.kind === 'inn').map((key) => key.value),
    keys: [...keys.filter((key) => key.kind !== 'inn'), ...(reached ? reaching() : [])],
    names: rows.filter(isNamed).map((row) => row.nameKey),
  };
  const known = await findKnown(context, wanted, of);
  // What the batch before makes of its clients holds, whether the database tells it yet or not.
  for (const client of before) enter(book, client);
  if (of.dryRun) {
    // Of what no row has said yet there is nothing to be found among what was laid aside.
    const isSeen = (key: ClientKey): boolean => seen.rowOf(keyText(key)) !== undefined;
    const words = wordsWanted({
      inns: wanted.inns.filter((value) => isSeen({ kind: 'inn', value })),
      keys: [...keys.filter((key) => key.kind !== 'inn'), ...reaching()].filter(isSeen),
      names: wanted.names,
    });
    const ids = new Set(before.map(({ id }) => id));
    const tried = await findTried(context, of.importId, { words, ids: known.map(({ id }) => id) });
    for (const client of tried) if (!ids.has(client.id)) enter(book, client);
  }
  const there = new Set([...book.byName.values()].flatMap((clients) => [...clients].map(({ id }) => id)));
  for (const client of known) {
    if (!there.has(client.id)) enter(book, client);
  }
}

interface Outcome {
  as: keyof Counted;
  known: Known | null;
  remarks: Remark[];
}

function takeRow(row: FileRow, of: FileOf, book: Book, seen: SeenInFile): Outcome {
  const { read } = row;
  const remarks = [...read.remarks];
  const refused = (reason?: string): Outcome => {
    if (reason !== undefined) remarks.push({ column: null, reason, values: {}, refused: true });
    return { as: 'refused', known: null, remarks };
  };
  if (remarks.some((remark) => remark.refused)) return refused();
  const found = recognise(book, read, of.recogniseBy, row.nameKey);
  if (found.as === 'refused') return refused(found.reason);
  const segmentId = read.said.segment === undefined ? null : (of.segments.get(searchText(read.said.segment)) ?? null);
  if (read.said.segment !== undefined && segmentId === null) {
    remarks.push({
      column: null,
      reason: 'clients.import_segment_unknown',
      values: { value: read.said.segment },
      refused: false,
    });
  }

  if (found.as === 'new') {
    const added = newClient(row, of, book, { segmentId, remarks });
    return added === null ? refused('clients.import_key_taken') : { as: 'taken', known: added, remarks };
  }
  const { known } = found;
  if (known.salesSystemId !== of.salesSystemId) return refused('clients.import_elsewhere');
  const firstRow = known.seenInRow ?? firstOf(seen, [known.id, ...row.keys.map(keyText)], row.number);
  const repeated = firstRow !== undefined;
  const before = known.details;
  const merged = merge(known, read.said, { repeated, segmentId, policies: of.policies });
  // Two rows of one name that say different things may well be two towns: without an id nobody can tell.
  if (repeated && of.recogniseBy === 'name' && read.keys.length === 0 && merged.differs.length > 0) {
    remarks.push({
      column: null,
      reason: 'clients.import_same_name',
      values: { row: firstRow },
      refused: true,
    });
    return refused();
  }
  if (merged.keptName) {
    remarks.push({
      column: null,
      reason: 'clients.import_other_name',
      values: { name: known.details.name, value: read.said.name ?? '' },
      refused: false,
    });
  }
  if (repeated) {
    remarks.push({
      column: null,
      reason: merged.differs.length === 0 ? 'clients.import_repeated' : 'clients.import_repeated_differs',
      values: { row: firstRow, fields: merged.differs.join(', ') },
      refused: false,
    });
  }
  known.details = withBasis(merged.details, of);
  known.memory = merged.memory;
  known.memoryChanged ||= merged.memoryChanged;
  known.seenInRow ??= firstRow ?? row.number;
  learnIds(known, read.keys, book);
  if (known.details.name !== before.name) known.nameKey = nameKeyOf(known.details.name);
  known.asks.push(...merged.asks.map((ask) => ({ ...ask, row: row.number })));
  const people = takePeople(known, read.contacts, { policy: of.policies.contact_role, repeated, newId });
  remarks.push(...people.remarks);
  known.asks.push(...people.asks.map((ask) => ({ ...ask, row: row.number })));
  const retagged = merged.tags.join('\n') !== known.tags.now.join('\n');
  known.tags = { ...known.tags, now: merged.tags };
  enter(book, known);
  const changed = people.changed || retagged || changedDetails(before, known.details).names.length > 0;
  return { as: changed ? 'updated' : 'skipped', known, remarks };
}

/** The row before this one in which any of the words was seen: a batch that is begun again has seen its own rows already. */
const firstOf = (seen: SeenInFile, words: readonly string[], row: number): number | undefined =>
  words.map((word) => seen.rowOf(word)).find((first) => first !== undefined && first < row);

/** A register's own id of a client that was known by another one: next time it is recognised by either. */
function learnIds(known: Known, keys: readonly ClientKey[], book: Book): void {
  for (const key of keys) {
    if (KEY_KINDS.includes(key.kind) || known.keys.some((own) => own.kind === key.kind) || book.byKey.has(keyText(key)))
      continue;
    known.keys.push(key);
    known.newKeys.push(key);
  }
}

/** Files name few regions many times. */
function zoneOf(said: SaidOfClient, { companyZone, zones }: FileOf): string {
  const [region, settlement] = [said.region ?? null, said.settlement ?? null];
  const place = `${region ?? ''}|${settlement ?? ''}`;
  const known = zones.get(place);
  if (known !== undefined) return known;
  const zone = zoneOfPlace({ region, settlement }) ?? companyZone;
  if (zones.size < MOST_PLACES) zones.set(place, zone);
  return zone;
}
const MOST_PLACES = 10_000;

/** A new client; null when every id that the row has belongs to another one. */
function newClient(
  { number, read, keys, nameKey: name }: FileRow,
  of: FileOf,
  book: Book,
  { segmentId, remarks }: { segmentId: string | null; remarks: Remark[] },
): Known | null {
  const { said } = read;
  const zone = zoneOf(said, of);
  const bare = bareDetails('', zone);
  const merged = merge({ details: bare, memory: {}, merged: [], tags: NO_TAGS }, said, {
    repeated: false,
    segmentId,
    policies: {},
  });
  const details = withBasis({ ...merged.details, source: of.source }, of);
  const wanted: ClientKey[] = [...keysOf(details), ...keys.filter((key) => !KEY_KINDS.includes(key.kind))];
  const free = wanted.filter((key) => !book.byKey.has(keyText(key)));
  if (wanted.length > 0 && free.length === 0) return null;
  const known: Known = {
    id: newId(),
    isNew: true,
    salesSystemId: of.salesSystemId,
    before: bare,
    details,
    nameKey: name,
    keys: [...free],
    newKeys: free,
    memory: merged.memory,
    merged: [],
    version: 0,
    memoryChanged: true,
    seenInRow: number,
    people: [],
    newPeople: [],
    newRoles: [],
    tags: { before: [], now: merged.tags },
    asks: [],
  };
  remarks.push(...takePeople(known, read.contacts, { policy: undefined, repeated: false, newId }).remarks);
  enter(book, known);
  return known;
}

/** A legal basis is said of the whole file; it never replaces one that a client has of its own. */
function withBasis(details: Known['details'], { basis, today }: FileOf): Known['details'] {
  if (basis === null || details.call_basis !== null) return details;
  return { ...details, call_basis: basis.basis, call_basis_note: basis.note, call_basis_on: today };
}
