import { employeesByIds } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { attempt } from '#platform/db/attempt.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/result.ts';
import { mayTransferClient } from '../access.ts';
import type { BulkAssign } from '../bulk/contract.ts';
import type { Chosen } from '../bulk/rules.ts';
import type { DoneItem, Outcome } from '../bulk/store.ts';
import { type Passing, passMany } from '../bulk-passing/commands.ts';
import type { ClientRow } from '../contract.ts';
import { ableToCarry, passCheck, passTo } from '../holding/commands.ts';
import { groupOf } from '../rules.ts';
import { isActiveEmployee } from '../store.ts';
import { assignees, type Receiver } from './rules.ts';
import { carriedBy, heldSinceOf } from './store.ts';

/** Who carried a client before and who does now. */
interface Passed {
  person: string;
}

/**
 * Gives many locked clients to people by a rule: those in work with their holder, those that wait with the owner of their
 * check; what was under way goes with them as in a single transfer. Clients in the queue are nobody's by design and are
 * refused, closed ones too. Source: domain §1 (transfer), §2.
 */
export async function assignMany(
  context: WriteContext,
  chosen: readonly Chosen[],
  { to, rule, note }: BulkAssign,
): Promise<Outcome[]> {
  const able = ableToCarry(context);
  const refused: Outcome[] = [];
  const clients: { client: ClientRow; able: ReadonlySet<string> | null }[] = [];
  for (const one of chosen) {
    const reason = whyNotAssign(context, one);
    if (reason !== null) refused.push({ clientId: one.id, outcome: 'refused', reason });
    else if (one.client !== null) clients.push({ client: one.client, able: await able(one.client) });
  }
  const { receivers, regions } = await receiversAmong(context, to);
  const plan = assignees(
    clients.map(({ client, able: who }) => ({
      id: client.id,
      region: client.region,
      carrier: carrierOf(client),
      able: who,
    })),
    receivers,
    rule,
    regions,
  );
  const outcomes: Outcome[] = [];
  const passings: Passing[] = [];
  for (const { client } of clients) {
    const person = plan.get(client.id) ?? null;
    if (person === null) {
      outcomes.push({ clientId: client.id, outcome: 'refused', reason: 'clients.bulk_nobody_able' });
    } else if (person === carrierOf(client)) outcomes.push({ clientId: client.id, outcome: 'unchanged' });
    // Receivers are employees, as was checked when the change was begun.
    else passings.push({ client, to: person as EmployeeId, note: note.trim() });
  }
  return [...refused, ...outcomes, ...(await passAll(context, passings))];
}

/** Gives clients back to whom they were taken from, as long as they are still where the assignment has put them. */
export async function undoAssigning(
  context: WriteContext,
  chosen: readonly Chosen[],
  done: ReadonlyMap<string, DoneItem>,
): Promise<Outcome[]> {
  const since = await heldSinceOf(
    context,
    chosen.map(({ id }) => id),
  );
  const outcomes: Outcome[] = [];
  const passings: Passing[] = [];
  for (const one of chosen) {
    const item = done.get(one.id);
    const refused = whyNotAssign(context, one);
    if (refused !== null || one.client === null || item === undefined) {
      outcomes.push({ clientId: one.id, outcome: 'refused', reason: refused ?? 'app.not_found' });
      continue;
    }
    // Written by `pass`, which is what makes the shapes true.
    const [before, after] = [item.before as Passed, item.after as Passed];
    const held = since.get(one.id);
    const isSince = held === undefined || Temporal.Instant.compare(held, item.at) <= 0;
    const reason =
      carrierOf(one.client) !== after.person || !isSince
        ? 'clients.bulk_changed_since'
        : (await isActiveEmployee(context, before.person))
          ? null
          : 'clients.bulk_former_gone';
    if (reason !== null) outcomes.push({ clientId: one.id, outcome: 'refused', reason });
    // The journal of the client knows employees alone.
    else passings.push({ client: one.client, to: before.person as EmployeeId, note: null, undoes: item.entryId });
  }
  return [...outcomes, ...(await passAll(context, passings))];
}

const carrierOf = (client: ClientRow): string | null => client.holder_id ?? client.check_owner_id;

function whyNotAssign(context: WriteContext, { client, reach }: Chosen): string | null {
  if (client === null || reach === 'none') return 'app.not_found';
  if (client.merged_into !== null) return 'clients.merged_away';
  if (!mayTransferClient(context.actor, client.sales_system_id)) return 'clients.bulk_not_yours_to_assign';
  const group = groupOf(client.state);
  if (group === 'closed') return 'clients.is_closed';
  return group === 'queued' || carrierOf(client) === null ? 'clients.bulk_in_queue' : null;
}

async function receiversAmong(
  context: WriteContext,
  people: readonly string[],
): Promise<{ receivers: Receiver[]; regions: Map<string, Map<string, number>> }> {
  const [employees, counts] = await Promise.all([employeesByIds(context, people), carriedBy(context, people)]);
  const regions = new Map<string, Map<string, number>>();
  const carried = new Map<string, number>();
  for (const { person, region, clients } of counts) {
    carried.set(person, (carried.get(person) ?? 0) + clients);
    if (region === null) continue;
    regions.set(region, (regions.get(region) ?? new Map<string, number>()).set(person, clients));
  }
  return {
    regions,
    receivers: people.map((id) => ({
      id,
      carried: carried.get(id) ?? 0,
      // An id of the table's own row.
      capacityBp: employees.get(id as EmployeeId)?.capacityBp ?? 0,
    })),
  };
}

/** Passes clients on together; where one of them is refused, each by itself, so that the others go all the same. */
async function passAll(context: WriteContext, passings: readonly Passing[]): Promise<Outcome[]> {
  const held = passings.filter(({ client }) => client.holder_id !== null);
  const together = held.length === 0 ? ok([]) : await attempt(context, () => passMany(context, held));
  const entries = new Map(together.ok ? held.map(({ client }, at) => [client.id, together.value[at]]) : []);
  const outcomes: Outcome[] = [];
  for (const passing of passings) {
    const entry = entries.get(passing.client.id);
    outcomes.push(entry === undefined ? await passAlone(context, passing) : passed(passing, entry));
  }
  return outcomes;
}

/** Passes one client on by itself: what refuses it rolls back that client alone. */
async function passAlone(context: WriteContext, passing: Passing): Promise<Outcome> {
  const { client, to, note, undoes } = passing;
  const result = await attempt(context, async (): Promise<Result<string>> => {
    const done =
      client.holder_id === null
        ? await passCheck(context, client, to, note, undoes)
        : await passTo(context, client, to, 'transfer', note, undoes);
    return done.ok ? ok(done.value.entry) : done;
  });
  if (!result.ok) return { clientId: client.id, outcome: 'refused', reason: result.reason };
  return passed(passing, result.value);
}

function passed({ client, to }: Passing, entryId: string): Outcome {
  const before: Passed = { person: carrierOf(client) ?? to };
  const after: Passed = { person: to };
  return { clientId: client.id, outcome: 'changed', entryId, before, after };
}
