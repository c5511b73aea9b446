import { releasedThisWeek } from '#modules/back-office/queries.ts';
import { callsDue } from '#modules/calling/day/queries.ts';
import { handoffsToAnswerCount } from '#modules/handoffs/queries.ts';
import { companyToday } from '#modules/people/queries.ts';
import { may } from '#modules/structure/access.ts';
import { defaultSalesSystem, salesSystemById } from '#modules/structure/queries.ts';
import type { SalesFunction } from '#modules/structure/rules.ts';
import { loadOf } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayReadReports } from './access.ts';
import type { CoverageLine, CoverageReport, DeskCounts, FigureRecord, RelayReport } from './contract.ts';
import { COVERAGE, FIGURES, type Figure, FUNNEL, share } from './rules.ts';
import {
  type Cut,
  countByPart,
  countFigures,
  deliveredSince,
  namesOfParts,
  overdueOf,
  ownCounts,
  queueOf,
  recordsOfFigure,
  serviceCounts,
  servicesOf,
} from './store.ts';

const DEFAULT_LIMIT = 50;

/** The numbers beside the desks; a desk that is not one's own has none. */
export async function deskCounts(context: Context): Promise<Result<DeskCounts>> {
  const { actor } = context;
  if (actor.employeeId === null) return ok({});
  const today = (await companyToday(context)).toString();
  const holds = (...functions: SalesFunction[]) => functions.some((name) => actor.functions.includes(name));
  const units = [...new Set(actor.positions.map((position) => position.unitId))];
  const systems = [...new Set(actor.positions.map((position) => position.salesSystemId))];
  const [own, services, handoffs] = await Promise.all([
    ownCounts(context, [actor.employeeId, ...actor.deputyFor], today),
    serviceCounts(context, units, systems),
    handoffsToAnswerCount(context),
  ]);
  return ok({
    handoffs_to_answer: handoffs,
    checks_overdue: own.checks_overdue,
    ...(holds('prospecting', 'qualification', 'relevance_monitoring') ? { calls_due: await callsDue(context) } : {}),
    ...(holds('need_development', 'closing') ? { steps_due: own.steps_due, deals_open: own.deals_open } : {}),
    ...(holds('delivery') ? { projects_running: own.projects_running } : {}),
    ...(may(actor, 'support.answer') === null ? {} : { support_open: services.support }),
    ...(may(actor, 'office.perform') === null ? {} : { office_open: services.office }),
  });
}

/** The functions whose people the relay shows, each counted against its own norm. */
const SHOWN: readonly SalesFunction[] = ['prospecting', 'need_development', 'delivery'];
const BY_VERDICT: readonly Figure[] = ['waits_now', 'waits_dated', 'waits_triggered', 'waits_dormant'];

/** The head's desk. A sales system out of reach is not found. Source: domain §13. */
export async function relayReport(context: Context, salesSystemId: string | undefined): Promise<Result<RelayReport>> {
  const system = await systemFor(context, salesSystemId);
  if (system === null) return notFound();
  const day = await companyToday(context);
  const today = day.toString();
  const [figures, overdue, queue, delivered, services, released, relay] = await Promise.all([
    countFigures(context, system.id, FIGURES, today),
    overdueOf(context, system.id, today),
    queueOf(context, system.id, today),
    deliveredSince(context, system.id, `${day.year}-01-01`, today),
    servicesOf(context, system.id, context.now.toString()),
    releasedThisWeek(context, [system.id]),
    Promise.all(SHOWN.map(async (name) => ({ function: name, people: await loadOf(context, system.id, name) }))),
  ]);
  const n = (figure: Figure) => figures.get(figure) ?? 0;
  return ok({
    sales_system: { id: system.id, name: system.name },
    today,
    overdue: {
      checks: overdue.checks,
      clients_minor: overdue.clientsMinor,
      by_owner: overdue.byOwner,
      oldest: overdue.oldest,
      offers: overdue.offers,
    },
    relay: relay.map(({ function: name, people }) => ({
      function: name,
      people: people.map((one) => ({
        employee_id: one.employeeId,
        full_name: one.fullName,
        held: one.held,
        norm: one.norm,
        present: one.present,
      })),
    })),
    queue,
    by_verdict: BY_VERDICT.map((figure) => ({ figure, clients: n(figure) })),
    projects: { running: delivered.running, late: delivered.late, commissioned_this_year: delivered.commissioned },
    signed_this_year: { count: delivered.signed, value_minor: delivered.signedMinor },
    services: services.units,
    office: { ...services.office, released_minutes: released.released },
    coverage: COVERAGE.map((figure) => share(figure, n(figure), n('register'))),
    funnel: FUNNEL.map(({ figure, of }) => share(figure, n(figure), n(of))),
  });
}

/**
 * Coverage of the market: of the clients of each region, segment or holder, how many have a verified contact, a known
 * decision maker, a verdict younger than its cadence; each as n of N with its interval. Source: domain §2.
 */
export async function coverageReport(
  context: Context,
  query: { sales_system_id?: string; by?: Cut },
): Promise<Result<CoverageReport>> {
  const system = await systemFor(context, query.sales_system_id);
  if (system === null) return notFound();
  const by = query.by ?? 'region';
  const today = (await companyToday(context)).toString();
  const counted = await countByPart(context, system.id, ['register', ...COVERAGE], by, today);
  const parts = [...Map.groupBy(counted, ({ value }) => value)];
  const names = await namesOfParts(
    context,
    by,
    parts.flatMap(([value]) => value ?? []),
  );
  const lineOf = (part: string | null, rows: typeof counted): CoverageLine => {
    const n = (figure: Figure) => rows.reduce((all, row) => (row.figure === figure ? all + row.clients : all), 0);
    return {
      part,
      name: part === null ? null : (names.get(part) ?? null),
      clients: n('register'),
      shares: COVERAGE.map((figure) => share(figure, n(figure), n('register'))),
    };
  };
  const lines = parts.map(([value, rows]) => lineOf(value, rows));
  return ok({
    sales_system: { id: system.id, name: system.name },
    by,
    whole: lineOf(null, counted),
    lines: lines.toSorted(
      (one, other) => other.clients - one.clients || (one.name ?? '').localeCompare(other.name ?? ''),
    ),
  });
}

/** The sales system asked for, or the only one, for whoever reads its reports. */
async function systemFor(context: Context, id: string | undefined) {
  const system = id === undefined ? await defaultSalesSystem(context) : await salesSystemById(context, id);
  return system !== null && mayReadReports(context.actor, system.id) ? system : null;
}

/** The clients that a figure was counted from, by name; of a part of the system where one is asked for. */
export async function figureRecords(
  context: Context,
  figure: Figure,
  query: { sales_system_id?: string; by?: Cut; part?: string; cursor?: string; limit?: number },
): Promise<Result<{ items: FigureRecord[]; next_cursor: string | null }>> {
  const system = await systemFor(context, query.sales_system_id);
  if (system === null) return notFound();
  const place = query.cursor === undefined ? null : decodeCursor(query.cursor, 2);
  if (place === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const after = place === null ? null : { name: String(place[0]), id: String(place[1]) };
  const limit = query.limit ?? DEFAULT_LIMIT;
  const today = (await companyToday(context)).toString();
  const part = query.by === undefined ? null : { by: query.by, value: query.part ?? null };
  const rows = await recordsOfFigure(context, system.id, figure, today, after, limit + 1, part);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return ok({
    items,
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor([last.name, last.id]) : null,
  });
}
