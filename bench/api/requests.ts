import type pg from 'pg';
import type { Random } from '#shared/random.ts';
import { type Caller, drawKind, type LoadRequest } from '../load.ts';

/** The mix of the promise, in percent. */
export const MIX = { list: 40, search: 20, card: 25, create: 5, stage: 10 } as const;
export type Kind = keyof typeof MIX;
export const KINDS = Object.keys(MIX) as Kind[];

interface OpenDeal {
  id: string;
  version: number;
  stage: string;
}

/** One who sells, signed in, with what is theirs to open and to move. */
export interface Seller {
  headers: Readonly<Record<string, string>>;
  clients: readonly string[];
  deals: OpenDeal[];
}

/** What requests are made of: names, numbers and ids that the register holds. */
export interface Samples {
  clients: readonly { id: string; name: string; settlement: string; inn: string; phone: string }[];
  people: readonly string[];
  regions: readonly string[];
}

export async function takeSamples(pool: pg.Pool): Promise<Samples> {
  const clients = await pool.query<Samples['clients'][number]>(
    `SELECT id, name, settlement, inn, phones -> 0 ->> 'number' AS phone FROM client_records TABLESAMPLE SYSTEM (10) LIMIT 3000`,
  );
  const people = await pool.query<{ full_name: string }>(
    'SELECT full_name FROM contact_records TABLESAMPLE SYSTEM (10) LIMIT 1000',
  );
  const regions = await pool.query<{ region: string }>('SELECT DISTINCT region FROM clients');
  return {
    clients: clients.rows,
    people: people.rows.map(({ full_name }) => full_name),
    regions: regions.rows.map(({ region }) => region),
  };
}

/** What a seller holds and may move: open deals that have not come to the contract yet. */
export async function belongings(pool: pg.Pool, employeeId: string): Promise<Pick<Seller, 'clients' | 'deals'>> {
  const clients = await pool.query<{ id: string }>('SELECT id FROM clients WHERE holder_id = $1 LIMIT 500', [
    employeeId,
  ]);
  const deals = await pool.query<OpenDeal>(
    `SELECT id, version, stage FROM deals WHERE owner_id = $1 AND outcome IS NULL AND stage IN ('solution', 'offer') ORDER BY id`,
    [employeeId],
  );
  return { clients: clients.rows.map(({ id }) => id), deals: deals.rows };
}

const NEXT_STAGE: Readonly<Record<string, string>> = { solution: 'offer', offer: 'decision' };
/** What the screen of a list asks for at a time. */
const PAGE = 50;
const SORTS = ['sort=size&order=desc', 'sort=updated&order=desc', 'sort=region', 'sort=next_step', 'sort=state'];

/**
 * A seller at work: opens lists in the order of names, filtered, sorted and page after page; searches by the beginning of a
 * name, by digits, by a person; opens cards, mostly of their own clients; adds clients; moves deals forward, and when there are
 * none left, those of a colleague in the colleague's name.
 */
export function createCaller(
  random: Random,
  samples: Samples,
  seller: Seller,
  only?: Kind,
  colleagues: readonly Seller[] = [],
): Caller {
  const { headers } = seller;
  let cursor: { address: string; next: string } | null = null;

  function list(): LoadRequest {
    const roll = random.next();
    if (cursor !== null) {
      const path = `${cursor.address}&cursor=${encodeURIComponent(cursor.next)}`;
      cursor = null;
      return { kind: 'list', method: 'GET', path, headers };
    }
    const filter = random.weighted([
      ['', 4],
      ['&scope=mine', 3],
      [`&filter=${encodeURIComponent(`region is "${random.pick(samples.regions)}"`)}`, 1],
      ['&filter=group+is+in_work', 1],
      ['&filter=group+is+queued', 1],
    ] as const);
    const sort = roll < 0.5 ? '' : `&${random.pick(SORTS)}`;
    const address = `/api/v1/clients?limit=${PAGE}${filter}${sort}`;
    if (!random.chance(0.25)) return { kind: 'list', method: 'GET', path: address, headers };
    const then = (reply: unknown): void => {
      const next = (reply as { next_cursor?: string | null }).next_cursor ?? null;
      cursor = next === null ? null : { address, next };
    };
    return { kind: 'list', method: 'GET', path: address, headers, then };
  }

  function search(): LoadRequest {
    const client = random.pick(samples.clients);
    const q = random.weighted([
      [client.settlement.slice(0, random.int(5, 9)), 3],
      [client.name.slice(-12), 1],
      [client.inn, 2],
      [client.phone.slice(-random.int(5, 7)), 2],
      [random.pick(samples.people).split(' ').slice(0, 2).join(' '), 2],
    ] as const);
    return { kind: 'search', method: 'GET', path: `/api/v1/search?q=${encodeURIComponent(q)}`, headers };
  }

  function card(): LoadRequest {
    const own = seller.clients.length > 0 && random.chance(0.8);
    const id = own ? random.pick(seller.clients) : random.pick(samples.clients).id;
    return { kind: 'card', method: 'GET', path: `/api/v1/clients/${id}`, headers };
  }

  function create(): LoadRequest {
    const { settlement } = random.pick(samples.clients);
    const body = {
      name: `ООО «${settlement}-${random.int(1, 1_000_000)}»`,
      region: random.pick(samples.regions),
      settlement,
      phones: [{ number: `+7999${String(random.int(0, 9_999_999)).padStart(7, '0')}` }],
      emails: [`office@${random.int(1, 1_000_000)}.example`],
      source: 'Заявка с сайта',
    };
    return { kind: 'create', method: 'POST', path: '/api/v1/clients', headers: withKey(), body };
  }

  function stage(): LoadRequest {
    const mover = seller.deals.length > 0 ? seller : (colleagues.find(({ deals }) => deals.length > 0) ?? seller);
    const deal = mover.deals.pop();
    const to = deal === undefined ? undefined : NEXT_STAGE[deal.stage];
    if (deal === undefined || to === undefined)
      throw new Error('No seller has a deal left to move: take fewer seconds');
    const body = { version: deal.version, to };
    return { kind: 'stage', method: 'POST', path: `/api/v1/deals/${deal.id}/moves`, headers: withKey(mover), body };
  }

  /** Browsers of the product send a key with every write. */
  const withKey = (who = seller) => ({ ...who.headers, 'idempotency-key': crypto.randomUUID() });

  const makers: Record<Kind, () => LoadRequest> = { list, search, card, create, stage };
  return { next: () => makers[only ?? drawKind(random, MIX)]() };
}
