import { bothChecked, customForWrite } from '#modules/fields/queries.ts';
import { offerUndo, record, registerUndo, type Undo } from '#modules/journal/commands.ts';
import { companyOf } from '#modules/people/queries.ts';
import { defaultSalesSystem, salesSystemById, segmentsOf } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayCreateClient } from '../access.ts';
import type { ClientEdit, ClientInput, ClientRow } from '../contract.ts';
import { matchClients, matchNewClient } from '../duplicates/commands.ts';
import { admitParticipant, announceClient } from '../facts/commands.ts';
import { addKeys, clientsWithInn, keyOwners, keysHeldBy, saveKeys } from '../keys/store.ts';
import { cardNow, clientForEdit } from '../queries.ts';
import type { CallBasis } from '../rules.ts';
import { insertClient, lockRow, saveDetails } from '../store.ts';
import {
  bareDetails,
  type ClientDetails,
  type ClientKey,
  changedDetails,
  detailsOf,
  isSameTaxpayer,
  KEY_KINDS,
  keysOf,
  nameKeyOf,
  tidyDetails,
  withCustom,
  zoneOfPlace,
} from './rules.ts';

/**
 * Adds a client to the market register; nothing but a name is needed. Whoever added it fills in its card until somebody
 * holds it. Refuses: `clients.already_registered` when the tax number or the municipality's code is in the register, with
 * no word about whose it is. Source: domain §2, §14.
 */
export async function createClient(context: WriteContext, input: ClientInput): Promise<Result<ClientRow>> {
  const system =
    input.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, input.sales_system_id);
  if (system === null)
    return input.sales_system_id === undefined
      ? refuse('clients.no_sales_system')
      : invalid('/sales_system_id', 'field.not_in_list');
  if (!mayCreateClient(context.actor, system.id)) return forbidden();
  return addToRegister(context, system.id, input);
}

/** Adds a client because of something that has happened: what calls it has asked about access. */
export async function addToRegister(
  context: WriteContext,
  salesSystemId: string,
  input: Omit<ClientInput, 'sales_system_id'>,
): Promise<Result<ClientRow>> {
  const company = await companyOf(context);
  const zone = zoneOfPlace({ region: input.region ?? null, settlement: input.settlement ?? null }) ?? company.timeZone;
  const { custom, ...typed } = input;
  const checked = bothChecked(
    tidyDetails(bareDetails('', zone), typed, today(context, company.timeZone)),
    await customForWrite(context, 'client', {}, custom),
  );
  if (!checked.ok) return checked;
  const details = withCustom(...checked.value);
  const free = await checkIdentity(context, null, details, keysOf(details));
  if (!free.ok) return free;
  const inList = await checkSegment(context, salesSystemId, details.segment_id);
  if (!inList.ok) return inList;

  const id = newId();
  await insertClient(context, {
    id,
    salesSystemId: salesSystemId,
    nameKey: nameKeyOf(details.name),
    details,
  });
  await addKeys(context, id, keysOf(details));
  if (context.actor.employeeId !== null) {
    await admitParticipant(context, id, context.actor.employeeId, 'creator', id);
  }
  const { after } = changedDetails(bareDetails('', ''), details);
  await record(context, { action: 'client.created', subject: { kind: 'client', id }, clientId: id, after });
  await announceClient(context, id, 'client.created');
  const added = await requireRow(context, id);
  if (added.ok) await matchNewClient(context, added.value);
  return added;
}

/**
 * Changes what is known of a client; fields that are left out stay. Refuses a stale version with the card as it stands
 * now. Source: domain §2.
 */
export async function editClient(context: WriteContext, id: string, edit: ClientEdit): Promise<Result<ClientRow>> {
  const found = await clientForEdit(context, id);
  if (!found.ok) return found;
  const client = found.value;
  if (client.version !== edit.version) return staleVersion(await cardNow(context, id));
  const company = await companyOf(context);
  const { custom, ...typed } = edit;
  const checked = bothChecked(
    tidyDetails(detailsOf(client), typed, today(context, company.timeZone)),
    await customForWrite(context, 'client', client.custom, custom),
  );
  if (!checked.ok) return checked;
  return saveEdit(context, client, withCustom(...checked.value), 'client.edited');
}

/** What the law rests calls on follows from something that has happened, an enquiry for example. Source: domain §3. */
export async function setCallBasis(
  context: WriteContext,
  id: string,
  basis: CallBasis,
  note: string,
  day: string,
): Promise<Result<ClientRow>> {
  const client = await lockRow(context, id);
  if (client === null) return notFound();
  const details = { ...detailsOf(client), call_basis: basis, call_basis_note: note, call_basis_on: day };
  return saveEdit(context, client, details, 'client.call_basis_set');
}

/** Saves changed data with their keys, journaled; saving what has not changed does nothing. */
async function saveEdit(
  context: WriteContext,
  client: ClientRow,
  details: ClientDetails,
  action: string,
): Promise<Result<ClientRow>> {
  const saved = await saveChanged(context, client, details, { action });
  if (!saved.ok) return saved;
  if (saved.value.entry === null) return ok(client);
  if (action === 'client.edited') offerUndo(context, saved.value.entry);
  return requireRow(context, client.id);
}

/**
 * The same for what calls it from other work on clients: the card must be locked. Answers with the entry of the journal,
 * null when nothing has changed. Refuses: `clients.already_registered`.
 */
export async function saveChanged(
  context: WriteContext,
  client: ClientRow,
  details: ClientDetails,
  as: { action: string; reason?: string },
): Promise<Result<{ entry: string | null }>> {
  const changed = changedDetails(detailsOf(client), details);
  if (changed.names.length === 0) return ok({ entry: null });
  const held = await keysHeldBy(context, client.id);
  const free = await checkIdentity(context, client.id, details, keysOf(details, held));
  if (!free.ok) return free;
  const inList = await checkSegment(context, client.sales_system_id, details.segment_id);
  if (!inList.ok) return inList;
  await saveDetails(context, client, details, nameKeyOf(details.name));
  await saveKeys(context, client.id, KEY_KINDS, keysOf(details, held));
  const entry = await record(context, {
    ...as,
    subject: { kind: 'client', id: client.id },
    clientId: client.id,
    before: changed.before,
    after: changed.after,
  });
  if (changed.names.some((name) => COMPARED.includes(name))) await matchClients(context, [client.id]);
  await announceClient(context, client.id, 'client.changed');
  return ok({ entry });
}

/** Data by which records of one organisation are found. */
const COMPARED: readonly (keyof ClientDetails)[] = [
  'name',
  'region',
  'inn',
  'kpp',
  'ogrn',
  'phones',
  'emails',
  'sites',
];

/** No other client may carry the same tax number (with the same tax office) or the same municipality's code. */
async function checkIdentity(
  context: WriteContext,
  id: string | null,
  details: ClientDetails,
  keys: readonly ClientKey[],
): Promise<Result<undefined>> {
  const taken = refuse('clients.already_registered', { code: 'conflict' });
  if (details.inn !== null) {
    const others = await clientsWithInn(context, details.inn);
    if (others.some((other) => other.id !== id && isSameTaxpayer(other, details))) return taken;
  }
  const owners = await keyOwners(context, keys);
  return owners.some((owner) => owner.client_id !== id) ? taken : ok();
}

async function checkSegment(
  context: WriteContext,
  salesSystemId: string,
  segmentId: string | null,
): Promise<Result<undefined>> {
  if (segmentId === null) return ok();
  const segments = await segmentsOf(context, salesSystemId);
  return segments.some((segment) => segment.id === segmentId) ? ok() : invalid('/segment_id', 'field.not_in_list');
}

const today = (context: WriteContext, timeZone: string): string =>
  context.now.toZonedDateTimeISO(timeZone).toPlainDate().toString();

async function requireRow(context: WriteContext, id: string): Promise<Result<ClientRow>> {
  const row = await lockRow(context, id);
  return row === null ? notFound() : ok(row);
}

/** Puts the data back as they were before one edit, unless they have moved on since. */
const undoEdit: Undo = async (context, entry) => {
  const found = await clientForEdit(context, entry.subjectId);
  if (!found.ok) return found;
  const known = detailsOf(found.value);
  const after = entry.after as Partial<ClientDetails>;
  const moved = changedDetails(known, { ...known, ...after }).names.length > 0;
  if (moved) return refuse('journal.acted_on_since', { code: 'conflict' });
  return saveEdit(
    context,
    found.value,
    { ...known, ...(entry.before as Partial<ClientDetails>) },
    'client.edit_undone',
  );
};

export function registerRegister(): void {
  registerUndo('client.edited', undoEdit);
}
