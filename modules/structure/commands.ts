import type { Context, WriteContext } from '#platform/context.ts';
import { type EmployeeId, newId, type PositionId, type SalesSystemId, type UnitId } from '#shared/ids.ts';
import { forbidden, ok, type Result, refuse } from '#shared/result.ts';
import { mayOpenSalesSystem } from './access.ts';
import { registerAccessUndos } from './access-table/commands.ts';
import { insertDefaultAccess } from './access-table/store.ts';
import { insertAssignment } from './assignments/store.ts';
import { noteChange } from './changes/commands.ts';
import { employ } from './employments/commands.ts';
import { registerNormUndos } from './norms/commands.ts';
import { insertDefaultNorms } from './norms/store.ts';
import { registerPositionUndos } from './positions/commands.ts';
import { insertPosition } from './positions/store.ts';
import { companyDay, salesSystems } from './queries.ts';
import {
  type ReadyPosition,
  type ReadyStructure,
  type ReadyStructureKind,
  type ReadyUnit,
  readyStructure,
} from './ready-structure/rules.ts';
import type { SalesFunction } from './rules.ts';
import { registerSalesSystemUndos } from './sales-systems/commands.ts';
import { needsRelevanceMonitoring, salesTypeOf, USUAL_REPEAT_POLICY } from './sales-systems/rules.ts';
import { insertSalesSystem, updateSalesSystem } from './sales-systems/store.ts';
import { registerSegmentUndos } from './segments/commands.ts';
import { registerUnitUndos } from './units/commands.ts';
import { insertUnit, namedIn, updateUnit } from './units/store.ts';

/**
 * One kind of work that people hold, told by the module that owns it, so that a departure or a dropped role leaves
 * nothing behind. Source: domain §1 (nothing may be orphaned).
 */
export interface SuccessionPart {
  /** Name of the part; its texts are `structure.part.<key>`. */
  key: string;
  /**
   * The functions whose work this is. In a dropped role such work passes only from people who keep no position with one
   * of these functions; work without functions passes from people who keep no position at all.
   */
  functions?: readonly SalesFunction[];
  /** What an employee holds now, counted by kind; the texts are `structure.work.<key>`. Nothing held: an empty list. */
  left(context: Context, employeeId: EmployeeId): Promise<{ key: string; count: number }[]>;
  /** Passes all of it to a successor, inside the caller's transaction. A refusal refuses the whole. */
  passOn(
    context: WriteContext,
    from: EmployeeId,
    to: EmployeeId,
    via: 'departure' | 'role_drop',
  ): Promise<Result<unknown>>;
  /** What no person holds but waits for a function, a queue for example: it follows the assignment by itself. */
  queued?(
    context: Context,
    of: { salesSystemId: string; functions: readonly SalesFunction[] },
  ): Promise<{ key: string; count: number }[]>;
}

const parts = new Map<string, SuccessionPart>();

/** Registers a part of succession; a module does so for its own work when the program is composed. */
export function registerSuccession(part: SuccessionPart): void {
  parts.set(part.key, part);
}

/** Every registered part, in the order of registration. */
export function successionParts(): SuccessionPart[] {
  return [...parts.values()];
}

export interface InstalledStructure {
  salesSystemId: SalesSystemId;
  units: Partial<Record<ReadyUnit, UnitId>>;
  positions: Partial<Record<ReadyPosition, PositionId>>;
}

/** What a later module lays into a ready structure: what its departments may be asked, for example. */
export type ReadyPart = (
  context: WriteContext,
  installed: InstalledStructure & { language: 'ru' | 'en' },
) => Promise<Result<unknown>>;
const readyParts = new Map<string, ReadyPart>();

/** Registers what a module lays into a ready structure when one is installed. */
export function registerReadyPart(key: string, part: ReadyPart): void {
  readyParts.set(key, part);
}

/**
 * Installs a ready strategic structure in a company that has none: sales system, units, positions, who answers for what
 * from today on, norms and the access table as shipped. `headId` takes the head's position at once.
 * Refuses: `structure.already_installed`. Source: domain §1, method M15.
 */
export async function installReadyStructure(
  context: WriteContext,
  input: { kind: ReadyStructureKind; language: 'ru' | 'en'; headId?: string | undefined },
): Promise<Result<InstalledStructure>> {
  if (!mayOpenSalesSystem(context.actor)) return forbidden();
  if ((await salesSystems(context)).length > 0) return refuse('structure.already_installed', { code: 'conflict' });
  const ready = readyStructure(input.kind);
  const salesSystemId = newId<SalesSystemId>(context.now);
  const salesType = salesTypeOf(ready.traits);
  await insertSalesSystem(context, {
    id: salesSystemId,
    name: ready.name[input.language],
    sales_type: salesType,
    clients_in_market: ready.traits.clientsInMarket,
    deals_per_client_year: String(ready.traits.dealsPerClientYear),
    product_complexity: ready.traits.productComplexity,
    contract_to_turnover_bp: ready.traits.contractToTurnoverBp,
    relevance_monitoring_needed: needsRelevanceMonitoring(ready.traits),
    repeat_policy: USUAL_REPEAT_POLICY[salesType],
    created_at: context.now.toString(),
  });
  await insertDefaultNorms(context, salesSystemId);
  await insertDefaultAccess(context);
  const units = await installUnits(context, ready, input.language);
  const positions = await installPositions(context, ready, input.language, salesSystemId, units);
  await noteChange(context, {
    action: 'sales_system.installed',
    subject: { kind: 'sales_system', id: salesSystemId },
    after: { name: ready.name[input.language], ready_structure: input.kind },
  });
  if (input.headId !== undefined && positions.head !== undefined) {
    const employed = await employ(context, { employeeId: input.headId, positionId: positions.head });
    if (!employed.ok) return employed;
  }
  const installed: InstalledStructure = { salesSystemId, units, positions };
  for (const part of readyParts.values()) {
    const laid = await part(context, { ...installed, language: input.language });
    if (!laid.ok) return laid;
  }
  return ok(installed);
}

async function installUnits(
  context: WriteContext,
  ready: ReadyStructure,
  language: 'ru' | 'en',
): Promise<InstalledStructure['units']> {
  const units: InstalledStructure['units'] = {};
  for (const unit of ready.units) {
    const id = newId<UnitId>(context.now);
    await insertUnit(context, { id, name: unit.name[language], kind: unit.kind, created_at: context.now.toString() });
    units[unit.key] = id;
  }
  return units;
}

async function installPositions(
  context: WriteContext,
  ready: ReadyStructure,
  language: 'ru' | 'en',
  salesSystemId: SalesSystemId,
  units: InstalledStructure['units'],
): Promise<InstalledStructure['positions']> {
  const from = (await companyDay(context)).toString();
  const positions: InstalledStructure['positions'] = {};
  for (const position of ready.positions) {
    const unitId = units[position.unit];
    if (unitId === undefined) continue;
    const id = newId<PositionId>(context.now);
    await insertPosition(context, {
      id,
      sales_system_id: salesSystemId,
      unit_id: unitId,
      kind: position.kind,
      title: position.title[language],
      created_at: context.now.toString(),
    });
    positions[position.key] = id;
    for (const fn of position.functions) {
      await insertAssignment(context, { salesSystemId, function: fn, segmentId: null, positionId: id, from });
    }
  }
  return positions;
}

/** The structure's own work of people: units they head and disputes they settle by name. */
const NAMED: SuccessionPart = {
  key: 'structure',
  functions: ['leadership'],
  async left(context, employeeId) {
    const { units, systems } = await namedIn(context, employeeId);
    return [
      { key: 'units_headed', count: units.length },
      { key: 'disputes_settled', count: systems.length },
    ].filter((work) => work.count > 0);
  },
  async passOn(context, from, to) {
    const { units, systems } = await namedIn(context, from);
    for (const { id } of units) {
      await updateUnit(context, id, { head_id: to });
      const subject = { kind: 'unit' as const, id };
      await noteChange(context, { action: 'unit.changed', subject, before: { head_id: from }, after: { head_id: to } });
    }
    for (const { id } of systems) {
      await updateSalesSystem(context, id, { arbiter_id: to });
      const subject = { kind: 'sales_system' as const, id };
      const change = { before: { arbiter_id: from }, after: { arbiter_id: to } };
      await noteChange(context, { action: 'sales_system.changed', subject, ...change });
    }
    return ok();
  },
};

/** What the structure tells earlier modules and itself when the program is composed. */
export function registerStructure(): void {
  registerUnitUndos();
  registerPositionUndos();
  registerSegmentUndos();
  registerSalesSystemUndos();
  registerNormUndos();
  registerAccessUndos();
  registerSuccession(NAMED);
}
