import { offerUndo, record, recordMany, registerUndo, type Undo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, invalid, notFound, ok, type Refusal, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayKeepTags } from '../access.ts';
import { setFree } from '../tag-merging/commands.ts';
import { isAnyBusy, mergeOfSource } from '../tag-merging/store.ts';
import type { TagColour } from '../tags/contract.ts';
import { tidyNames } from '../tags/rules.ts';
import type { TagChange } from './contract.ts';
import { REMOVED_TAG_DAYS } from './rules.ts';
import {
  eraseTag,
  eraseTagged,
  lockTags,
  markRemoved,
  type StoredTag,
  saveTag,
  tagByKey,
  takeDueTags,
} from './store.ts';

/** A tag as it is, locked, for whoever keeps tags in order; nothing else is being done to it. */
async function tagForEdit(context: WriteContext, id: string): Promise<Result<StoredTag>> {
  if (!mayKeepTags(context.actor)) return forbidden();
  const tag = (await lockTags(context, [id])).get(id);
  if (tag === undefined) return notFound();
  return (await isAnyBusy(context, [id])) ? refuse('clients.tag_busy', { code: 'conflict' }) : ok(tag);
}

/**
 * Renames a tag or gives it another colour, at every client at once. Refuses a stale version, a name that another tag has
 * (`clients.tag_name_taken`: the two can be merged), `clients.tag_busy`. Source: domain §2.
 */
export async function changeTag(
  context: WriteContext,
  id: string,
  change: TagChange,
): Promise<Result<{ id: string; version: number }>> {
  const found = await tagForEdit(context, id);
  if (!found.ok) return found;
  const tag = found.value;
  if (tag.removedAt !== null) return notFound();
  if (tag.version !== change.version) {
    return staleVersion({ name: tag.name, colour: tag.colour, version: tag.version });
  }
  const [named] = tidyNames([change.name ?? tag.name]);
  if (named === undefined || named.name === '') return invalid('/name', 'field.required');
  const taken = await tagByKey(context, named.key, id);
  if (taken !== null) return nameTaken(taken);
  const next = { ...named, colour: change.colour ?? tag.colour };
  if (next.name === tag.name && next.colour === tag.colour) return ok({ id, version: tag.version });
  const version = await saveTag(context, id, next);
  const entry = await record(context, {
    action: 'client_tag.changed',
    subject: { kind: 'client_tag', id },
    before: { name: tag.name, colour: tag.colour },
    after: { name: next.name, colour: next.colour },
  });
  offerUndo(context, entry);
  await tell(context, id);
  return ok({ id, version });
}

const nameTaken = (tag: { id: string; name: string }): Refusal =>
  refuse('app.invalid_input', {
    code: 'invalid_input',
    fields: [{ path: '/name', reason: 'clients.tag_name_taken', values: { name: tag.name } }],
    details: { tag },
  });

/** Removes a tag from every client; for 30 days it can be brought back to those who had it. Refuses: `clients.tag_busy`. */
export async function removeTag(context: WriteContext, id: string): Promise<Result<{ done: boolean }>> {
  const found = await tagForEdit(context, id);
  if (!found.ok) return found;
  if (found.value.removedAt !== null) return notFound();
  await markRemoved(context, id, true);
  const entry = await record(context, {
    action: 'client_tag.removed',
    subject: { kind: 'client_tag', id },
    before: { name: found.value.name },
  });
  offerUndo(context, entry);
  await tell(context, id);
  return ok({ done: true });
}

/**
 * Brings a removed tag back to whoever had it; one that was merged is set free again, in the background where many have it.
 * Refuses: `clients.tag_name_taken`, `clients.tag_busy`.
 */
export async function restoreTag(context: WriteContext, id: string): Promise<Result<{ started: boolean }>> {
  const found = await tagForEdit(context, id);
  if (!found.ok) return found;
  if (found.value.removedAt === null) return notFound();
  const merge = await mergeOfSource(context, id);
  const back = merge === null ? await bringBack(context, found.value) : await setFree(context, merge);
  if (!back.ok) return back;
  await record(context, {
    action: 'client_tag.restored',
    subject: { kind: 'client_tag', id },
    after: { name: found.value.name },
  });
  return back;
}

async function bringBack(context: WriteContext, tag: StoredTag): Promise<Result<{ started: boolean }>> {
  const taken = await tagByKey(context, tag.key, tag.id);
  if (taken !== null) return refuse('clients.tag_name_taken', { code: 'conflict', values: { name: taken.name } });
  await markRemoved(context, tag.id, false);
  await tell(context, tag.id);
  return ok({ started: false });
}

const ERASED_TAGS = 20;
const ERASED_CLIENTS = 5_000;

/** Erases for good what was removed 30 days ago, the oldest first, some at a time. Doing it again does nothing. */
export async function sweepTags(context: WriteContext): Promise<Result<{ erased: number }>> {
  const before = context.now.subtract({ hours: REMOVED_TAG_DAYS * 24 });
  const due = await takeDueTags(context, before, ERASED_TAGS);
  const erased: { id: string; name: string }[] = [];
  for (const tag of due) {
    if ((await eraseTagged(context, tag.id, ERASED_CLIENTS)) === ERASED_CLIENTS) break;
    await eraseTag(context, tag.id);
    erased.push(tag);
  }
  await recordMany(
    context,
    erased.map(({ id, name }) => ({
      action: 'client_tag.erased',
      subject: { kind: 'client_tag', id },
      before: { name },
    })),
  );
  return ok({ erased: erased.length });
}

const tell = (context: WriteContext, id: string) =>
  announce(context, { type: 'client_tag.changed', subjectKind: 'client_tag', subjectId: id });

/** The name and the colour that it had, unless the name has gone to another tag meanwhile. */
const undoChange: Undo = async (context, entry) => {
  const found = await tagForEdit(context, entry.subjectId);
  if (!found.ok) return found;
  // Written by `changeTag`, which is what makes the shape true.
  const before = entry.before as { name: string; colour: TagColour };
  const [named] = tidyNames([before.name]);
  if (named === undefined || found.value.removedAt !== null)
    return refuse('journal.acted_on_since', { code: 'conflict' });
  const taken = await tagByKey(context, named.key, entry.subjectId);
  if (taken !== null) return refuse('clients.tag_name_taken', { code: 'conflict', values: { name: taken.name } });
  await saveTag(context, entry.subjectId, { ...named, colour: before.colour });
  await tell(context, entry.subjectId);
  return ok();
};

const undoRemoval: Undo = async (context, entry) => {
  const found = await tagForEdit(context, entry.subjectId);
  if (!found.ok) return found;
  if (found.value.removedAt === null) return refuse('journal.acted_on_since', { code: 'conflict' });
  return bringBack(context, found.value);
};

export function registerTagKeeping(): void {
  registerUndo('client_tag.changed', undoChange);
  registerUndo('client_tag.removed', undoRemoval);
}
