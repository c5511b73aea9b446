import type { CustomIn } from '#modules/fields/contract.ts';
import { customForWrite } from '#modules/fields/queries.ts';
import type { CustomValues } from '#modules/fields/rules.ts';
import type { Change } from '#modules/journal/commands.ts';
import { statementsOf } from '#modules/journal/commands.ts';
import { companyOf } from '#modules/people/queries.ts';
import { segmentsOf } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { BulkEdit } from '../bulk/contract.ts';
import { type Chosen, whyNotEdit } from '../bulk/rules.ts';
import type { DoneItem, Outcome } from '../bulk/store.ts';
import type { ClientRow } from '../contract.ts';
import { putInQueue } from '../duplicates/store.ts';
import { clientsToUpdate } from '../import-effects/store.ts';
import { netChange, setBack } from '../import-returns/rules.ts';
import {
  type ClientDetails,
  changedDetails,
  detailsOf,
  nameKeyOf,
  tidyDetails,
  withCustom,
} from '../register/rules.ts';

/** Data changed in bulk by which records of one organisation are found. */
const COMPARED: readonly (keyof ClientDetails)[] = ['region'];

interface Edited {
  client: ClientRow;
  details: ClientDetails;
  /** The entry that is taken back. */
  undoes?: string;
  /** What could not be done of it. */
  reason?: string;
  leftFields?: readonly string[];
}

/**
 * Changes the same fields of many locked clients, each by the rules of a single edit and with its own entry in the journal,
 * in a few statements for all. What is so already stays untouched. Source: domain §2, experience (Lists).
 */
export async function editMany(
  context: WriteContext,
  chosen: readonly Chosen[],
  { fields }: BulkEdit,
): Promise<Outcome[]> {
  const { custom, ...typed } = fields;
  const own = await customForWrite(context, 'client', {}, custom);
  const today = await companyToday(context);
  const segments = await segmentsIn(context, chosen);
  const outcomes: Outcome[] = [];
  const edited: Edited[] = [];
  for (const one of chosen) {
    const { client, reason } = whyNotEdit(context.actor, one);
    if (client === null) {
      outcomes.push({ clientId: one.id, outcome: 'refused', reason });
      continue;
    }
    const tidy = tidyDetails(detailsOf(client), typed, today);
    const segment = tidy.ok ? tidy.value.segment_id : null;
    const wrong = !own.ok
      ? (own.fields?.[0]?.reason ?? own.reason)
      : tidy.ok
        ? segment === null || segments.get(client.sales_system_id)?.has(segment) === true
          ? null
          : 'clients.bulk_other_segment'
        : (tidy.fields?.[0]?.reason ?? tidy.reason);
    if (wrong !== null || !tidy.ok || !own.ok) outcomes.push({ clientId: one.id, outcome: 'refused', reason: wrong });
    else edited.push({ client, details: withCustom(tidy.value, laidOver(client.custom, custom ?? {}, own.value)) });
  }
  return [...outcomes, ...(await saveEdited(context, edited, 'client.edited'))];
}

/** The values of a client with those that were said laid over them; what was said to be nothing is taken away. */
function laidOver(known: CustomValues, said: CustomIn, checked: CustomValues): CustomValues {
  const kept = Object.entries(known).filter(([key]) => !(key in said));
  return { ...Object.fromEntries(kept), ...checked };
}

/** Sets back, field by field, what an edit of many has changed and nobody has changed since. */
export async function undoEdits(
  context: WriteContext,
  chosen: readonly Chosen[],
  done: ReadonlyMap<string, DoneItem>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const edited: Edited[] = [];
  for (const one of chosen) {
    const item = done.get(one.id);
    const { client, reason } = whyNotEdit(context.actor, one);
    if (client === null || item === undefined) {
      outcomes.push({ clientId: one.id, outcome: 'refused', reason: reason ?? 'app.not_found' });
      continue;
    }
    const { details, restored, left } = setBack(detailsOf(client), netChange([item]));
    if (restored.length === 0 && left.length > 0) {
      outcomes.push({ clientId: one.id, outcome: 'refused', reason: 'clients.bulk_changed_since', leftFields: left });
    } else {
      const undone = { client, details, undoes: item.entryId };
      edited.push(
        left.length === 0 ? undone : { ...undone, reason: 'clients.bulk_partly_changed_since', leftFields: left },
      );
    }
  }
  return [...outcomes, ...(await saveEdited(context, edited, 'client.edit_undone'))];
}

async function saveEdited(context: WriteContext, edited: readonly Edited[], action: string): Promise<Outcome[]> {
  const changes = edited.map((one) => ({
    ...one,
    entryId: newId(),
    change: changedDetails(detailsOf(one.client), one.details),
  }));
  const saved = changes.filter(({ change }) => change.names.length > 0);
  if (saved.length > 0) {
    const rows = saved.map(({ client, details }) => ({
      id: client.id,
      salesSystemId: client.sales_system_id,
      nameKey: nameKeyOf(details.name),
      version: client.version,
      details,
    }));
    // The rows are locked: nobody can have been faster.
    context.held.forgetAll();
    await clientsToUpdate(context, rows).execute(context.db);
    const entries = saved.map(({ client, entryId, change, undoes }): Change & { id: string } => ({
      id: entryId,
      action,
      subject: { kind: 'client', id: client.id },
      clientId: client.id,
      before: change.before,
      after: change.after,
      ...(undoes === undefined ? {} : { undoes }),
    }));
    for (const statement of statementsOf(context, entries)) await statement.execute(context.db);
    const compared = saved.filter(({ change }) => change.names.some((name) => COMPARED.includes(name)));
    await putInQueue(
      context,
      compared.map(({ client }) => client.id),
    );
  }
  return changes.map(({ client, entryId, change, reason = null, leftFields = [] }): Outcome => {
    if (change.names.length === 0) return { clientId: client.id, outcome: 'unchanged', reason, leftFields };
    const { before, after } = change;
    return { clientId: client.id, outcome: 'changed', reason, leftFields, entryId, before, after };
  });
}

async function companyToday(context: WriteContext): Promise<string> {
  const { timeZone } = await companyOf(context);
  return context.now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

async function segmentsIn(context: WriteContext, chosen: readonly Chosen[]): Promise<Map<string, Set<string>>> {
  const systems = [...new Set(chosen.flatMap(({ client }) => client?.sales_system_id ?? []))];
  const lists = await Promise.all(systems.map((system) => segmentsOf(context, system)));
  return new Map(systems.map((system, at) => [system, new Set((lists[at] ?? []).map(({ id }) => id))]));
}
