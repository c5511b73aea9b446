import { type Change, recordMany } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announceMany } from '#platform/outbox.ts';
import { foldText } from '#shared/filter-match.ts';
import { newId } from '#shared/ids.ts';
import { hangTags, tagsByKeys, tagsOfMany, takeNamedTags, takeTags } from '../bulk-tags/store.ts';
import { markRemoved } from '../tag-keeping/store.ts';
import { tidyNames } from '../tags/rules.ts';
import { tagsNamed } from '../tags/store.ts';
import { lockUnused, rememberMade } from './store.ts';

/** The names of the tags that a client had, and of those that it is to have. */
export interface Retagged {
  clientId: string;
  before: readonly string[];
  now: readonly string[];
}

const folded = (names: readonly string[]): Set<string> => new Set(names.map(foldText));
const without = (names: readonly string[], others: readonly string[]): string[] => {
  const keys = folded(others);
  return names.filter((name) => !keys.has(foldText(name)));
};

/** Whether the tags are to be others than they were, whatever their order. */
export function areRetagged({ before, now }: Pick<Retagged, 'before' | 'now'>): boolean {
  if (before.length === 0 && now.length === 0) return false;
  return without(before, now).length + without(now, before).length > 0;
}

/** Changes of tags ready to be written: the entries of the journal, and the work once the clients are there. */
export interface Tagging {
  entries: (Change & { id: string })[];
  hang: () => Promise<void>;
}

/**
 * The tags that a file says, hung and taken off; those that there are none of yet are made, as the page of tags makes them.
 * Source: domain §2.
 */
export async function prepareTags(
  context: WriteContext,
  clients: readonly Retagged[],
  { importId, source }: { importId: string; source: string },
): Promise<Tagging> {
  if (clients.length === 0) return { entries: [], hang: () => Promise.resolve() };
  const changes = clients.map(({ clientId, before, now }) => {
    const gone = without(before, now);
    return { clientId, before, kept: without(before, gone), gone, added: tidyNames(without(now, before)) };
  });
  // Of several spellings the first one makes the tag.
  const spelled = changes.flatMap(({ added }) => added).toReversed();
  const wanted = new Map(spelled.map((tag) => [tag.key, tag]));
  const tags = new Map((await tagsNamed(context, [...wanted.values()])).map((tag) => [foldText(tag.name), tag]));
  await rememberMade(
    context,
    importId,
    [...tags.values()].filter(({ made }) => made).map(({ id }) => id),
  );
  const hung = ({ added }: (typeof changes)[number]) => added.flatMap(({ key }) => tags.get(key) ?? []);
  const hang = async (): Promise<void> => {
    await takeNamedTags(
      context,
      changes.flatMap(({ clientId, gone }) => gone.map((name) => ({ clientId, key: foldText(name) }))),
    );
    await hangTags(
      context,
      changes.flatMap((change) => hung(change).map(({ id }) => ({ clientId: change.clientId, tagId: id }))),
    );
  };
  const entries = changes.map((change) => ({
    id: newId(),
    action: 'client.tagged',
    subject: { kind: 'client', id: change.clientId },
    clientId: change.clientId,
    before: { tags: change.before },
    after: { tags: [...change.kept, ...hung(change).map(({ name }) => name)] },
    reason: source,
  }));
  return { entries, hang };
}

interface Written {
  before: unknown;
  after: unknown;
}

/**
 * Takes off what an import has hung and hangs what it has taken off, as far as nobody has done so since; other tags stay. A tag
 * that has been removed meanwhile is not made anew.
 */
export async function takeTagsBack(
  context: WriteContext,
  written: readonly { clientId: string; entries: readonly Written[] }[],
  source: string,
): Promise<void> {
  if (written.length === 0) return;
  const has = await tagsOfMany(
    context,
    written.map(({ clientId }) => clientId),
  );
  const plans = written.map(({ clientId, entries }) => {
    const [was, made] = [namesIn(entries.at(0)?.before), namesIn(entries.at(-1)?.after)];
    const [hadKeys, madeKeys] = [folded(was), folded(made)];
    const now = has.get(clientId) ?? [];
    const nowKeys = folded(now.map(({ name }) => name));
    const off = now.filter(({ name }) => madeKeys.has(foldText(name)) && !hadKeys.has(foldText(name)));
    const on = was.filter((name) => !madeKeys.has(foldText(name)) && !nowKeys.has(foldText(name)));
    return { clientId, now, off, on };
  });
  const changed = plans.filter(({ off, on }) => off.length + on.length > 0);
  await takeTags(
    context,
    changed.flatMap(({ clientId, off }) => off.map(({ id }) => ({ clientId, tagId: id }))),
  );
  for (const { clientId, on } of changed.filter((one) => one.on.length > 0)) {
    const ids = await tagsByKeys(context, [...folded(on)]);
    await hangTags(
      context,
      ids.map((tagId) => ({ clientId, tagId })),
    );
  }
  const after = await tagsOfMany(
    context,
    changed.map(({ clientId }) => clientId),
  );
  await recordMany(
    context,
    changed.map(({ clientId, now }) => ({
      action: 'client.tagged',
      subject: { kind: 'client', id: clientId },
      clientId,
      before: { tags: now.map(({ name }) => name) },
      after: { tags: (after.get(clientId) ?? []).map(({ name }) => name) },
      reason: source,
    })),
  );
}

/**
 * Removes the tags that came with an import and that nobody uses once it is taken back, journaled; like every removed tag they
 * can be brought back for 30 days. Source: domain §2.
 */
export async function removeUnusedTags(context: WriteContext, importId: string, source: string): Promise<void> {
  const unused = await lockUnused(context, importId);
  for (const { id } of unused) await markRemoved(context, id, true);
  const subject = (id: string) => ({ kind: 'client_tag', id });
  await recordMany(
    context,
    unused.map(({ id, name }) => ({
      action: 'client_tag.removed',
      subject: subject(id),
      before: { name },
      reason: source,
    })),
  );
  await announceMany(
    context,
    unused.map(({ id }) => ({ type: 'client_tag.changed', subjectKind: 'client_tag', subjectId: id })),
  );
}

/** Written by `prepareTags`, which is what makes the shape true. */
const namesIn = (side: unknown): string[] =>
  typeof side === 'object' && side !== null && 'tags' in side ? (side.tags as string[]) : [];
