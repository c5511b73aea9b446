import { offerUndo, record, registerUndo, type Undo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { forbidden, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayEditClient, mayMergeIn } from '../access.ts';
import type { ClientRow } from '../contract.ts';
import { announceClient } from '../facts/commands.ts';
import { lockClients, reachesOf } from '../queries.ts';
import { branchesOf, findClient } from '../store.ts';
import { COMMON_FROM, compare, LEAST_SCORE, matchValues, pairOf, valueText } from './rules.ts';
import {
  alikeOf,
  comparableOf,
  comparables,
  type FoundPair,
  noteCommonValues,
  pairById,
  putInQueue,
  type StoredComparable,
  saveHead,
  savePairState,
  savePairs,
  saveValues,
  sharersOf,
  takeFromQueue,
} from './store.ts';

/**
 * Compares clients with all that share a value with them or are called alike in their region, and keeps the pairs. A value
 * of many clients makes no pairs. With `forRules` the pairs that nobody knew of wait for the rules. It asks no question of
 * access. Source: domain §2.
 */
export async function matchClients(context: WriteContext, ids: readonly string[], forRules = false): Promise<void> {
  if (ids.length === 0) return;
  await matchAll(context, await comparables(context, ids), { forRules, areNew: false });
}

/** Compares a client that has just been added: nobody is at it yet, and nothing was found of it before. */
export async function matchNewClient(context: WriteContext, client: ClientRow): Promise<void> {
  await matchAll(context, [comparableOf(client)], { forRules: false, areNew: true });
}

async function matchAll(
  context: WriteContext,
  clients: readonly StoredComparable[],
  { forRules, areNew }: { forRules: boolean; areNew: boolean },
): Promise<void> {
  await saveValues(
    context,
    clients.map((client) => ({ client, values: matchValues(client) })),
    areNew,
  );
  const live = clients.filter((client) => !client.gone);
  const shared = await sharersOf(
    context,
    live.map(({ id }) => id),
  );
  const placed = live.filter(({ region }) => region !== null);
  const alike = await alikeOf(
    context,
    placed.map(({ id }) => id),
  );
  const common = new Set(shared.filter(({ others }) => others.length > COMMON_FROM).map(valueText));
  const wanted = new Map<string, { one_id: string; other_id: string }>();
  for (const { client_id, others } of [...shared.filter((value) => !common.has(valueText(value))), ...alike]) {
    for (const other of others) wanted.set(`${[client_id, other].toSorted().join('/')}`, pairOf(client_id, other));
  }
  const pairs = await scored(context, clients, [...wanted.values()], common);
  const ids = clients.map(({ id }) => id);
  if (!areNew || pairs.length > 0) await savePairs(context, ids, pairs, forRules);
  for (const [system, members] of Map.groupBy(clients, (client) => client.sales_system_id)) {
    const here = new Set(members.map(({ id }) => id));
    const values = shared.filter((value) => here.has(value.client_id) && common.has(valueText(value)));
    await putInQueue(context, await noteCommonValues(context, system, values));
  }
}

async function scored(
  context: WriteContext,
  known: readonly StoredComparable[],
  pairs: readonly { one_id: string; other_id: string }[],
  common: ReadonlySet<string>,
): Promise<FoundPair[]> {
  const byId = new Map(known.map((client) => [client.id, client]));
  const missing = new Set(pairs.flatMap((pair) => [pair.one_id, pair.other_id]).filter((id) => !byId.has(id)));
  for (const client of await comparables(context, [...missing])) byId.set(client.id, client);
  return pairs.flatMap((pair) => {
    const [one, other] = [byId.get(pair.one_id), byId.get(pair.other_id)];
    if (one === undefined || other === undefined || one.gone || other.gone) return [];
    const { score, reasons } = compare(one, other, common);
    return score < LEAST_SCORE ? [] : [{ ...pair, sales_system_id: one.sales_system_id, score, reasons }];
  });
}

/** A batch of the clients that have changed since; its new pairs wait for the rules. Returns how many it has looked at. */
export async function matchNextBatch(context: WriteContext, most: number): Promise<number> {
  const ids = await takeFromQueue(context, most);
  await matchClients(context, ids, true);
  return ids.length;
}

export interface Pair {
  one: ClientRow;
  other: ClientRow;
  known: FoundPair;
}

/**
 * Both clients of a pair, locked, for whoever judges the duplicates of their market or may edit both. One out of reach is
 * not found; of two markets they are two clients. Refuses: `clients.not_yours`, `clients.merged_away`,
 * `clients.pair_of_two_markets`.
 */
export async function pairForDecision(context: WriteContext, oneId: string, otherId: string): Promise<Result<Pair>> {
  const ids = pairOf(oneId, otherId);
  const rows = await lockClients(context, [ids.one_id, ids.other_id]);
  const [one, other] = [rows.get(ids.one_id), rows.get(ids.other_id)];
  if (one === undefined || other === undefined || oneId === otherId) return notFound();
  const allowed = await mayJudge(context, [one, other]);
  if (!allowed.ok) return allowed;
  if (one.merged_into !== null || other.merged_into !== null)
    return refuse('clients.merged_away', { code: 'conflict' });
  if (one.sales_system_id !== other.sales_system_id) return refuse('clients.pair_of_two_markets');
  return ok({ one, other, known: await knownPair(context, ids, one.sales_system_id) });
}

/** Whether the actor decides of these records: by the right in their market, or as whoever may edit each of them. */
export async function mayJudge(context: WriteContext, clients: readonly ClientRow[]): Promise<Result<undefined>> {
  const reaches = await reachesOf(
    context,
    clients.map(({ id }) => id),
  );
  const allowed = clients.map(({ id, sales_system_id }) => {
    const reach = reaches.get(id) ?? 'none';
    if (reach === 'none') return 'none';
    return mayMergeIn(context.actor, sales_system_id) || mayEditClient(context.actor, reach, sales_system_id)
      ? 'may'
      : 'glance';
  });
  if (allowed.includes('none')) return notFound();
  return allowed.includes('glance') ? forbidden('clients.not_yours') : ok();
}

/** What is known of a pair; of one that nobody has found, how it compares now. */
async function knownPair(
  context: WriteContext,
  ids: { one_id: string; other_id: string },
  salesSystemId: string,
): Promise<FoundPair> {
  const stored = await pairById(context, ids);
  if (stored !== null) {
    const { one_id, other_id, sales_system_id, score, reasons } = stored;
    return { one_id, other_id, sales_system_id, score, reasons };
  }
  const [one, other] = await comparables(context, [ids.one_id, ids.other_id]);
  const compared = one === undefined || other === undefined ? null : compare(one, other);
  return {
    ...ids,
    sales_system_id: salesSystemId,
    score: Math.max(1, compared?.score ?? 1),
    reasons: compared?.reasons ?? [],
  };
}

/** Two clients that look alike are two organisations: they are not shown as a pair again. Source: domain §2. */
export async function keepApart(
  context: WriteContext,
  oneId: string,
  otherId: string,
  byRule = false,
): Promise<Result<{ done: boolean }>> {
  const pair = await pairForDecision(context, oneId, otherId);
  if (!pair.ok) return pair;
  const { one, other, known } = pair.value;
  await savePairState(context, known, { state: 'apart', byRule });
  const entries = await recordBoth(context, 'client.kept_apart', one, other, (theirs) => ({
    other_id: theirs.id,
    other_name: theirs.name,
  }));
  offerUndo(context, entries);
  return ok({ done: true });
}

/**
 * Makes one client the branch of another, its head organisation: both stay clients of their own, each card names the
 * other. Refuses: `clients.head_is_branch`, `clients.branch_is_head`. Source: domain §2 (INN with KPP).
 */
export async function linkBranch(
  context: WriteContext,
  link: { headId: string; branchId: string },
  byRule = false,
): Promise<Result<{ done: boolean }>> {
  const pair = await pairForDecision(context, link.headId, link.branchId);
  if (!pair.ok) return pair;
  const { one, other, known } = pair.value;
  const [head, branch] = one.id === link.headId ? [one, other] : [other, one];
  if (head.head_client_id !== null) return refuse('clients.head_is_branch', { values: { name: head.name } });
  if ((await branchesOf(context, branch.id)).length > 0) {
    return refuse('clients.branch_is_head', { values: { name: branch.name } });
  }
  await saveHead(context, branch.id, head.id);
  await savePairState(context, known, { state: 'branch', byRule });
  const entry = await record(context, {
    action: 'client.branch_linked',
    subject: { kind: 'client', id: branch.id },
    clientId: branch.id,
    before: { head_client_id: branch.head_client_id },
    after: { head_client_id: head.id, other_name: head.name },
  });
  await record(context, {
    action: 'client.branch_gained',
    subject: { kind: 'client', id: head.id },
    clientId: head.id,
    after: { other_id: branch.id, other_name: branch.name },
  });
  offerUndo(context, entry);
  await announceClient(context, head.id, 'client.changed');
  await announceClient(context, branch.id, 'client.changed');
  return ok({ done: true });
}

/** Journals one decision at both clients; returns the entry by which it is taken back. */
export async function recordBoth(
  context: WriteContext,
  action: string,
  one: ClientRow,
  other: ClientRow,
  after: (theirs: ClientRow) => object,
): Promise<string> {
  await record(context, {
    action,
    subject: { kind: 'client', id: other.id },
    clientId: other.id,
    after: after(one),
  });
  return record(context, { action, subject: { kind: 'client', id: one.id }, clientId: one.id, after: after(other) });
}

/** Takes back what was decided of a pair, by whoever decides now: it stands in the queue again if it still looks like one. */
export async function reopenDecision(
  context: WriteContext,
  oneId: string,
  otherId: string,
): Promise<Result<{ done: boolean }>> {
  const pair = await pairForDecision(context, oneId, otherId);
  if (!pair.ok) return pair;
  const { one, other } = pair.value;
  for (const [branch, head] of [
    [one, other],
    [other, one],
  ] as const) {
    if (branch.head_client_id !== head.id) continue;
    await saveHead(context, branch.id, null);
    await announceClient(context, branch.id, 'client.changed');
    await announceClient(context, head.id, 'client.changed');
  }
  await recordBoth(context, 'client.pair_reopened', one, other, ({ id, name }) => ({ other_id: id, other_name: name }));
  const reopened = await reopenPair(context, oneId, otherId);
  return reopened.ok ? ok({ done: true }) : reopened;
}

/** The pair is open again, and stands in the queue if it still looks like one. */
async function reopenPair(context: WriteContext, oneId: string, otherId: string): Promise<Result<undefined>> {
  const pair = await pairForDecision(context, oneId, otherId);
  if (!pair.ok) return pair;
  await savePairState(context, pair.value.known, { state: 'open', byRule: false });
  await matchClients(context, [oneId]);
  return ok();
}

const undoApart: Undo = (context, entry) => {
  // Written by `keepApart`, which is what makes the shape true.
  const { other_id } = entry.after as { other_id: string };
  return reopenPair(context, entry.subjectId, other_id);
};

const undoBranch: Undo = async (context, entry) => {
  const [before, after] = [entry.before, entry.after] as { head_client_id: string | null }[];
  const headId = after?.head_client_id ?? '';
  const branch = await findClient(context, entry.subjectId);
  if (branch?.head_client_id !== headId) return refuse('journal.acted_on_since', { code: 'conflict' });
  const reopened = await reopenPair(context, entry.subjectId, headId);
  if (!reopened.ok) return reopened;
  await saveHead(context, entry.subjectId, before?.head_client_id ?? null);
  await announceClient(context, entry.subjectId, 'client.changed');
  await announceClient(context, headId, 'client.changed');
  return ok();
};

export function registerDuplicates(): void {
  registerUndo('client.kept_apart', undoApart);
  registerUndo('client.branch_linked', undoBranch);
}
