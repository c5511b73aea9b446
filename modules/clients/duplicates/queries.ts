import { defaultSalesSystem, salesSystemById, salesSystems, segmentsOf } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { checkInn, checkKpp } from '#shared/identifiers.ts';
import { parsePhones } from '#shared/phone.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { mayCreateClient, mayMergeIn, ownSystems, selves } from '../access.ts';
import type { ClientRow } from '../contract.ts';
import { lastMerges } from '../merging/store.ts';
import { workOnPairs } from '../pair-work/queries.ts';
import { countPairs, lastDecided, PAIRS_COUNTED, type PairPlace, type PairReach, pageOfPairs } from '../pairs/store.ts';
import { reachesOf } from '../queries.ts';
import { fullRegion } from '../regions/rules.ts';
import { isEmail, nameKeyOf } from '../register/rules.ts';
import { groupOf } from '../rules.ts';
import { employeeNames, findClients } from '../store.ts';
import type { DecidedPair, DuplicatePair, PairPage, PairSide, Similar } from './contract.ts';
import { COMMON_FROM, type Comparable, compare, matchValues, type Suggestion, survivorOf, valueText } from './rules.ts';
import {
  clientsNamedLike,
  comparables,
  QUEUE_COUNTED,
  queueLength,
  type StoredPair,
  sharersOfValues,
} from './store.ts';

/** Whose pairs the actor decides of: the right in whole markets, and pairs both of whose clients are one's own. */
export async function pairReach(context: Context): Promise<PairReach> {
  const { actor } = context;
  const known =
    actor.rights['clients.merge'] === 'company' ? (await salesSystems(context)).map(({ id }) => id) : ownSystems(actor);
  return { systems: known.filter((system) => mayMergeIn(actor, system)), selves: selves(actor) };
}

const DEFAULT_LIMIT = 20;
const PLACE = 3;

/** Open pairs that the actor decides of, the surest first, with both records side by side. Source: domain §2. */
export async function listPairs(
  context: Context,
  query: {
    client_id?: string | undefined;
    import_id?: string | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<Result<PairPage>> {
  const { client_id: clientId = null, import_id: importId = null, limit = DEFAULT_LIMIT } = query;
  const scope = { clientId, importId, kinds: null };
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, PLACE);
  if (after === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const reach = await pairReach(context);
  const [pairs, left, waiting] = await Promise.all([
    // A cursor of this list holds exactly these three.
    pageOfPairs(context, reach, scope, { after: after as PairPlace | null, limit: limit + 1 }),
    countPairs(context, reach, scope),
    queueLength(context),
  ]);
  const page = pairs.slice(0, limit);
  const last = page.at(-1);
  return ok({
    items: await shown(context, reach, page, importId),
    work: await workOnPairs(context),
    next_cursor:
      pairs.length > limit && last !== undefined ? encodeCursor([last.score, last.one_id, last.other_id]) : null,
    left: { value: Math.min(left, PAIRS_COUNTED), exact: left <= PAIRS_COUNTED },
    waiting: { value: Math.min(waiting, QUEUE_COUNTED), exact: waiting <= QUEUE_COUNTED },
    judges: reach.systems.length > 0,
  });
}

async function shown(
  context: Context,
  reach: PairReach,
  pairs: readonly StoredPair[],
  importId: string | null,
): Promise<DuplicatePair[]> {
  const alike = await alikeCounts(context, reach, pairs, importId);
  const ids = [...new Set(pairs.flatMap((pair) => [pair.one_id, pair.other_id]))];
  const rows = await findClients(context, ids);
  const names = await employeeNames(
    context,
    rows.map((row) => row.holder_id),
  );
  const segments = new Map<string, string>();
  for (const system of new Set(rows.map((row) => row.sales_system_id))) {
    for (const { id, name } of await segmentsOf(context, system)) segments.set(id, name);
  }
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  return Promise.all(
    pairs.flatMap((pair) => {
      const [one, other] = [byId.get(pair.one_id), byId.get(pair.other_id)];
      return one === undefined || other === undefined
        ? []
        : [pairView(context, { reach, alike }, pair, [one, other], names, segments)];
    }),
  );
}

const kindsOf = ({ reasons }: StoredPair): string => reasons.map(({ kind }) => kind).join();

/** How many open pairs there are for each set of reasons on the page, for whoever may decide them alike. */
async function alikeCounts(
  context: Context,
  reach: PairReach,
  pairs: readonly StoredPair[],
  importId: string | null,
): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  for (const pair of pairs) {
    const kinds = kindsOf(pair);
    if (counted.has(kinds) || !reach.systems.includes(pair.sales_system_id)) continue;
    const scope = { clientId: null, importId, kinds: kinds.split(',') };
    counted.set(kinds, Math.min(PAIRS_COUNTED, await countPairs(context, reach, scope)));
  }
  return counted;
}

async function pairView(
  context: Context,
  { reach, alike }: { reach: PairReach; alike: ReadonlyMap<string, number> },
  pair: StoredPair,
  [one, other]: [ClientRow, ClientRow],
  names: ReadonlyMap<string, string>,
  segments: ReadonlyMap<string, string>,
): Promise<DuplicatePair> {
  const [ofOne, ofOther] = await Promise.all([
    countPairs(context, reach, { clientId: one.id, importId: null, kinds: null }),
    countPairs(context, reach, { clientId: other.id, importId: null, kinds: null }),
  ]);
  const weighed = (row: ClientRow) => ({ ...row, name_key: '', people_phones: [], people_emails: [] });
  return {
    one: sideOf(one, names, segments),
    other: sideOf(other, names, segments),
    survivor_id: survivorOf(weighed(one), weighed(other)).id,
    score: pair.score,
    reasons: pair.reasons,
    suggestion: suggestionOf(pair),
    rule_refusal: pair.rule_refusal,
    // The pair itself is counted at both.
    more: Math.max(0, ofOne + ofOther - 2),
    alike: Math.max(0, (alike.get(kindsOf(pair)) ?? 0) - 1),
  };
}

const SURE = 75;

function suggestionOf({ score, reasons }: Pick<StoredPair, 'score' | 'reasons'>): Suggestion {
  if (reasons.some(({ kind }) => kind === 'branch')) return 'branch';
  if (reasons.some(({ kind }) => kind === 'other_inn' || kind === 'other_ogrn')) return 'look';
  return score >= SURE ? 'merge' : 'look';
}

function sideOf(row: ClientRow, names: ReadonlyMap<string, string>, segments: ReadonlyMap<string, string>): PairSide {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    legal_name: row.legal_name,
    inn: row.inn,
    kpp: row.kpp,
    ogrn: row.ogrn,
    oktmo: row.oktmo,
    organisation_type: row.organisation_type,
    segment_id: row.segment_id,
    segment_name: row.segment_id === null ? null : (segments.get(row.segment_id) ?? null),
    region: row.region,
    settlement: row.settlement,
    time_zone: row.time_zone,
    size: row.size,
    sites: row.sites,
    phones: row.phones,
    emails: row.emails,
    source: row.source,
    strategy: row.strategy,
    note: row.note,
    call_basis: row.call_basis,
    do_not_call: row.do_not_call,
    state: row.state,
    group: groupOf(row.state),
    holder: row.holder_id === null ? null : { id: row.holder_id, full_name: names.get(row.holder_id) ?? '' },
    next_step: row.next_step_on === null ? null : { title: row.next_step_title ?? '', on: row.next_step_on },
    next_check_on: row.next_check_on,
    last_touch_at: row.last_touch_at,
    created_at: row.created_at,
  };
}

const LAST = 100;

/** What was decided last: merges that stand, branches, records kept apart. */
export async function listDecided(context: Context): Promise<Result<{ items: DecidedPair[] }>> {
  const reach = await pairReach(context);
  const [merges, pairs] = await Promise.all([
    lastMerges(context, { systems: reach.systems, employees: reach.selves }, LAST),
    lastDecided(context, reach, LAST),
  ]);
  const rows = await comparables(
    context,
    pairs.flatMap((pair) => [pair.one_id, pair.other_id]),
  );
  const nameOf = new Map(rows.map((row) => [row.id, row.name]));
  const named = (id: string) => ({ id, name: nameOf.get(id) ?? '' });
  const items: DecidedPair[] = [
    ...merges.map((merge) => ({
      decision: 'merged' as const,
      merge_id: merge.id,
      one: { id: merge.into_id, name: merge.into_name },
      other: { id: merge.from_id, name: merge.from_name },
      by_rule: merge.by_rule,
      by_name: merge.merged_by_name,
      at: merge.merged_at,
    })),
    ...pairs.map((pair) => ({
      decision: pair.state,
      merge_id: null,
      one: named(pair.one_id),
      other: named(pair.other_id),
      by_rule: pair.by_rule,
      by_name: pair.decided_by_name,
      at: pair.decided_at,
    })),
  ];
  return ok({ items: items.toSorted((one, other) => Temporal.Instant.compare(other.at, one.at)).slice(0, LAST) });
}

export interface Typed {
  name?: string | undefined;
  region?: string | undefined;
  inn?: string | undefined;
  kpp?: string | undefined;
  phones?: readonly string[] | undefined;
  emails?: readonly string[] | undefined;
  sites?: readonly string[] | undefined;
  sales_system_id?: string | undefined;
  except_id?: string | undefined;
}

const SHOWN = 5;
/** A name of a place that was not named: enough to ask whether it is the same one. */
const LIKE_FROM = 30;

/**
 * Clients like the one that is being typed in. What cannot be read yet is left aside. Of clients out of reach nothing is
 * told but that the tax number is registered. Source: domain §2, §14.
 */
export async function findSimilar(context: Context, typed: Typed): Promise<Result<Similar>> {
  const system =
    typed.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, typed.sales_system_id);
  if (system === null || !mayCreateClient(context.actor, system.id))
    return ok({ items: [], already_registered: false });
  const wanted = comparableOf(typed);
  const shared = await sharersOfValues(context, system.id, matchValues(wanted));
  const common = new Set(shared.filter(({ others }) => others.length > COMMON_FROM).map(valueText));
  const found = new Set([
    ...shared.filter((value) => !common.has(valueText(value))).flatMap(({ others }) => others),
    ...(await clientsNamedLike(context, system.id, wanted)),
  ]);
  found.delete(typed.except_id ?? '');
  const clients = await comparables(context, [...found]);
  const scored = clients
    .filter((client) => !client.gone)
    .map((client) => ({ client, ...compare(wanted, client, common) }))
    .filter(({ score }) => score >= LIKE_FROM)
    .toSorted((one, other) => other.score - one.score);
  const reaches = await reachesOf(
    context,
    scored.map(({ client }) => client.id),
  );
  const isHidden = (id: string) => (reaches.get(id) ?? 'none') === 'none';
  const shown = scored.filter(({ client }) => !isHidden(client.id)).slice(0, SHOWN);
  const names = await employeeNames(
    context,
    shown.map(({ client }) => client.holder_id),
  );
  return ok({
    items: shown.map(({ client, score, reasons }) => ({
      id: client.id,
      name: client.name,
      region: client.region,
      state: client.state,
      holder: client.holder_id === null ? null : { id: client.holder_id, full_name: names.get(client.holder_id) ?? '' },
      score,
      reasons,
    })),
    already_registered: scored.some(
      ({ client, reasons }) => isHidden(client.id) && reasons.some(({ kind }) => kind === 'inn' || kind === 'branch'),
    ),
  });
}

const line = (text: string | undefined): string | null => {
  const tidy = text?.replace(/\s+/gu, ' ').trim() ?? '';
  return tidy === '' ? null : tidy;
};

function comparableOf(typed: Typed): Comparable {
  const [name, region, inn, kpp] = [line(typed.name), line(typed.region), line(typed.inn), line(typed.kpp)];
  const [readInn, readKpp] = [inn === null ? null : checkInn(inn), kpp === null ? null : checkKpp(kpp)];
  return {
    id: '',
    name_key: name === null ? '' : nameKeyOf(name),
    region: region === null ? null : fullRegion(region),
    inn: readInn?.ok === true ? readInn.value : null,
    kpp: readKpp?.ok === true ? readKpp.value : null,
    ogrn: null,
    phones: (typed.phones ?? []).flatMap((text) => parsePhones(text).phones),
    emails: (typed.emails ?? []).map((email) => email.trim()).filter(isEmail),
    sites: (typed.sites ?? []).map((site) => site.trim()).filter((site) => site !== ''),
    people_phones: [],
    people_emails: [],
  };
}
