import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { addressOf } from '#platform/db/search-sql.ts';
import type { Phone } from '../contract.ts';
import type { Reading } from '../store.ts';
import type { Interest } from './contract.ts';
import type { Reachable } from './rules.ts';

/** How many look-alikes are compared; more than that cannot name one client anyway. */
const LOOK_ALIKES = 50;

/**
 * Clients of a sales system, and people at them, with these digits in a number or this address among their mails and
 * sites. The indexes of the search find them; what exactly agrees is decided by the rules.
 */
export async function lookAlikes(
  context: Reading,
  salesSystemId: string,
  wanted: { digits: string } | { address: string },
): Promise<Reachable[]> {
  const holds = (table: string) =>
    'digits' in wanted
      ? sql<boolean>`${sql.ref(`${table}.search_text`)} LIKE ${`%${wanted.digits}%`}`
      : sql<boolean>`${sql.ref(`${table}.search`)} @@ ${addressOf(wanted.address)}::tsquery`;
  const clients = context.db
    .selectFrom('clients')
    .select(['id as client_id', 'phones', 'emails', 'sites'])
    .where('sales_system_id', '=', salesSystemId)
    .where(holds('clients'))
    .where(sql<boolean>`closed IS DISTINCT FROM 'archived'`)
    .limit(LOOK_ALIKES);
  const people = context.db
    .selectFrom('contacts as c')
    .innerJoin('client_contacts as l', 'l.contact_id', 'c.id')
    .innerJoin('clients as k', 'k.id', 'l.client_id')
    .select(['l.client_id', 'c.phones', 'c.emails', sql<string[]>`'{}'::text[]`.as('sites')])
    .where('k.sales_system_id', '=', salesSystemId)
    .where(holds('c'))
    .where('l.left_on', 'is', null)
    .where(sql<boolean>`k.closed IS DISTINCT FROM 'archived'`)
    .limit(LOOK_ALIKES);
  const [ofClients, ofPeople] = await Promise.all([clients.execute(), people.execute()]);
  return [...ofClients, ...ofPeople].map((row) => ({
    clientId: row.client_id,
    // The CHECK of the column promises the shape.
    phones: row.phones as unknown as Phone[],
    emails: row.emails,
    sites: row.sites,
  }));
}

export async function insertInterest(
  context: WriteContext,
  interest: {
    id: string;
    salesSystemId: string;
    clientId: string;
    channel: string;
    source: string;
    said: string;
    personName: string | null;
    phone: string | null;
    email: string | null;
    matchedBy: string;
  },
): Promise<void> {
  await context.db
    .insertInto('inbound_interests')
    .values({
      id: interest.id,
      sales_system_id: interest.salesSystemId,
      client_id: interest.clientId,
      channel: interest.channel,
      source: interest.source,
      said: interest.said,
      person_name: interest.personName,
      phone: interest.phone,
      email: interest.email,
      matched_by: interest.matchedBy,
      received_at: context.now.toString(),
    })
    .execute();
}

export async function interestsOf(context: Reading, clientId: string): Promise<Interest[]> {
  const rows = await context.db
    .selectFrom('inbound_interests')
    .select(['id', 'channel', 'source', 'said', 'person_name', 'phone', 'email', 'matched_by', 'received_at'])
    .where('client_id', '=', clientId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  // The table's CHECKs promise the closed lists.
  return rows as Interest[];
}
