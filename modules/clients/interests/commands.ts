import { record } from '#modules/journal/commands.ts';
import { companyOf } from '#modules/people/queries.ts';
import { defaultSalesSystem, salesSystemById } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { checkInn } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { parsePhone } from '#shared/phone.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayCreateClient } from '../access.ts';
import { insertPersonAt, knowsPerson } from '../contacts/commands.ts';
import type { ClientRow } from '../contract.ts';
import { announceClient, changeFacts } from '../facts/commands.ts';
import { clientsWithInn } from '../keys/store.ts';
import { survivorIdOf } from '../merging/store.ts';
import { reachOf } from '../queries.ts';
import { addToRegister, setCallBasis } from '../register/commands.ts';
import { isEmail } from '../register/rules.ts';
import { findClient, lockRow } from '../store.ts';
import type { InterestInput, InterestReceipt } from './contract.ts';
import { factsAfterInterest, hasDomain, hasEmail, hasPhone, type MatchKey, onlyClient, ownDomain } from './rules.ts';
import { insertInterest, lookAlikes } from './store.ts';

/** What was said of who asked, made clean. */
interface Asker {
  organisation: string | null;
  inn: string | null;
  phone: string | null;
  email: string | null;
  site: string | null;
  region: string | null;
  person: string | null;
  position: string | null;
}

/**
 * Inbound interest of any channel: it is matched to the register by INN, phone, mail or site, else it makes a new client;
 * the client becomes warm, an enquiry is a legal basis for calls, whoever asked becomes a contact. An ambiguous phone or
 * site matches nobody. Refuses: `clients.interest_of_nobody`. Source: domain §2, §3.
 */
export async function receiveInterest(context: WriteContext, input: InterestInput): Promise<Result<InterestReceipt>> {
  const system =
    input.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, input.sales_system_id);
  if (system === null)
    return input.sales_system_id === undefined
      ? refuse('clients.no_sales_system')
      : invalid('/sales_system_id', 'field.not_in_list');
  if (!mayCreateClient(context.actor, system.id)) return forbidden();
  const asker = readAsker(input);
  if (!asker.ok) return asker;

  const found = await findOrAdd(context, system.id, asker.value, input);
  if (!found.ok) return found;
  const { client, matchedBy } = found.value;
  const today = context.now
    .toZonedDateTimeISO((await companyOf(context)).timeZone)
    .toPlainDate()
    .toString();
  const warm = await changeFacts(context, client.id, factsAfterInterest(client, context.now.toString(), today));
  if (!warm.ok) return warm;
  if (client.call_basis === null) await setCallBasis(context, client.id, 'enquiry', input.source.trim(), today);
  await keepPerson(context, client.id, asker.value);

  const id = newId();
  await insertInterest(context, {
    id,
    salesSystemId: system.id,
    clientId: client.id,
    channel: input.channel,
    source: input.source.trim(),
    said: input.said.trim(),
    personName: asker.value.person,
    phone: asker.value.phone,
    email: asker.value.email,
    matchedBy,
  });
  await record(context, {
    action: 'client.interest_received',
    subject: { kind: 'client', id: client.id },
    clientId: client.id,
    after: { channel: input.channel, source: input.source.trim(), matched_by: matchedBy },
  });
  await announceClient(context, client.id, 'interest.received');
  return ok({ id, client_id: client.id, client_name: client.name, state: warm.value.state, matched_by: matchedBy });
}

const line = (text: string | null | undefined): string | null => {
  const tidy = text?.replace(/\s+/gu, ' ').trim() ?? '';
  return tidy === '' ? null : tidy;
};

function readAsker(input: InterestInput): Result<Asker> {
  const [inn, phone, email] = [line(input.inn), line(input.phone), line(input.email)];
  const checked = inn === null ? null : checkInn(inn);
  if (checked !== null && !checked.ok) return invalid('/inn', checked.reason);
  const read = phone === null ? undefined : parsePhone(phone);
  if (phone !== null && read === undefined) return invalid('/phone', 'clients.phone_unreadable');
  if (email !== null && !isEmail(email)) return invalid('/email', 'clients.email_unreadable');
  return ok({
    organisation: line(input.organisation),
    inn: checked?.value ?? null,
    phone: read?.number ?? null,
    email,
    site: line(input.site),
    region: line(input.region),
    person: line(input.person_name),
    position: line(input.person_position),
  });
}

type Match = { client: ClientRow; matchedBy: InterestReceipt['matched_by'] };

async function findOrAdd(
  context: WriteContext,
  salesSystemId: string,
  asker: Asker,
  input: InterestInput,
): Promise<Result<Match>> {
  if (input.client_id !== undefined) {
    const chosen = await lockRow(context, await survivorIdOf(context, input.client_id));
    if (chosen === null || (await reachOf(context, chosen.id)) === 'none') return notFound();
    return ok({ client: chosen, matchedBy: 'chosen' });
  }
  const match = await matchOf(context, salesSystemId, asker);
  if (match !== null) {
    const client = await lockRow(context, match.clientId);
    if (client !== null) return ok({ client, matchedBy: match.by });
  }
  const name = asker.organisation ?? asker.site ?? asker.person ?? asker.email ?? asker.phone ?? asker.inn;
  if (name === null) return refuse('clients.interest_of_nobody');
  const added = await addToRegister(context, salesSystemId, {
    name,
    inn: asker.inn,
    region: asker.region,
    source: input.source.trim(),
    ...(asker.site === null ? {} : { sites: [asker.site] }),
    // A person's own phone and mail lie at the person.
    ...(asker.person !== null || asker.phone === null ? {} : { phones: [{ number: asker.phone }] }),
    ...(asker.person !== null || asker.email === null ? {} : { emails: [asker.email] }),
  });
  return added.ok ? ok({ client: added.value, matchedBy: 'new_client' }) : added;
}

async function matchOf(
  context: WriteContext,
  salesSystemId: string,
  asker: Asker,
): Promise<{ clientId: string; by: MatchKey } | null> {
  if (asker.inn !== null) {
    const [only, ...more] = await clientsWithInn(context, asker.inn);
    const client = only === undefined || more.length > 0 ? null : await findClient(context, only.id);
    if (client?.sales_system_id === salesSystemId) return { clientId: client.id, by: 'inn' };
  }
  if (asker.phone !== null) {
    const { phone } = asker;
    const found = await lookAlikes(context, salesSystemId, { digits: phoneDigits(phone) });
    const clientId = onlyClient(found.filter((one) => hasPhone(one, phone)));
    if (clientId !== null) return { clientId, by: 'phone' };
  }
  if (asker.email !== null) {
    const { email } = asker;
    const found = await lookAlikes(context, salesSystemId, { address: email });
    const clientId = onlyClient(found.filter((one) => hasEmail(one, email)));
    if (clientId !== null) return { clientId, by: 'email' };
  }
  const domain = ownDomain(asker);
  if (domain === null) return null;
  const found = await lookAlikes(context, salesSystemId, { address: domain });
  const clientId = onlyClient(found.filter((one) => hasDomain(one, domain)));
  return clientId === null ? null : { clientId, by: 'site' };
}

/** Whoever asked becomes a contact, unless the client has this phone or mail already. */
async function keepPerson(context: WriteContext, clientId: string, asker: Asker): Promise<void> {
  if (asker.person === null) return;
  if (await knowsPerson(context, clientId, { name: asker.person, phone: asker.phone, email: asker.email })) return;
  await insertPersonAt(context, clientId, {
    full_name: asker.person,
    position_title: asker.position,
    phones: asker.phone === null ? [] : [{ number: asker.phone }],
    emails: asker.email === null ? [] : [asker.email],
  });
}
