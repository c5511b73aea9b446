import { may } from '#modules/structure/access.ts';
import type { Right } from '#modules/structure/rules.ts';
import type { Actor, Scope } from '#shared/actor.ts';

/**
 * How near a client is to somebody. `none`: as if it did not exist; `glance`: name, region, holder and state; `card`:
 * everything, to read; `work`: everything, to change. Source: domain §14.
 */
export type Reach = 'none' | 'glance' | 'card' | 'work';

/** What ties an actor to a client. */
export interface ClientLink {
  salesSystemId: string;
  holderId: string | null;
  checkOwnerId: string | null;
  /** The holder works in a unit of the actor's. */
  holderInUnit: boolean;
  /** In what capacities the actor, or whom they deputise for, takes part in the client. */
  capacities: readonly string[];
}

/** Kinds of positions that sell: they see who holds which client of their market. */
const SELLERS: readonly string[] = [
  'telemarketer',
  'development_manager',
  'project_manager',
  'client_manager',
  'marketer',
  'head',
];

/** Capacities in which one works with the client as its holder does; in any other one reads the card. */
const WORKING_CAPACITIES: readonly string[] = ['lease', 'need_owner', 'deal_owner', 'check_owner'];

/** Whoever added a client fills in its card until somebody holds it. */
const UNTIL_HELD = 'creator';

/** Oneself and the absent ones whom one deputises for today: their clients are one's own. */
export function selves(actor: Pick<Actor, 'employeeId' | 'deputyFor'>): string[] {
  return actor.employeeId === null ? [] : [actor.employeeId, ...actor.deputyFor];
}

/** Sales systems in which the actor holds a position. */
export function ownSystems(actor: Pick<Actor, 'positions'>): string[] {
  return [...new Set(actor.positions.map((position) => position.salesSystemId))];
}

/** Sales systems whose clients the actor sees at a glance: those in which they sell. Source: domain §14. */
export function glanceSystems(actor: Pick<Actor, 'positions'>): string[] {
  return [
    ...new Set(
      actor.positions.filter((position) => SELLERS.includes(position.kind)).map((position) => position.salesSystemId),
    ),
  ];
}

/** Who holds the client, owns its next check, or takes part in it, reads its card; the rights widen this. Source: domain §14. */
export function reachTo(actor: Actor, link: ClientLink): Reach {
  const mine = isTheirs(actor, link.holderId) || isTheirs(actor, link.checkOwnerId);
  const working = mine || link.capacities.some((capacity) => isWorking(capacity, link.holderId));
  const reads = within(actor, may(actor, 'clients.read'), link, mine || link.capacities.length > 0);
  if (reads && within(actor, may(actor, 'clients.work'), link, working)) return 'work';
  if (reads) return 'card';
  return glanceSystems(actor).includes(link.salesSystemId) ? 'glance' : 'none';
}

function isWorking(capacity: string, holderId: string | null): boolean {
  return WORKING_CAPACITIES.includes(capacity) || (capacity === UNTIL_HELD && holderId === null);
}

function isTheirs(actor: Actor, employeeId: string | null): boolean {
  return employeeId !== null && selves(actor).includes(employeeId);
}

function within(actor: Actor, scope: Scope | null, link: ClientLink, own: boolean): boolean {
  switch (scope) {
    case 'company':
      return true;
    case 'sales_system':
      return own || ownSystems(actor).includes(link.salesSystemId);
    case 'unit':
      return own || link.holderInUnit;
    case 'own':
      return own;
    case null:
      return false;
  }
}

/** A right that reaches a whole sales system, or any reach of it where the actor has a position in that system. */
function inSystem(actor: Actor, right: Right, salesSystemId: string): boolean {
  const scope = may(actor, right);
  return scope === 'company' || (scope !== null && ownSystems(actor).includes(salesSystemId));
}

/** Whoever carries clients may add one to the market of their sales system. */
export function mayCreateClient(actor: Actor, salesSystemId: string): boolean {
  return inSystem(actor, 'clients.create', salesSystemId);
}

/** A base is brought in by the head, the marketer or the administrator, into their sales system. */
export function mayImportClients(actor: Actor, salesSystemId: string): boolean {
  return inSystem(actor, 'clients.import', salesSystemId);
}

/** A client passes from one person to another within a function by decision of the head or the administrator. */
export function mayTransferClient(actor: Actor, salesSystemId: string): boolean {
  const scope = may(actor, 'clients.transfer');
  return scope === 'company' || (scope === 'sales_system' && ownSystems(actor).includes(salesSystemId));
}

/** Duplicates of a market are judged by the head or the administrator; of two clients one's own, by whoever may edit both. */
export function mayMergeIn(actor: Actor, salesSystemId: string): boolean {
  const scope = may(actor, 'clients.merge');
  return scope === 'company' || (scope === 'sales_system' && ownSystems(actor).includes(salesSystemId));
}

/** The tags of the company are kept in order by the administrator, and by whom the access table lets: as shipped, the head. */
export function mayKeepTags(actor: Pick<Actor, 'rights'>): boolean {
  return may(actor, 'tags.edit') !== null;
}

/** A client that nobody works with may be taken by whoever develops clients of that market. */
export function mayTakeClient(actor: Actor, salesSystemId: string): boolean {
  return (
    actor.employeeId !== null &&
    actor.functions.includes('need_development') &&
    inSystem(actor, 'clients.work', salesSystemId)
  );
}

/** The card's data are changed by whoever works with the client and by whoever keeps the register in order. */
export function mayEditClient(actor: Actor, reach: Reach, salesSystemId: string): boolean {
  return reach === 'work' || (reach === 'card' && mayTransferClient(actor, salesSystemId));
}

/** A client is moved to the trash by the head of its market or the administrator; the table may let whoever works with it. */
export function mayTrashClient(actor: Actor, reach: Reach, salesSystemId: string): boolean {
  if (reach !== 'card' && reach !== 'work') return false;
  const scope = may(actor, 'clients.trash');
  if (scope === 'company') return true;
  if (scope === 'sales_system') return ownSystems(actor).includes(salesSystemId);
  return scope !== null && reach === 'work';
}

/** Whose trash is open: of every sales system, of these, and what one has moved there oneself. */
export interface TrashReach {
  all: boolean;
  systems: readonly string[];
  self: string | null;
}

/** Whoever may move clients of a market to its trash looks into it; everybody sees what they have moved there themselves. */
export function trashReach(actor: Actor): TrashReach {
  const scope = may(actor, 'clients.trash');
  return {
    all: scope === 'company',
    systems: scope === 'sales_system' ? ownSystems(actor) : [],
    self: actor.employeeId,
  };
}

/** Whether somebody may bring it back: what one sees in the trash, one may. */
export function isInTrashOf(actor: Actor, entry: { sales_system_id: string; trashed_by: string | null }): boolean {
  const reach = trashReach(actor);
  return (
    reach.all ||
    reach.systems.includes(entry.sales_system_id) ||
    (reach.self !== null && entry.trashed_by === reach.self)
  );
}
