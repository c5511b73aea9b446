import { type Change, statementsOf } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { advanceJob, finishJob, jobById, onlyOne, putInLine } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { tagsOfMany } from '../bulk-tags/store.ts';
import type { ClientRow } from '../contract.ts';
import { saveEffects } from '../import-effects/commands.ts';
import { roleChange, writeRoles } from '../import-places/commands.ts';
import { isRoleField, personOfRole, type RoleField } from '../import-places/rules.ts';
import { roleOf } from '../import-places/store.ts';
import { areRetagged, prepareTags } from '../import-tags/commands.ts';
import { forImport } from '../imports/commands.ts';
import type { ClientImport } from '../imports/contract.ts';
import { importView } from '../imports/queries.ts';
import { findImport, lockImport, type StoredImport } from '../imports/store.ts';
import { saveChanged } from '../register/commands.ts';
import { detailsOf } from '../register/rules.ts';
import type { DecisionRole } from '../rules.ts';
import { lockRow } from '../store.ts';
import {
  beginAnswers,
  type ConflictPlace,
  countConflicts,
  lockOpenConflict,
  openConflicts,
  saveAnswer,
} from './store.ts';

export const ANSWERS_JOB = 'clients.import_answers';

export interface ConflictAnswer {
  clientId: string;
  field: string;
  answer: 'file' | 'register';
}

/**
 * Says which of two values holds. The file's is saved as the import would have saved it: journaled with its source, and taken
 * back with the import. Refuses: `clients.already_registered` where another client has the number. Source: domain §2.
 */
export async function answerConflict(
  context: WriteContext,
  importId: string,
  answer: ConflictAnswer,
): Promise<Result<ClientImport>> {
  const found = await forImport(context, importId);
  if (!found.ok) return found;
  const of = { ...answer, field: answer.field === 'segment' ? 'segment_id' : answer.field };
  const answered = await settleConflict(context, found.value, of);
  if (!answered.ok) return answered;
  return ok(await importView(context, found.value));
}

async function settleConflict(
  context: WriteContext,
  found: StoredImport,
  { clientId, field, answer }: ConflictAnswer,
): Promise<Result<undefined>> {
  const conflict = await lockOpenConflict(context, found.id, clientId, field);
  if (conflict === null) return notFound();
  if (answer === 'file') {
    const client = await lockRow(context, clientId);
    if (client === null) return notFound();
    const place = { clientId, field, told: conflict.told };
    const entry = isRoleField(field)
      ? await answerRole(context, { ...place, field }, found.source)
      : field === 'tags'
        ? await answerTags(context, place, { importId: found.id, source: found.source })
        : await answerField(context, client, place, found.source);
    if (!entry.ok) return entry;
    if (entry.value !== null) {
      const effect = { clientId, added: false, entries: [entry.value], people: [] };
      await saveEffects(context, found.id, [effect]);
    }
  }
  await saveAnswer(context, found.id, { clientId, field, answer });
  return ok();
}

interface Told {
  clientId: string;
  field: string;
  told: unknown;
}

/** The entry of the change, null where nothing has changed. */
type Answered = Result<string | null>;

async function answerField(
  context: WriteContext,
  client: ClientRow,
  { field, told }: Told,
  source: string,
): Promise<Answered> {
  // The field is one of those that `merge` asks about, and the value of its type.
  const details = { ...detailsOf(client), [field]: told };
  const saved = await saveChanged(context, client, details, { action: 'client.imported', reason: source });
  return saved.ok ? ok(saved.value.entry) : saved;
}

async function answerTags(
  context: WriteContext,
  { clientId, told }: Told,
  of: { importId: string; source: string },
): Promise<Answered> {
  const before = ((await tagsOfMany(context, [clientId])).get(clientId) ?? []).map(({ name }) => name);
  // Tags are told by their names.
  const wanted = { clientId, before, now: told as string[] };
  if (!areRetagged(wanted)) return ok(null);
  const tagging = await prepareTags(context, [wanted], of);
  await tagging.hang();
  return ok(await writeEntries(context, tagging.entries));
}

/** Refuses: `clients.role_not_given` where the person has left, has gone, or somebody else decides by now. */
async function answerRole(
  context: WriteContext,
  { clientId, field, told }: Told & { field: RoleField },
  source: string,
): Promise<Answered> {
  const personId = personOfRole(field);
  const before = await roleOf(context, clientId, personId);
  // A role is told by its code.
  const role = { personId, before, after: told as DecisionRole };
  if (role.before === role.after) return ok(null);
  if (!(await writeRoles(context, [{ ...role, clientId }]))) {
    return refuse('clients.role_not_given', { code: 'conflict' });
  }
  return ok(await writeEntries(context, [roleChange(clientId, role, source)]));
}

async function writeEntries(
  context: WriteContext,
  entries: readonly (Change & { id: string })[],
): Promise<string | null> {
  for (const statement of statementsOf(context, entries)) await statement.execute(context.db);
  return entries[0]?.id ?? null;
}

/** Puts the answer to all open questions in line. Refuses: `clients.import_not_over`, `clients.nothing_to_answer`. */
export async function answerAllConflicts(
  context: WriteContext,
  importId: string,
  answer: ConflictAnswer['answer'],
): Promise<Result<ClientImport>> {
  const found = await forImport(context, importId);
  if (!found.ok) return found;
  for (const one of [found.value.jobId, found.value.answersJobId, found.value.returnJobId]) {
    const job = one === null ? null : await jobById(context, one);
    if (job?.state === 'waiting' || job?.state === 'running') {
      return refuse('clients.import_not_over', { code: 'conflict' });
    }
  }
  const { open } = await countConflicts(context, importId);
  if (open === 0) return refuse('clients.nothing_to_answer');
  const jobId = newId();
  await putInLine(context, {
    id: jobId,
    kind: ANSWERS_JOB,
    title: found.value.fileName,
    totalUnits: open,
    input: { import_id: importId, answer },
  });
  await beginAnswers(context, importId, jobId);
  const now = await lockImport(context, importId);
  return now === null ? notFound() : ok(await importView(context, now));
}

const BATCH_ANSWERS = 100;

/** Answers all open questions of an import alike; one that cannot be saved stays open. Interrupted, it goes on. */
export async function runAnswers(context: Context, jobId: string, importId: string): Promise<boolean> {
  return onlyOne(context.db, jobId, async () => {
    const job = await jobById(context, jobId);
    const found = await findImport(context, importId);
    if (job === null || (job.state !== 'waiting' && job.state !== 'running')) return;
    if (found === null) return finishJob(context, jobId, { state: 'failed', failure: 'clients.import_gone' });
    const answer = answerOf(job.input);
    let after: ConflictPlace | null = null;
    let done = job.doneUnits;
    for (;;) {
      const open: Awaited<ReturnType<typeof openConflicts>> = await openConflicts(
        context,
        importId,
        after,
        BATCH_ANSWERS,
      );
      for (const { row, clientId, field } of open) {
        // Each by itself: one that is refused must not take the others along.
        await inTransaction(context, (write) => settleConflict(write, found, { clientId, field, answer }));
        after = { row, clientId, field };
        done++;
      }
      if (open.length === 0) return finishJob(context, jobId, { state: 'done' });
      const { cancelRequested } = await advanceJob(context, jobId, { doneUnits: done, position: null });
      if (cancelRequested) return finishJob(context, jobId, { state: 'cancelled' });
    }
  });
}

const answerOf = (input: unknown): ConflictAnswer['answer'] =>
  typeof input === 'object' && input !== null && 'answer' in input && input.answer === 'file' ? 'file' : 'register';
