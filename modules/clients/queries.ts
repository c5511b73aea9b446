import { customPeople, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import { may } from '#modules/structure/access.ts';
import { segmentsOf, unitMembers } from '#modules/structure/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Actor } from '#shared/actor.ts';
import { forbidden, notFound, ok, type Result, refuse } from '#shared/result.ts';
import {
  type ClientLink,
  mayEditClient,
  mayTakeClient,
  mayTransferClient,
  mayTrashClient,
  type Reach,
  reachTo,
  selves,
} from './access.ts';
import { contactRowsOf } from './contacts/store.ts';
import type { ClientCard, ClientContact, ClientRow } from './contract.ts';
import { groupOf } from './rules.ts';
import {
  branchesOf,
  employeeNames,
  findClient,
  heldSince,
  linksOf,
  lockRow,
  lockRows,
  namesOf,
  type StoredLink,
} from './store.ts';
import { namesLivingClient } from './trash/store.ts';

export { boundByWords, type ClientBound, meantByWords, systemsOf } from './client-bound/store.ts';

/** How near each of the clients is to the actor; those that do not exist are absent. */
export async function reachesOf(context: Context, ids: readonly string[]): Promise<Map<string, Reach>> {
  const links = await linksOf(context, ids, selves(context.actor));
  const colleagues = await unitColleagues(context);
  return new Map(links.map((link) => [link.id, reachTo(context.actor, linkFrom(link, colleagues))]));
}

/** How near one client is to the actor: `none` for what does not exist as well. Source: domain §14. */
export async function reachOf(context: Context, id: string): Promise<Reach> {
  return (await reachesOf(context, [id])).get(id) ?? 'none';
}

/** Those of the clients whose card would be open to the actor, were they not in the trash. */
export async function reachableInTrash(context: Context, ids: readonly string[]): Promise<Set<string>> {
  const links = await linksOf(context, ids, selves(context.actor), 'client_records');
  const colleagues = await unitColleagues(context);
  const open = links.filter((link) => ['card', 'work'].includes(reachTo(context.actor, linkFrom(link, colleagues))));
  return new Set(open.map((link) => link.id));
}

/** Those of the clients whose card is open to the actor. */
export async function reachableAmong(context: Context, ids: readonly string[]): Promise<Set<string>> {
  const reaches = await reachesOf(context, ids);
  return new Set([...reaches].filter(([, reach]) => reach === 'card' || reach === 'work').map(([id]) => id));
}

/** Those of the clients whose data the actor may change. */
export async function editableAmong(context: Context, ids: readonly string[]): Promise<Set<string>> {
  const links = await linksOf(context, ids, selves(context.actor));
  const colleagues = await unitColleagues(context);
  const editable = links.filter((link) =>
    mayEditClient(context.actor, reachTo(context.actor, linkFrom(link, colleagues)), link.sales_system_id),
  );
  return new Set(editable.map((link) => link.id));
}

/** Who works in the actor's units, where a right of theirs reaches that far. */
export async function unitColleagues(context: Pick<Context, 'db' | 'now' | 'actor'>): Promise<string[]> {
  if (!reachesUnit(context.actor)) return [];
  const units = [...new Set(context.actor.positions.map((position) => position.unitId))];
  const members = await Promise.all(units.map((unit) => unitMembers(context, unit)));
  return members.flat().map((member) => member.employeeId);
}

function reachesUnit(actor: Actor): boolean {
  return may(actor, 'clients.read') === 'unit' || may(actor, 'clients.work') === 'unit';
}

function linkFrom(link: StoredLink, colleagues: readonly string[]): ClientLink {
  return {
    salesSystemId: link.sales_system_id,
    holderId: link.holder_id,
    checkOwnerId: link.check_owner_id,
    holderInUnit: link.holder_id !== null && colleagues.includes(link.holder_id),
    capacities: link.capacities,
  };
}

/**
 * The client, locked until the end of the transaction, for whoever may work with it. Out of reach is not found; a client
 * that one may only look at is forbidden. Source: domain §14.
 */
export async function clientForWork(context: WriteContext, id: string): Promise<Result<ClientRow>> {
  const client = await lockRow(context, id);
  const reach = client === null ? 'none' : await reachOf(context, id);
  if (client === null || reach === 'none') return notFound();
  if (client.merged_into !== null) return refuse('clients.merged_away', { code: 'conflict' });
  return reach === 'work' ? ok(client) : forbidden('clients.not_yours');
}

/** The client for a change of its data: for whoever works with it or keeps the register in order. */
export async function clientForEdit(context: WriteContext, id: string): Promise<Result<ClientRow>> {
  const client = await lockRow(context, id);
  const reach = client === null ? 'none' : await reachOf(context, id);
  if (client === null || reach === 'none') return notFound();
  if (client.merged_into !== null) return refuse('clients.merged_away', { code: 'conflict' });
  return mayEditClient(context.actor, reach, client.sales_system_id) ? ok(client) : forbidden('clients.not_yours');
}

/** Clients by their ids, locked with no question of access; those that do not exist are absent. */
export async function lockClients(context: WriteContext, ids: readonly string[]): Promise<Map<string, ClientRow>> {
  return new Map((await lockRows(context, ids)).map((client) => [client.id, client]));
}

/** The client with no question of access: for what follows from another's command. Not found when there is none. */
export async function lockClient(context: WriteContext, id: string): Promise<Result<ClientRow>> {
  const client = await lockRow(context, id);
  return client === null ? notFound() : ok(client);
}

/** The client as it is now, with no lock and no question of access: for what follows from another's read. */
export async function clientById(context: Pick<Context, 'db'>, id: string): Promise<ClientRow | null> {
  return findClient(context, id);
}

/** Names to show beside ids. Whoever asks has decided that they may be shown. */
export async function clientNames(context: Pick<Context, 'db'>, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await namesOf(context, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The contacts of a client: the decision maker first, those who have left last. Whoever asks has checked the reach. */
export async function contactsOf(context: Pick<Context, 'db'>, clientId: string): Promise<ClientContact[]> {
  return contactRowsOf(context, clientId);
}

/** The card of a client; at a glance only name, region, holder and state. Out of reach is not found. Source: domain §14. */
export async function clientCard(context: Context, id: string): Promise<Result<ClientCard>> {
  const asked = await findClient(context, id);
  // A record that was merged is shown by the one that stays; its links go on working.
  const client = asked === null || asked.merged_into === null ? asked : await findClient(context, asked.merged_into);
  const reach = client === null ? 'none' : await reachOf(context, client.id);
  if (client === null || reach === 'none') return notFound();
  const card = await cardOf(context, client, reach);
  return ok(client.id === id ? card : { ...card, merged_into: client.id });
}

/** The card after a command: what the edge answers. A command that took the client out of the actor's sight shows a glance. */
export async function cardAfter(context: Context, result: Result<ClientRow>): Promise<Result<ClientCard>> {
  return result.ok ? clientCard(context, result.value.id) : result;
}

/** The card as it stands, for whoever comes with a stale one. */
export async function cardNow(context: Context, id: string): Promise<ClientCard | null> {
  const card = await clientCard(context, id);
  return card.ok ? card.value : null;
}

async function cardOf(context: Context, client: ClientRow, reach: Exclude<Reach, 'none'>): Promise<ClientCard> {
  const { actor } = context;
  const names = await employeeNames(context, [client.holder_id, client.check_owner_id]);
  const person = (id: string | null) => (id === null ? null : { id, full_name: names.get(id) ?? '' });
  const group = groupOf(client.state);
  const mayWork = reach === 'work';
  const glance = {
    id: client.id,
    reach,
    name: client.name,
    region: client.region,
    state: client.state,
    group,
    holder: person(client.holder_id),
    allowed: {
      edit: mayEditClient(actor, reach, client.sales_system_id),
      work: mayWork,
      take: (group === 'queued' || group === 'waiting') && mayTakeClient(actor, client.sales_system_id),
      transfer: client.holder_id !== null && mayTransferClient(actor, client.sales_system_id),
      close: mayEditClient(actor, reach, client.sales_system_id),
      trash: client.merged_into === null && mayTrashClient(actor, reach, client.sales_system_id),
    },
  };
  if (reach === 'glance') return glance;
  const own = await fieldsOf(context, 'client');
  const [segments, since, heads, branches, people] = await Promise.all([
    client.segment_id === null ? [] : segmentsOf(context, client.sales_system_id),
    client.holder_id === null ? null : heldSince(context, client.id),
    client.head_client_id === null ? [] : namesOf(context, [client.head_client_id]),
    branchesOf(context, client.id),
    customPeople(context, own, [client.custom]),
  ]);
  const segment = segments.find((known) => known.id === client.segment_id);
  return {
    ...glance,
    ...openPart(client, person),
    custom: shownCustom(own, client.custom),
    custom_people: people,
    segment: segment === undefined ? null : { id: segment.id, name: segment.name },
    held_since: since,
    head: heads[0] ?? null,
    branches,
  };
}

type GlanceCard = Pick<ClientCard, 'id' | 'reach' | 'name' | 'region' | 'state' | 'group' | 'holder' | 'allowed'>;
type ShowPerson = (id: string | null) => { id: string; full_name: string } | null;

function openPart(
  client: ClientRow,
  person: ShowPerson,
): Omit<ClientCard, keyof GlanceCard | 'segment' | 'held_since' | 'head' | 'branches' | 'custom' | 'custom_people'> {
  return {
    version: client.version,
    sales_system_id: client.sales_system_id,
    legal_name: client.legal_name,
    inn: client.inn,
    kpp: client.kpp,
    ogrn: client.ogrn,
    oktmo: client.oktmo,
    organisation_type: client.organisation_type,
    settlement: client.settlement,
    time_zone: client.time_zone,
    size: client.size,
    latitude: client.latitude,
    longitude: client.longitude,
    sites: client.sites,
    phones: client.phones,
    emails: client.emails,
    source: client.source,
    strategy: client.strategy,
    note: client.note,
    call_basis: client.call_basis,
    call_basis_note: client.call_basis_note,
    call_basis_on: client.call_basis_on,
    do_not_call: client.do_not_call,
    do_not_call_reason: client.do_not_call_reason,
    next_step:
      client.next_step_id === null || client.next_step_on === null
        ? null
        : {
            id: client.next_step_id,
            title: client.next_step_title ?? '',
            on: client.next_step_on,
            at: client.next_step_at,
          },
    next_check:
      client.next_check_on === null ? null : { on: client.next_check_on, owner: person(client.check_owner_id) },
    waiting_reason: client.waiting_reason,
    delivered: client.delivered_on === null ? null : { on: client.delivered_on, note: client.delivered_note ?? '' },
    lost: client.lost_on === null ? null : { on: client.lost_on, to: client.lost_to, reason: client.lost_reason ?? '' },
    closed: client.closed === null ? null : { as: client.closed, reason: client.closed_reason ?? '' },
    warm_since: client.warm_since,
    last_touch_at: client.last_touch_at,
    with_us_since: client.created_at,
    created_at: client.created_at,
    updated_at: client.updated_at,
  };
}

/**
 * A condition for the stores of later modules: what hangs on a client in the trash is nobody's work. `column` names the
 * client, as `table.column`.
 */
export function atLivingClient(column: string): ReturnType<typeof namesLivingClient> {
  return namesLivingClient(column);
}
