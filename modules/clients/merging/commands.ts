import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { entriesAfter, registerJournalAliases } from '#modules/journal/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import type { ClientRow } from '../contract.ts';
import { matchClients, mayJudge, pairForDecision } from '../duplicates/commands.ts';
import { pairOf } from '../duplicates/rules.ts';
import { decidedPairsOf, saveHead, savePairState } from '../duplicates/store.ts';
import { admitParticipant, announceClient } from '../facts/commands.ts';
import { passedOn } from '../holding/commands.ts';
import { keyOwners, keysHeldBy } from '../keys/store.ts';
import { mergePeople } from '../people-merging/commands.ts';
import { cardNow, lockClients } from '../queries.ts';
import { type ClientDetails, changedDetails, detailsOf, keysOf, nameKeyOf } from '../register/rules.ts';
import { type ClientFacts, changedFacts } from '../rules.ts';
import { branchesOf, lockRow, othersInCapacity, saveDetails, saveFacts, saveHolding } from '../store.ts';
import { emptiedDetails, emptiedFacts, factsOf, type MergeChoices, mergedDetails, mergedFacts } from './rules.ts';
import {
  changesOf,
  countRows,
  erasePersonInMerges,
  gainKeys,
  holderByHistory,
  insertMerge,
  markUndone,
  mergeById,
  mergedInto,
  mergeOfEntry,
  moveAll,
  moveHoldings,
  OWN_ROWS,
  type RowsAtClient,
  readAll,
  saveEmptied,
  tablesMovedOn,
  takeBackAll,
} from './store.ts';

export interface Merging {
  from: ClientRow;
  into: ClientRow;
}

/** What a module has at a client, and what it does about it when two records become one. */
export interface MergePart {
  key: string;
  rows: readonly RowsAtClient[];
  /** Before anything moves: what cannot go on at the other record ends here. A refusal refuses the merge. */
  prepare?(context: WriteContext, merging: Merging): Promise<Result<unknown>>;
  /** When everything has moved: what follows from there being one client. A refusal refuses the merge. */
  settle?(context: WriteContext, merging: Merging): Promise<Result<unknown>>;
}

const parts = new Map<string, MergePart>([['clients', { key: 'clients', rows: OWN_ROWS }]]);

/** Registers a module's part of a merge when the program is composed; a test finds tables that no part covers. */
export function registerMergePart(part: MergePart): void {
  parts.set(part.key, part);
}

/** Every table that belongs to clients, in the order of the modules. */
export function rowsAtClients(): RowsAtClient[] {
  return [...parts.values()].flatMap((part) => part.rows);
}

export interface MergeInput {
  intoId: string;
  fromId: string;
  choices: MergeChoices;
  /** The cards as whoever decides has seen them. */
  versions?: { into: number; from: number } | undefined;
}

/**
 * Makes two records of one organisation one: everything of `from` passes to `into`, field by field as chosen, in this
 * transaction; the emptied record is archived and its links lead to the one that stays. Offers of it that are open become
 * void (domain §4). Refuses a stale version, `clients.merge_archived`, `clients.being_called` while somebody calls the
 * record that goes, `clients.merge_two_holders` where nobody has said who goes on, and what any part refuses.
 * Source: domain §2, §4.
 */
export async function mergeClients(
  context: WriteContext,
  input: MergeInput,
  byRule = false,
): Promise<Result<{ id: string; client_id: string }>> {
  const pair = await pairForDecision(context, input.intoId, input.fromId);
  if (!pair.ok) return pair;
  const { one, other, known } = pair.value;
  const [into, from] = one.id === input.intoId ? [one, other] : [other, one];
  const allowed = await checkMerge(context, into, from, input);
  if (!allowed.ok) return allowed;

  const [tables, ids] = [rowsAtClients(), [into.id, from.id]];
  const moved = (await countRows(context, tables, from.id)).filter(({ count }) => count > 0);
  const before = await readAll(context, tables, ids);
  for (const part of parts.values()) {
    const prepared = await part.prepare?.(context, { into, from });
    if (prepared !== undefined && !prepared.ok) return prepared;
  }
  const joined = await join(context, into.id, from.id, input.choices);
  if (!joined.ok) return joined;
  const { merging, details, facts } = joined.value;
  await keepDecisions(context, merging);
  await savePairState(context, known, { state: 'merged', byRule });
  const changes = changesOf(before, await readAll(context, tables, ids));

  const id = newId();
  const entry = await recordMerge(context, merging, { details, facts, id, moved });
  await insertMerge(context, {
    id,
    sales_system_id: into.sales_system_id,
    into_id: into.id,
    from_id: from.id,
    score: known.score,
    reasons: known.reasons,
    by_rule: byRule,
    changes,
    moved,
    entry_id: entry,
  });
  await matchClients(context, ids);
  offerUndo(context, entry);
  await announceClient(context, into.id, 'client.changed');
  await announceClient(context, from.id, 'client.merged');
  return ok({ id, client_id: into.id });
}

async function checkMerge(
  context: WriteContext,
  into: ClientRow,
  from: ClientRow,
  { versions }: MergeInput,
): Promise<Result<undefined>> {
  const stale =
    versions === undefined
      ? []
      : [into, from].filter((client, at) => client.version !== [versions.into, versions.from][at]);
  if (stale[0] !== undefined) return staleVersion(await cardNow(context, stale[0].id));
  const archived = [into, from].find((client) => client.closed === 'archived');
  if (archived !== undefined) return refuse('clients.merge_archived', { values: { name: archived.name } });
  const isCalled = await othersInCapacity(context, from.id, 'lease', []);
  return isCalled ? refuse('clients.being_called', { code: 'conflict' }) : ok();
}

interface Joined {
  merging: Merging;
  details: ClientDetails;
  facts: ClientFacts;
}

/** Everything of the one passes to the other; rows are read anew, since the parts may have ended something at them. */
async function join(
  context: WriteContext,
  intoId: string,
  fromId: string,
  choices: MergeChoices,
): Promise<Result<Joined>> {
  const parted = await lockBoth(context, intoId, fromId);
  if (!parted.ok) return parted;
  await saveMergedHead(context, parted.value.into, parted.value.from);
  const both = await lockBoth(context, intoId, fromId);
  if (!both.ok) return both;
  const { into, from } = both.value;
  const details = mergedDetails(into, from, choices.fields);
  const facts = mergedFacts(factsOf(into), factsOf(from), choices);
  if (!facts.ok) return facts;
  await mergePeople(context, { into, from }, choices.decision_maker ?? 'into');
  await moveAll(context, rowsAtClients(), from.id, into.id);
  await moveHoldings(context, from.id, into.id);

  await saveFacts(context, from.id, emptiedFacts(into.name), true);
  await saveEmptied(context, from, emptiedDetails(from), into.id);
  const keys = keysOf(details, await keysHeldBy(context, into.id));
  const owners = await keyOwners(context, keys);
  if (owners.some((owner) => owner.client_id !== into.id))
    return refuse('clients.already_registered', { code: 'conflict' });
  await saveDetails(context, into, details, nameKeyOf(details.name));
  await gainKeys(context, into.id, keys);
  await saveFacts(context, into.id, facts.value, false);
  const passed = await passHolder(context, into, from, facts.value);
  if (!passed.ok) return passed;
  for (const part of parts.values()) {
    const settled = await part.settle?.(context, { into, from });
    if (settled !== undefined && !settled.ok) return settled;
  }
  return ok({ merging: { into, from }, details, facts: facts.value });
}

async function lockBoth(context: WriteContext, intoId: string, fromId: string): Promise<Result<Merging>> {
  const rows = await lockClients(context, [intoId, fromId]);
  const [into, from] = [rows.get(intoId), rows.get(fromId)];
  return into === undefined || from === undefined ? notFound() : ok({ into, from });
}

/** The head organisation of the one that stays; a record is never the branch of itself, nor a head a branch. */
async function saveMergedHead(context: WriteContext, into: ClientRow, from: ClientRow): Promise<void> {
  const heads = [into.head_client_id, from.head_client_id].filter(
    (id) => id !== null && id !== into.id && id !== from.id,
  );
  const branches = [...(await branchesOf(context, into.id)), ...(await branchesOf(context, from.id))];
  const isHead = branches.some(({ id }) => id !== into.id && id !== from.id);
  const head = isHead ? null : (heads[0] ?? null);
  if (head !== into.head_client_id) await saveHead(context, into.id, head);
  if (from.head_client_id !== null) await saveHead(context, from.id, null);
}

/** One holder from now on; what the other one had to do goes over, and they may read the card on. */
async function passHolder(
  context: WriteContext,
  into: ClientRow,
  from: ClientRow,
  facts: ClientFacts,
): Promise<Result<undefined>> {
  const holder = facts.holder_id;
  if ((await holderByHistory(context, into.id)) !== holder) {
    await saveHolding(
      context,
      into.id,
      holder === null ? null : { employeeId: holder, via: 'transfer', note: from.name },
    );
  }
  for (const former of new Set([into.holder_id, from.holder_id])) {
    if (former === null || former === holder) continue;
    await admitParticipant(context, into.id, former, 'former_holder', into.id);
    if (holder === null) continue;
    const client = await lockRow(context, into.id);
    if (client === null) return notFound();
    const passed = await passedOn(context, { client, from: former, to: holder, via: 'transfer' });
    if (!passed.ok) return passed;
  }
  return ok();
}

/** Whom the record that goes was kept apart from, the one that stays is as well. */
async function keepDecisions(context: WriteContext, { into, from }: Merging): Promise<void> {
  for (const pair of await decidedPairsOf(context, from.id)) {
    const other = pair.one_id === from.id ? pair.other_id : pair.one_id;
    if (other === into.id) continue;
    const { sales_system_id, score, reasons, state } = pair;
    await savePairState(
      context,
      { ...pairOf(into.id, other), sales_system_id, score, reasons },
      { state, byRule: false },
    );
  }
}

async function recordMerge(
  context: WriteContext,
  { into, from }: Merging,
  of: { details: ClientDetails; facts: ClientFacts; id: string; moved: readonly { table: string; count: number }[] },
): Promise<string> {
  const gone = changedDetails(detailsOf(from), emptiedDetails(from));
  const goneFacts = changedFacts(factsOf(from), emptiedFacts(into.name));
  await record(context, {
    action: 'client.merged_away',
    subject: { kind: 'client', id: from.id },
    clientId: from.id,
    before: { ...gone.before, ...goneFacts.before },
    after: { ...gone.after, ...goneFacts.after, other_id: into.id, other_name: into.name },
  });
  const kept = changedDetails(detailsOf(into), of.details);
  const keptFacts = changedFacts(factsOf(into), of.facts);
  return record(context, {
    action: 'client.merged',
    subject: { kind: 'client', id: into.id },
    clientId: into.id,
    before: { ...kept.before, ...keptFacts.before },
    after: {
      ...kept.after,
      ...keptFacts.after,
      other_id: from.id,
      other_name: from.name,
      moved: Object.fromEntries(of.moved.map(({ table, count }) => [table, count])),
    },
  });
}

const MOST_NAMED = 20;

/**
 * Takes a merge back to the letter while nobody has built on it: every row stands as it stood. Refuses with what has been
 * done since: `clients.merge_built_on`; `clients.merge_undone` twice. Source: architecture, Habits (undo).
 */
export async function undoMerge(context: WriteContext, id: string): Promise<Result<{ client_id: string }>> {
  const merge = await mergeById(context, id);
  if (merge === null) return notFound();
  const rows = await lockClients(context, [merge.into_id, merge.from_id]);
  const [into, from] = [rows.get(merge.into_id), rows.get(merge.from_id)];
  if (into === undefined || from === undefined) return notFound();
  const may = await mayJudge(context, [into]);
  if (!may.ok) return may;
  if (merge.undone_at !== null) return refuse('clients.merge_undone', { code: 'conflict' });
  const built = await entriesAfter(context, [into.id, from.id], merge.entry_id, MOST_NAMED);
  const movedOn = await tablesMovedOn(context, merge.changes);
  if (built.length > 0 || movedOn.length > 0) {
    return refuse('clients.merge_built_on', {
      code: 'conflict',
      values: { count: Math.max(built.length, movedOn.length) },
      details: { built, tables: movedOn },
    });
  }
  await takeBackAll(context, merge.changes);
  await markUndone(context, id);
  const after = await lockClients(context, [into.id, from.id]);
  for (const [client, other] of [
    [into, from],
    [from, into],
  ] as const) {
    const now = after.get(client.id);
    if (now === undefined) continue;
    const change = changedDetails(detailsOf(client), detailsOf(now));
    const facts = changedFacts(factsOf(client), factsOf(now));
    await record(context, {
      action: 'client.merge_undone',
      subject: { kind: 'client', id: client.id },
      clientId: client.id,
      before: { ...change.before, ...facts.before },
      after: { ...change.after, ...facts.after, other_id: other.id, other_name: other.name },
    });
    await announceClient(context, client.id, 'client.changed');
  }
  await matchClients(context, [into.id, from.id]);
  return ok({ client_id: from.id });
}

/**
 * Erases what merges have kept of a person so as to be taken back, inside the command that erases the person. The merge and
 * its undo stay: of the person it brings nothing back. Source: domain §14.
 */
export async function forgetInMerges(context: WriteContext, personId: string): Promise<Result<{ erased: number }>> {
  return ok({ erased: await erasePersonInMerges(context, personId) });
}

export function registerMerging(): void {
  registerJournalAliases(mergedInto);
  registerUndo('client.merged', async (context, entry) => {
    const id = await mergeOfEntry(context, entry.subjectId, entry.id);
    return id === null ? notFound() : undoMerge(context, id);
  });
}
