import { record, recordMany } from '#modules/journal/commands.ts';
import { clientsTouchedBesides, ownEntries, peopleTouchedBesides, type Untouching } from '#modules/journal/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { advanceJob, finishJob, jobById, onlyOne, putInLine } from '#platform/jobs/store.ts';
import { announce, announceMany } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import type { ClientRow } from '../contract.ts';
import { clientsToUpdate } from '../import-effects/store.ts';
import { takeRolesBack } from '../import-places/commands.ts';
import { removeUnusedTags, takeTagsBack } from '../import-tags/commands.ts';
import { forImport } from '../imports/commands.ts';
import type { ClientImport } from '../imports/contract.ts';
import { importView } from '../imports/queries.ts';
import { originOf } from '../imports/rules.ts';
import { findImport, lockImport, type StoredImport } from '../imports/store.ts';
import { saveChanged } from '../register/commands.ts';
import { bareDetails, type ClientDetails, changedDetails, detailsOf, nameKeyOf } from '../register/rules.ts';
import { moveToTrash, stopsOf } from '../trash/commands.ts';
import { netChange, setBack } from './rules.ts';
import {
  beginReturn,
  countOpenEffects,
  countReturned,
  entriesTakenBack,
  forgetSaid,
  lockClients,
  type OpenEffect,
  openEffects,
  removePeople,
  type Settled,
  settle,
} from './store.ts';

export const RETURN_JOB = 'clients.import_return';
const BATCH_CLIENTS = 500;

/**
 * Puts taking an import back in line. May be asked for again: what has been taken back stays so, the rest is looked at anew.
 * Refuses: `clients.import_not_over` while the import or an earlier return is at work, `clients.nothing_to_return`.
 */
export async function returnImport(context: WriteContext, id: string): Promise<Result<ClientImport>> {
  const found = await forImport(context, id);
  if (!found.ok) return found;
  const { jobId, returnJobId, answersJobId, fileName, source } = found.value;
  for (const one of [jobId, returnJobId, answersJobId]) {
    const job = one === null ? null : await jobById(context, one);
    if (job?.state === 'waiting' || job?.state === 'running') {
      return refuse('clients.import_not_over', { code: 'conflict' });
    }
  }
  const open = await countOpenEffects(context, id);
  if (open === 0) return refuse('clients.nothing_to_return');
  const returning = newId();
  await putInLine(context, {
    id: returning,
    kind: RETURN_JOB,
    title: fileName,
    totalUnits: open,
    input: { import_id: id },
  });
  await beginReturn(context, id, returning);
  await record(context, {
    action: 'client_import.return_started',
    subject: { kind: 'client_import', id },
    after: { file_name: fileName, source, clients: open },
  });
  const now = await lockImport(context, id);
  return now === null ? notFound() : ok(await importView(context, now));
}

/**
 * Takes an import back, client by client, in batches that keep their place: interrupted, it goes on; done twice, it does
 * nothing the second time. Only one process runs it.
 */
export async function runReturn(context: Context, jobId: string, importId: string): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const job = await jobById(context, jobId);
    const found = await findImport(context, importId);
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    if (found === null) return finishJob(context, jobId, { state: 'failed', failure: 'clients.import_gone' });
    let place = { after: clientOf(job.position), done: job.doneUnits };
    for (;;) {
      const result = await inTransaction(context, (write) => returnBatch(write, jobId, found, place));
      if (!result.ok) throw new Error(`a batch of a return was refused: ${result.reason}`);
      const { next, cancelled } = result.value;
      if (cancelled) return finishJob(context, jobId, { state: 'cancelled' });
      if (next === null) return finishReturn(context, jobId, found);
      place = next;
    }
  });
}

async function finishReturn(context: Context, jobId: string, { id, source }: StoredImport): Promise<void> {
  await inTransaction(context, async (write) => {
    await removeUnusedTags(write, id, source);
    await finishJob(write, jobId, { state: 'done' });
    await announceReturn(write, id);
    return ok();
  });
}

const announceReturn = (context: WriteContext, id: string) =>
  announce(context, { type: 'client_import.advanced', subjectKind: 'client_import', subjectId: id });

const clientOf = (position: unknown): string | null =>
  typeof position === 'object' && position !== null && 'client' in position && typeof position.client === 'string'
    ? position.client
    : null;

interface Place {
  after: string | null;
  done: number;
}

async function returnBatch(
  context: WriteContext,
  jobId: string,
  of: StoredImport,
  place: Place,
): Promise<Result<{ next: Place | null; cancelled: boolean }>> {
  const effects = await openEffects(context, of.id, place.after, BATCH_CLIENTS);
  const last = effects.at(-1);
  if (last === undefined) return ok({ next: null, cancelled: false });
  const rows = await lockClients(
    context,
    effects.map((effect) => effect.clientId),
  );
  const clients = new Map<string, ClientRow>(rows.map((row) => [row.id, row]));
  const there = effects.flatMap((effect): Returned[] => {
    const client = clients.get(effect.clientId);
    return client === undefined ? [] : [{ effect, client }];
  });
  const added = there.filter(({ effect }) => effect.added);
  const gone = await trashUntouched(context, added, of);
  const left = await setAllBack(
    context,
    there.filter(({ effect }) => !effect.added),
    of,
  );
  for (const { client } of added) {
    if (!gone.has(client.id)) left.set(client.id, { reason: 'clients.return_touched', fields: [] });
  }
  const settled = effects.map(({ clientId }): Settled => {
    const of = left.get(clientId);
    return { clientId, leftReason: of?.reason ?? null, leftFields: of?.fields ?? [] };
  });
  await settle(context, of.id, settled);
  const restored = there.filter(({ effect, client }) => !effect.added && !left.has(client.id)).length;
  await countReturned(context, of.id, { removed: gone.size, restored, left: left.size });
  const next = { after: last.clientId, done: place.done + effects.length };
  const { cancelRequested } = await advanceJob(context, jobId, {
    doneUnits: next.done,
    position: { client: last.clientId },
  });
  await announceReturn(context, of.id);
  return ok({ next, cancelled: cancelRequested });
}

interface Returned {
  effect: OpenEffect;
  client: ClientRow;
}

/** What sets records back to what they were before an import: it touches nothing that an earlier one has left. */
const SET_BACK = ['client.import_taken_back', 'contact.import_taken_back', 'contact.import_role_taken_back'];

/**
 * What may have been written of the clients though nobody has touched them: by the import itself, and by others that have
 * been taken back whole since. What the latter wrote stands no more, so the values are again those that this import left.
 */
async function untouching(
  context: WriteContext,
  of: StoredImport,
  effects: readonly OpenEffect[],
): Promise<Untouching> {
  const clientIds = effects.map(({ clientId }) => clientId);
  const besides = await entriesTakenBack(context, of.id, clientIds);
  return { entries: [...effects.flatMap(({ entries }) => entries), ...besides], actions: SET_BACK };
}

/** Moves to the trash what the import has added and nobody has touched since; answers with those that have gone. */
async function trashUntouched(
  context: WriteContext,
  added: readonly Returned[],
  of: StoredImport,
): Promise<Set<string>> {
  const ids = added.map(({ client }) => client.id);
  const [touched, stops] = await Promise.all([
    clientsTouchedBesides(
      context,
      ids,
      await untouching(
        context,
        of,
        added.map(({ effect }) => effect),
      ),
    ),
    stopsOf(context, ids),
  ]);
  const going = added.filter(({ client }) => !touched.has(client.id) && !stops.has(client.id));
  await moveToTrash(
    context,
    going.map(({ client }) => ({ client, note: of.source })),
    'import_return',
  );
  await recordMany(
    context,
    going.map(({ client }) => ({
      action: 'client.import_taken_back',
      subject: { kind: 'client', id: client.id },
      clientId: client.id,
      before: changedDetails(bareDetails('', ''), detailsOf(client)).after,
      reason: of.source,
    })),
  );
  return new Set(going.map(({ client }) => client.id));
}

interface Left {
  reason: string;
  fields: readonly string[];
}

/** Data by which a client is recognised or which may be out of a list by now: each such change asks for itself. */
const ASKED: readonly (keyof ClientDetails)[] = ['inn', 'kpp', 'ogrn', 'oktmo', 'segment_id'];

/**
 * Sets back what the import has changed at clients that were there before, many in a handful of statements; answers with
 * those of which something is left, and why.
 */
async function setAllBack(
  context: WriteContext,
  changed: readonly Returned[],
  of: StoredImport,
): Promise<Map<string, Left>> {
  const left = new Map<string, Left>();
  if (changed.length === 0) return left;
  const entries = changed.flatMap(({ effect }) => effect.entries);
  const own = await ownEntries(context, entries);
  const written = Map.groupBy(
    own.filter(({ subjectKind, action }) => subjectKind === 'client' && action !== 'client.tagged'),
    (entry) => entry.subjectId,
  );
  const plans = changed.map(({ effect, client }) => {
    const now = detailsOf(client);
    const back = setBack(now, netChange(written.get(client.id) ?? []));
    return { effect, client, ...back, change: changedDetails(now, back.details) };
  });
  const differing = plans.filter(({ change }) => change.names.length > 0);
  const [asked, plain] = partition(differing, ({ change }) => change.names.some((name) => ASKED.includes(name)));
  await saveAll(context, plain, of.source);
  for (const { client, details, restored } of asked) {
    const as = { action: 'client.import_taken_back', reason: of.source };
    const saved = await saveChanged(context, client, details, as);
    if (!saved.ok) left.set(client.id, { reason: saved.reason, fields: restored });
  }
  const done = plans.filter(({ client }) => !left.has(client.id));
  const byId = new Map(own.map((entry) => [entry.id, entry]));
  const withEntries = (action: string) =>
    done
      .map(({ client, effect }) => ({
        clientId: client.id,
        entries: effect.entries.flatMap((id) => byId.get(id) ?? []).filter((entry) => entry.action === action),
      }))
      .filter((one) => one.entries.length > 0);
  const tagged = withEntries('client.tagged');
  await takeTagsBack(context, tagged, of.source);
  const roles = await takeRolesBack(context, withEntries('contact.imported'), of.source);
  const touched = await takePeopleBack(
    context,
    done.map(({ effect }) => effect),
    of,
  );
  const untold = new Map<string, string[]>(tagged.map(({ clientId }) => [clientId, ['tags', 'tags+']]));
  for (const [clientId, told] of roles.forgotten) untold.set(clientId, [...(untold.get(clientId) ?? []), ...told]);
  await forgetSaid(
    context,
    originOf(of.format.headings),
    done.map((one) => forgottenOf(one, untold.get(one.client.id) ?? [])),
  );
  for (const { client, left: changedFields, effect } of done) {
    const fields = [...changedFields, ...(roles.left.has(client.id) ? ['contact_role'] : [])];
    if (fields.length > 0) left.set(client.id, { reason: 'clients.return_changed_since', fields });
    else if (effect.people.some((person) => touched.has(person)))
      left.set(client.id, { reason: 'clients.return_person_touched', fields: [] });
  }
  return left;
}

/** What a source is to be believed to have never said: the fields set back, and people where all that it brought are gone. */
function forgottenOf(
  { client, restored, effect }: { client: ClientRow; restored: string[]; effect: OpenEffect },
  others: readonly string[],
) {
  const fields = restored.map((field) => (field === 'segment_id' ? 'segment' : field));
  return {
    clientId: client.id,
    fields: [
      ...fields.flatMap((field) => [field, `${field}+`]),
      ...(effect.people.length > 0 ? ['people'] : []),
      ...others,
    ],
  };
}

async function saveAll(
  context: WriteContext,
  changes: readonly { client: ClientRow; details: ClientDetails; change: ReturnType<typeof changedDetails> }[],
  source: string,
): Promise<void> {
  if (changes.length === 0) return;
  const saved = changes.map(({ client, details }) => ({
    id: client.id,
    salesSystemId: client.sales_system_id,
    nameKey: nameKeyOf(details.name),
    version: client.version,
    details,
  }));
  context.held.forgetAll();
  await clientsToUpdate(context, saved).execute(context.db);
  await recordMany(
    context,
    changes.map(({ client, change }) => ({
      action: 'client.import_taken_back',
      subject: { kind: 'client', id: client.id },
      clientId: client.id,
      before: change.before,
      after: change.after,
      reason: source,
    })),
  );
  await announceMany(
    context,
    changes.map(({ client: { id } }) => ({
      type: 'client.changed',
      subjectKind: 'client',
      subjectId: id,
      clientId: id,
    })),
  );
}

/** Takes people off again whom nobody has touched since; answers with those who stay. */
async function takePeopleBack(
  context: WriteContext,
  effects: readonly OpenEffect[],
  of: StoredImport,
): Promise<Set<string>> {
  const people = effects.flatMap(({ clientId, people: there }) => there.map((personId) => ({ clientId, personId })));
  const touched = await peopleTouchedBesides(
    context,
    people.map(({ personId }) => personId),
    await untouching(context, of, effects),
  );
  const going = people.filter(({ personId }) => !touched.has(personId));
  await removePeople(context, going);
  await recordMany(
    context,
    going.map(({ clientId, personId }) => ({
      action: 'contact.import_taken_back',
      subject: { kind: 'contact', id: personId },
      clientId,
      reason: of.source,
    })),
  );
  return touched;
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}
