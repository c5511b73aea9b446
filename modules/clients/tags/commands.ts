import { offerUndo, record, registerUndo, type Undo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, ok, type Result, refuse } from '#shared/result.ts';
import { announceClient } from '../facts/commands.ts';
import { clientForEdit } from '../queries.ts';
import type { Tag } from './contract.ts';
import { type TagName, tidyNames } from './rules.ts';
import { saveTags, tagsNamed, tagsOf } from './store.ts';

const namesOf = (tags: readonly Tag[]): string[] => tags.map(({ name }) => name);

/**
 * Sets the tags of a client, for whoever may change its data; a name without a tag makes one. Tags are told apart without
 * capitals and ё. Source: domain §2.
 */
export async function setTags(
  context: WriteContext,
  clientId: string,
  names: readonly string[],
): Promise<Result<{ items: Tag[] }>> {
  const found = await clientForEdit(context, clientId);
  if (!found.ok) return found;
  const wanted = tidyNames(names);
  if (wanted.some(({ name }) => name === '')) return invalid('/names', 'field.required');
  const before = await tagsOf(context, clientId);
  const entry = await replaceTags(context, clientId, wanted);
  const items = await tagsOf(context, clientId);
  if (JSON.stringify(before) === JSON.stringify(items)) return ok({ items });
  const id = await record(context, {
    action: 'client.tagged',
    subject: { kind: 'client', id: clientId },
    clientId,
    before: { tags: namesOf(before) },
    after: { tags: namesOf(entry) },
  });
  offerUndo(context, id);
  await announceClient(context, clientId, 'client.changed');
  return ok({ items });
}

async function replaceTags(context: WriteContext, clientId: string, wanted: readonly TagName[]): Promise<Tag[]> {
  const tags = await tagsNamed(context, wanted);
  await saveTags(
    context,
    clientId,
    tags.map(({ id }) => id),
  );
  return tagsOf(context, clientId);
}

/** Puts the tags back as they were, unless they have changed since. */
const undoTags: Undo = async (context, entry) => {
  const found = await clientForEdit(context, entry.subjectId);
  if (!found.ok) return found;
  const now = namesOf(await tagsOf(context, entry.subjectId));
  const after = (entry.after as { tags: string[] }).tags;
  if (JSON.stringify(now) !== JSON.stringify(after)) return refuse('journal.acted_on_since', { code: 'conflict' });
  await replaceTags(context, entry.subjectId, tidyNames((entry.before as { tags: string[] }).tags));
  await announceClient(context, entry.subjectId, 'client.changed');
  return ok(undefined);
};

export function registerTags(): void {
  registerUndo('client.tagged', undoTags);
}
