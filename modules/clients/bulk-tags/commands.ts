import type { Change } from '#modules/journal/commands.ts';
import { statementsOf } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { BulkTags } from '../bulk/contract.ts';
import { type Chosen, whyNotEdit } from '../bulk/rules.ts';
import type { DoneItem, Outcome } from '../bulk/store.ts';
import type { ClientRow } from '../contract.ts';
import { MOST_TAGS } from '../tags/contract.ts';
import { tidyNames } from '../tags/rules.ts';
import { tagsNamed } from '../tags/store.ts';
import { hangTags, tagsByKeys, tagsOfMany, tagsThatExist, takeTags } from './store.ts';

interface Retagged {
  client: ClientRow;
  add: readonly string[];
  remove: readonly string[];
  undoes?: string;
  reason?: string;
}

/** What an action did to the tags of a client, by their ids: a tag that is renamed later is the same tag. */
interface TagsDone {
  added: string[];
  removed: string[];
}

/**
 * Hangs tags on many locked clients and takes others off, each with its entry in the journal; a name without a tag makes
 * one. Refuses a client that would have too many. Source: domain §2, experience (Lists).
 */
export async function tagMany(
  context: WriteContext,
  chosen: readonly Chosen[],
  { add, remove }: BulkTags,
): Promise<Outcome[]> {
  const added = (await tagsNamed(context, tidyNames(add))).map(({ id }) => id);
  const removed = await tagsByKeys(
    context,
    tidyNames(remove).map(({ key }) => key),
  );
  return retag(context, chosen, (client) => ({ client, add: added, remove: removed }));
}

/** Takes off what was hung and hangs what was taken off, as far as nobody has done so since. */
export async function undoTagging(
  context: WriteContext,
  chosen: readonly Chosen[],
  done: ReadonlyMap<string, DoneItem>,
): Promise<Outcome[]> {
  // Written by `retag`, which is what makes the shape true.
  const doneTo = (id: string) => done.get(id)?.after as TagsDone | undefined;
  const known = await tagsThatExist(context, [...new Set([...done.keys()].flatMap((id) => doneTo(id)?.removed ?? []))]);
  const now = await tagsOfMany(
    context,
    chosen.map(({ id }) => id),
  );
  return retag(context, chosen, (client) => {
    const tags = doneTo(client.id);
    const has = new Set((now.get(client.id) ?? []).map(({ id }) => id));
    const remove = (tags?.added ?? []).filter((id) => has.has(id));
    const add = (tags?.removed ?? []).filter((id) => !has.has(id) && known.has(id));
    const wanted = (tags?.added.length ?? 0) + (tags?.removed.length ?? 0);
    const able = add.length + remove.length;
    if (able === 0) return 'clients.bulk_changed_since';
    const entry = done.get(client.id)?.entryId;
    return {
      client,
      add,
      remove,
      ...(entry === undefined ? {} : { undoes: entry }),
      ...(able < wanted ? { reason: 'clients.bulk_partly_changed_since' } : {}),
    };
  });
}

async function retag(
  context: WriteContext,
  chosen: readonly Chosen[],
  plan: (client: ClientRow) => Retagged | string,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const before = await tagsOfMany(
    context,
    chosen.map(({ id }) => id),
  );
  const changed: (Retagged & TagsDone & { entryId: string })[] = [];
  for (const one of chosen) {
    const { client, reason } = whyNotEdit(context.actor, one);
    const planned = client === null ? reason : plan(client);
    if (typeof planned === 'string') {
      outcomes.push({ clientId: one.id, outcome: 'refused', reason: planned });
      continue;
    }
    const has = new Set((before.get(one.id) ?? []).map(({ id }) => id));
    const added = planned.add.filter((id) => !has.has(id));
    const removed = planned.remove.filter((id) => has.has(id));
    if (added.length + removed.length === 0) outcomes.push({ clientId: one.id, outcome: 'unchanged' });
    else if (has.size + added.length - removed.length > MOST_TAGS) {
      outcomes.push({ clientId: one.id, outcome: 'refused', reason: 'clients.bulk_too_many_tags' });
    } else changed.push({ ...planned, added, removed, entryId: newId() });
  }
  await takeTags(
    context,
    changed.flatMap(({ client, removed }) => removed.map((tagId) => ({ clientId: client.id, tagId }))),
  );
  await hangTags(
    context,
    changed.flatMap(({ client, added }) => added.map((tagId) => ({ clientId: client.id, tagId }))),
  );
  const after = await tagsOfMany(
    context,
    changed.map(({ client }) => client.id),
  );
  const names = (tags: ReadonlyMap<string, { name: string }[]>, id: string) => ({
    tags: (tags.get(id) ?? []).map(({ name }) => name),
  });
  const entries = changed.map(({ client, entryId, undoes }): Change & { id: string } => ({
    id: entryId,
    action: 'client.tagged',
    subject: { kind: 'client', id: client.id },
    clientId: client.id,
    before: names(before, client.id),
    after: names(after, client.id),
    ...(undoes === undefined ? {} : { undoes }),
  }));
  for (const statement of statementsOf(context, entries)) await statement.execute(context.db);
  return [
    ...outcomes,
    ...changed.map(
      ({ client, entryId, added, removed, reason = null }): Outcome => ({
        clientId: client.id,
        outcome: 'changed',
        reason,
        entryId,
        after: { added, removed } satisfies TagsDone,
      }),
    ),
  ];
}
