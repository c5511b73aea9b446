import { employeesByIds, presentOn } from '#modules/people/queries.ts';
import type { Context } from '#platform/context.ts';
import { forbidden, notFound, ok, type Result } from '#shared/result.ts';
import { mayEditSalesSystem, mayOpenSalesSystem, mayOverruleGuard, mayReadStructure } from '../access.ts';
import { editionOn } from '../assignments/store.ts';
import { type StructureCheck, structureChecks } from '../checks/rules.ts';
import type { AssignmentView, CheckView, EmploymentView, PositionView, StructureView } from '../contract.ts';
import { employmentsOfSystem } from '../employments/store.ts';
import { openPositions } from '../positions/store.ts';
import { assignmentFact, companyDay, defaultSalesSystem } from '../queries.ts';
import {
  DEFAULT_NORMS,
  deriveHandoffs,
  isNormKey,
  isPositionKind,
  isSalesFunction,
  type PositionKind,
  type UnitKind,
} from '../rules.ts';
import {
  type AssignmentRow,
  assignmentsFrom,
  normRows,
  openSegments,
  type SalesSystemRow,
  salesSystemRow,
} from '../store.ts';
import { employeesWithoutPosition, openUnits } from '../units/store.ts';
import { type RepeatPolicy, type SalesType, salesTypeOf } from './rules.ts';

/**
 * One sales system as it is arranged today: who answers for what, the hand-offs that follow, what is wrong with it, its
 * norms, and what is already known to change. Everybody at work may look at it. Source: domain §1.
 */
export async function structureView(
  context: Context,
  query: { sales_system_id?: string | undefined },
): Promise<Result<StructureView>> {
  if (!mayReadStructure(context.actor)) return forbidden();
  const id = query.sales_system_id ?? (await defaultSalesSystem(context))?.id;
  const system = id === undefined ? undefined : await salesSystemRow(context, id);
  if (system === undefined) return notFound('structure.not_installed');
  const today = await companyDay(context);
  const day = today.toString();
  const [segments, units, rows, assigned, norms, unplaced, systemView] = await Promise.all([
    openSegments(context, system.id, day),
    openUnits(context),
    openPositions(context, system.id, day),
    assignmentsFrom(context, system.id, day),
    normViews(context, system.id),
    employeesWithoutPosition(context, day),
    salesSystemView(context, system, day),
  ]);
  const positions = await positionViews(context, system.id, rows, today);
  const current = assigned.filter((row) => row.valid_from <= day);
  const facts = current.flatMap(assignmentFact);
  const present = new Map(positions.map((position) => [position.id, holding(position, day)]));
  const checks = structureChecks({
    segmentIds: segments.map((segment) => segment.id),
    assignments: facts,
    positions: positions.map((position) => ({
      id: position.id,
      kind: position.kind,
      unitId: position.unit_id,
      holders: present.get(position.id)?.length ?? 0,
    })),
    // The column's CHECK admits these kinds only.
    units: units.map((unit) => ({ id: unit.id, kind: unit.kind as UnitKind })),
    // Nobody measures yet which part of a department's hours goes to sales; what is not known gives no warning.
    supportShares: new Map(),
    supportShareNormPercent:
      norms.find((norm) => norm.key === 'support_sales_share_percent')?.value ??
      DEFAULT_NORMS.support_sales_share_percent,
  });
  return ok({
    sales_system: systemView,
    segments: segments.map(({ id, name, priority, version }) => ({ id, name, priority, version })),
    units: units.map((unit) => ({
      id: unit.id,
      name: unit.name,
      kind: unit.kind as UnitKind,
      head_id: unit.head_id,
      head_name: unit.head_name,
      version: unit.version,
    })),
    positions,
    assignments: current.flatMap(assignmentView),
    ahead: assigned.filter((row) => row.valid_from > day).flatMap(assignmentView),
    boundaries: deriveHandoffs(facts, present).map(({ segmentId, ...boundary }) => ({
      ...boundary,
      segment_id: segmentId,
    })),
    checks: checks.map(checkView),
    norms,
    without_position: unplaced,
    may: {
      edit: mayEditSalesSystem(context.actor, system.id),
      overrule: mayOverruleGuard(context.actor, system.id),
      open_system: mayOpenSalesSystem(context.actor),
    },
  });
}

async function salesSystemView(
  context: Context,
  row: SalesSystemRow,
  day: string,
): Promise<StructureView['sales_system']> {
  const arbiter = row.arbiter_id === null ? undefined : await employeesByIds(context, [row.arbiter_id]);
  const deals = Number(row.deals_per_client_year);
  return {
    id: row.id,
    name: row.name,
    // The columns' CHECKs admit these types and policies only.
    sales_type: row.sales_type as SalesType,
    repeat_policy: row.repeat_policy as RepeatPolicy,
    suggested_type: salesTypeOf({
      clientsInMarket: row.clients_in_market,
      dealsPerClientYear: deals,
      productComplexity: row.product_complexity,
      contractToTurnoverBp: row.contract_to_turnover_bp,
    }),
    type_override_reason: row.type_override_reason,
    clients_in_market: row.clients_in_market,
    deals_per_client_year: deals,
    product_complexity: row.product_complexity,
    contract_to_turnover_bp: row.contract_to_turnover_bp,
    relevance_monitoring_needed: row.relevance_monitoring_needed,
    arbiter_id: row.arbiter_id,
    arbiter_name: [...(arbiter?.values() ?? [])][0]?.fullName ?? null,
    version: row.version,
    edition: await editionOn(context, row.id, day),
  };
}

async function positionViews(
  context: Context,
  salesSystemId: string,
  rows: readonly { id: string; kind: string; title: string; unit_id: string; version: number }[],
  today: Temporal.PlainDate,
): Promise<PositionView[]> {
  const employments = await employmentsOfSystem(context, salesSystemId, today.toString());
  const ids = employments.map((employment) => employment.employee_id);
  const [employees, present] = await Promise.all([employeesByIds(context, ids), presentOn(context, ids, today)]);
  const people = new Map<string, EmploymentView[]>();
  for (const employment of employments) {
    const employee = [...employees.values()].find((one) => one.id === employment.employee_id);
    if (employee === undefined || employee.status === 'departed') continue;
    const ofPosition = people.get(employment.position_id) ?? [];
    ofPosition.push({
      id: employment.id,
      employee_id: employee.id,
      full_name: employee.fullName,
      present: present.has(employee.id),
      share_bp: employment.share_bp,
      full_time_bp: Math.round((employee.capacityBp * employment.share_bp) / 10_000),
      from: employment.valid_from,
      until: employment.valid_until,
    });
    people.set(employment.position_id, ofPosition);
  }
  return rows.map((row) => ({
    id: row.id,
    kind: kindOf(row.kind),
    title: row.title,
    unit_id: row.unit_id,
    version: row.version,
    people: (people.get(row.id) ?? []).sort((a, b) => a.full_name.localeCompare(b.full_name, 'ru')),
  }));
}

async function normViews(context: Context, salesSystemId: string): Promise<StructureView['norms']> {
  const set = new Map((await normRows(context, salesSystemId)).map((row) => [row.key, row]));
  return Object.entries(DEFAULT_NORMS)
    .filter(([key]) => isNormKey(key))
    .map(([key, shipped]) => ({
      key,
      value: set.get(key)?.value ?? shipped,
      shipped,
      version: set.get(key)?.version ?? 0,
    }));
}

const holding = (position: PositionView, day: string): string[] =>
  position.people.filter((person) => person.from <= day).map((person) => person.employee_id);

const kindOf = (kind: string): PositionKind => (isPositionKind(kind) ? kind : 'other');

function assignmentView(row: AssignmentRow): AssignmentView[] {
  if (!isSalesFunction(row.function)) return [];
  return [
    {
      function: row.function,
      segment_id: row.segment_id,
      position_id: row.position_id,
      from: row.valid_from,
      until: row.valid_until,
    },
  ];
}

export function checkView(check: StructureCheck): CheckView {
  return {
    code: check.code,
    severity: check.severity,
    function: check.function ?? null,
    segment_id: check.segmentId ?? null,
    position_id: check.positionId ?? null,
    unit_id: check.unitId ?? null,
    values: check.values ?? {},
  };
}
