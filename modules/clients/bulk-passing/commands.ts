import type { Change } from '#modules/journal/commands.ts';
import { statementsOf } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import type { ClientRow } from '../contract.ts';
import { passedOn } from '../holding/commands.ts';
import { applyFacts, changedFacts } from '../rules.ts';
import { admitFormerHolders, type NewHolder, saveHolders, saveHoldings } from './store.ts';

/** A locked client that goes from its holder to another. */
export interface Passing {
  client: ClientRow;
  to: EmployeeId;
  note: string | null;
  /** The entry that is taken back. */
  undoes?: string;
}

/**
 * Passes many clients from holder to holder as `passTo` does one: the same facts, history of holders, entries in the journal
 * and effects of other modules, in a few statements for all. All or nothing: a refusal of one refuses the rest, and whoever
 * calls tries them one by one. Answers with the entries in the order of the clients. Source: domain §1 (transfer).
 */
export async function passMany(context: WriteContext, passings: readonly Passing[]): Promise<Result<string[]>> {
  const holders: NewHolder[] = [];
  const entries: (Change & { id: string })[] = [];
  const answers: string[] = [];
  for (const { client, to, note, undoes } of passings) {
    const { id, holder_id: from, check_owner_id: owner, next_check_on: on } = client;
    if (from === null) return refuse('clients.nobody_holds');
    const checks = owner === from && on !== null ? { check: { on, ownerId: to } } : {};
    const applied = applyFacts(client, { holder: { employeeId: to, via: 'transfer', note }, ...checks });
    if (!applied.ok) return applied;
    const { before, after } = changedFacts(client, applied.value);
    const [facts, entry] = [newId(), newId()];
    answers.push(entry);
    holders.push({ clientId: id, from, to, owner: applied.value.check_owner_id, note });
    const of = { subject: { kind: 'client', id }, clientId: id };
    entries.push(
      { ...of, id: facts, action: 'client.facts_changed', before, after },
      {
        ...of,
        id: entry,
        action: 'client.transferred',
        before: { holder_id: from },
        after: { holder_id: to, via: 'transfer' },
        reason: note,
        ...(undoes === undefined ? {} : { undoes }),
      },
    );
  }
  await saveHolders(context, holders);
  await saveHoldings(context, holders);
  await admitFormerHolders(context, holders);
  for (const { client, to } of passings) {
    if (client.holder_id === null) continue;
    const passed = { client: { ...client, holder_id: to }, from: client.holder_id, to, via: 'transfer' as const };
    const followed = await passedOn(context, passed);
    if (!followed.ok) return followed;
  }
  for (const statement of statementsOf(context, entries)) await statement.execute(context.db);
  return ok(answers);
}
