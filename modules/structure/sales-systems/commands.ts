import { registerUndo } from '#modules/journal/commands.ts';
import { employeeById } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId, type SalesSystemId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import { mayEditSalesSystem, mayOpenSalesSystem } from '../access.ts';
import { noteChange, noteEdit } from '../changes/commands.ts';
import { insertDefaultNorms } from '../norms/store.ts';
import { difference } from '../rules.ts';
import { lockSalesSystem, type SalesSystemRow } from '../store.ts';
import type { NewSalesSystem, SalesSystemPatch, TraitsInput } from './contract.ts';
import { needsRelevanceMonitoring, type SalesType, salesTypeOf, type Traits, USUAL_REPEAT_POLICY } from './rules.ts';
import { insertSalesSystem, systemByName, updateSalesSystem } from './store.ts';

type Saved = Result<{ id: string; version: number }>;

/**
 * Opens one more way of selling with norms as shipped; functions are assigned next. The type follows from the traits;
 * another one needs a reason. Refuses: `structure.system_name_taken`, `structure.override_reason_needed`.
 * Source: domain §1.
 */
export async function openSalesSystem(context: WriteContext, input: NewSalesSystem): Promise<Saved> {
  if (!mayOpenSalesSystem(context.actor)) return forbidden();
  const name = input.name.trim();
  if ((await systemByName(context, name)) !== undefined) return invalid('/name', 'structure.system_name_taken');
  const type = chosenType(traitsOf(input.traits), input.sales_type, input.type_override_reason);
  if (!type.ok) return type;
  const traits = traitsOf(input.traits);
  const id = newId<SalesSystemId>(context.now);
  await insertSalesSystem(context, {
    id,
    name,
    ...type.value,
    ...columnsOf(input.traits),
    relevance_monitoring_needed: input.relevance_monitoring_needed ?? needsRelevanceMonitoring(traits),
    repeat_policy: input.repeat_policy ?? USUAL_REPEAT_POLICY[type.value.sales_type],
    created_at: context.now.toString(),
  });
  await insertDefaultNorms(context, id);
  await noteChange(context, {
    action: 'sales_system.opened',
    subject: { kind: 'sales_system', id },
    after: { name, ...type.value, ...input.traits },
  });
  return ok({ id, version: 1 });
}

/**
 * Changes how a way of selling is described. With new traits the type follows unless another one is insisted on with a
 * reason. Refuses as opening does. Can be taken back. Source: domain §1.
 */
export async function changeSalesSystem(context: WriteContext, id: string, patch: SalesSystemPatch): Promise<Saved> {
  if (!mayEditSalesSystem(context.actor, id)) return forbidden();
  const system = await lockSalesSystem(context, id);
  if (system === undefined || system.closed_on !== null) return notFound();
  if (system.version !== patch.version) return staleVersion(system);
  const fault = await patchFault(context, id, patch);
  if (fault !== null) return fault;
  const traits = patch.traits === undefined ? traitsOfRow(system) : traitsOf(patch.traits);
  const overridden =
    patch.type_override_reason !== undefined ? patch.type_override_reason : system.type_override_reason;
  // A type once insisted on stays until it is said otherwise; one that followed from the traits follows them again.
  const insisted = patch.sales_type ?? (overridden === null ? undefined : currentType(system));
  const type = chosenType(traits, insisted, overridden);
  if (!type.ok) return type;
  const changed = difference<SalesSystemRow>(system, {
    name: patch.name?.trim(),
    ...type.value,
    ...(patch.traits === undefined ? {} : columnsOf(patch.traits)),
    repeat_policy: patch.repeat_policy,
    relevance_monitoring_needed: patch.relevance_monitoring_needed,
    arbiter_id: patch.arbiter_id,
  });
  if (changed === null) return ok({ id, version: system.version });
  const saved = await updateSalesSystem(context, id, changed.after);
  await noteEdit(context, { action: 'sales_system.changed', subject: { kind: 'sales_system', id }, ...changed });
  return ok({ id, version: saved.version });
}

/** How changes of sales systems are taken back. */
export function registerSalesSystemUndos(): void {
  registerUndo('sales_system.changed', async (context, entry) => {
    const system = await lockSalesSystem(context, entry.subjectId);
    if (system === undefined || !mayEditSalesSystem(context.actor, system.id)) return notFound();
    // What was journaled as `before` are columns of this very row.
    await updateSalesSystem(context, system.id, entry.before as Partial<SalesSystemRow>);
    return ok();
  });
}

async function patchFault(context: WriteContext, id: string, patch: SalesSystemPatch): Promise<Result<never> | null> {
  if (patch.name !== undefined) {
    const namesake = await systemByName(context, patch.name.trim());
    if (namesake !== undefined && namesake !== id) return invalid('/name', 'structure.system_name_taken');
  }
  if (typeof patch.arbiter_id !== 'string') return null;
  const arbiter = await employeeById(context, patch.arbiter_id);
  if (arbiter === null || arbiter.status === 'departed') return invalid('/arbiter_id', 'structure.no_such_employee');
  return null;
}

function chosenType(
  traits: Traits,
  insisted: SalesType | undefined,
  reason: string | null | undefined,
): Result<{ sales_type: SalesType; type_override_reason: string | null }> {
  const suggested = salesTypeOf(traits);
  if (insisted === undefined || insisted === suggested)
    return ok({ sales_type: suggested, type_override_reason: null });
  const given = reason?.trim() ?? '';
  if (given === '') return invalid('/type_override_reason', 'structure.override_reason_needed');
  return ok({ sales_type: insisted, type_override_reason: given });
}

function traitsOf(input: TraitsInput): Traits {
  return {
    clientsInMarket: input.clients_in_market,
    dealsPerClientYear: input.deals_per_client_year,
    productComplexity: input.product_complexity,
    contractToTurnoverBp: input.contract_to_turnover_bp,
  };
}

function traitsOfRow(row: SalesSystemRow): Traits {
  return traitsOf({ ...row, deals_per_client_year: Number(row.deals_per_client_year) });
}

function columnsOf(input: TraitsInput) {
  // The column keeps three decimals; written the way the database answers, so that equal values compare equal.
  return { ...input, deals_per_client_year: input.deals_per_client_year.toFixed(3) };
}

function currentType(row: SalesSystemRow): SalesType {
  // The column's CHECK admits these types only.
  return row.sales_type as SalesType;
}
