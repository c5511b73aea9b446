import { employeesByIds } from '#modules/people/queries.ts';
import { defaultSalesSystem, holdersOf, norm, salesSystemById } from '#modules/structure/queries.ts';
import type { SalesFunction } from '#modules/structure/rules.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId, PositionId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayReadLoad } from './access.ts';
import type { FunctionLoad } from './contract.ts';
import { chooseAmong, type LoadUnit, NORM_OF_FUNCTION, personalNorm, type Why } from './rules.ts';

/** How the work of a function is counted; told by the module that owns that work. */
export interface LoadSource {
  function: SalesFunction;
  unit: LoadUnit;
  /** What each of the employees holds now; who is absent from the answer holds nothing. */
  heldBy(context: Context, employeeIds: readonly EmployeeId[]): Promise<Map<EmployeeId, number>>;
}

const sources = new Map<SalesFunction, LoadSource>();

/** Registers how the work of a function is counted; a module does so for its own work when the program is composed. */
export function registerLoad(source: LoadSource): void {
  sources.set(source.function, source);
}

/** Functions held against one norm are counted together: a source of one of them serves the others. */
function sourceOf(fn: SalesFunction): LoadSource | undefined {
  const own = sources.get(fn);
  if (own !== undefined) return own;
  const key = NORM_OF_FUNCTION[fn]?.key;
  return [...sources.values()].find((source) => key !== undefined && NORM_OF_FUNCTION[source.function]?.key === key);
}

export interface HeldLoad {
  employeeId: EmployeeId;
  fullName: string;
  positionId: PositionId;
  held: number;
  /** The person's own norm: the function's norm × capacity × share of time in the position. */
  norm: number;
  present: boolean;
}

/**
 * Work held against norm by everybody who answers for a function in a sales system, by name.
 * Source: domain §12.
 */
export async function loadOf(
  context: Context,
  salesSystemId: string,
  fn: SalesFunction,
  segmentId: string | null = null,
): Promise<HeldLoad[]> {
  return heldBy(context, salesSystemId, fn, await holdersOf(context, { salesSystemId, function: fn, segmentId }));
}

/** The same of one employee, in each of the positions from which they answer for the function; nobody else's work is counted. */
export async function loadOfOne(
  context: Context,
  salesSystemId: string,
  fn: SalesFunction,
  employeeId: string,
): Promise<HeldLoad[]> {
  const holders = await holdersOf(context, { salesSystemId, function: fn, segmentId: null });
  const own = holders.filter((holder) => holder.employeeId === employeeId);
  return own.length === 0 ? [] : heldBy(context, salesSystemId, fn, own);
}

async function heldBy(
  context: Context,
  salesSystemId: string,
  fn: SalesFunction,
  holders: Awaited<ReturnType<typeof holdersOf>>,
): Promise<HeldLoad[]> {
  const ids = holders.map((holder) => holder.employeeId);
  const key = NORM_OF_FUNCTION[fn]?.key;
  const [employees, held, fullNorm] = await Promise.all([
    employeesByIds(context, ids),
    sourceOf(fn)?.heldBy(context, ids) ?? new Map<EmployeeId, number>(),
    key === undefined ? 0 : norm(context, salesSystemId, key),
  ]);
  return holders.map((holder) => ({
    employeeId: holder.employeeId,
    fullName: holder.fullName,
    positionId: holder.positionId,
    held: held.get(holder.employeeId) ?? 0,
    norm: personalNorm(fullNorm, employees.get(holder.employeeId)?.capacityBp ?? 0, holder.shareBp),
    present: holder.present,
  }));
}

/**
 * Who takes one more piece of work of a function: chosen by segment, presence and free capacity, and says why.
 * Refuses: `workload.no_receiver` when nobody holds the function. Source: domain §3.
 */
export async function chooseReceiver(
  context: Context,
  of: { salesSystemId: string; function: SalesFunction; segmentId?: string | null; except?: readonly string[] },
): Promise<Result<{ employeeId: EmployeeId; fullName: string; why: Why }>> {
  const load = await loadOf(context, of.salesSystemId, of.function, of.segmentId ?? null);
  const choice = chooseAmong(load.filter((person) => !(of.except ?? []).includes(person.employeeId)));
  if (choice === null) return refuse('workload.no_receiver');
  const { employeeId, fullName } = choice.chosen;
  // The candidates were made above from `EmployeeId`s.
  return ok({ employeeId: employeeId as EmployeeId, fullName, why: choice.why });
}

/** The load of a function as the screens show it. A sales system out of reach is not found. */
export async function functionLoad(
  context: Context,
  query: { function: SalesFunction; sales_system_id?: string | undefined },
): Promise<Result<FunctionLoad>> {
  const system =
    query.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, query.sales_system_id);
  if (system === null || !mayReadLoad(context.actor, system.id)) return notFound();
  const measure = NORM_OF_FUNCTION[query.function];
  return ok({
    sales_system_id: system.id,
    function: query.function,
    unit: measure?.unit ?? null,
    norm: measure === undefined ? null : await norm(context, system.id, measure.key),
    people: (await loadOf(context, system.id, query.function)).map((person) => ({
      employee_id: person.employeeId,
      full_name: person.fullName,
      position_id: person.positionId,
      held: person.held,
      norm: person.norm,
      present: person.present,
    })),
  });
}
