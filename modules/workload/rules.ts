import type { NormKey, SalesFunction } from '#modules/structure/rules.ts';

export const LOAD_UNITS = ['clients', 'projects', 'calls', 'hours'] as const;
export type LoadUnit = (typeof LOAD_UNITS)[number];

/** The norm that a function's load is held against, and what it counts. Marketing and leadership have none. */
export const NORM_OF_FUNCTION: Readonly<Partial<Record<SalesFunction, { key: NormKey; unit: LoadUnit }>>> = {
  prospecting: { key: 'calls_per_day', unit: 'calls' },
  relevance_monitoring: { key: 'calls_per_day', unit: 'calls' },
  qualification: { key: 'calls_per_day', unit: 'calls' },
  need_development: { key: 'clients_per_development_manager', unit: 'clients' },
  closing: { key: 'clients_per_development_manager', unit: 'clients' },
  account_growth: { key: 'clients_per_development_manager', unit: 'clients' },
  delivery: { key: 'projects_per_project_manager', unit: 'projects' },
  support: { key: 'support_hours_per_week', unit: 'hours' },
  back_office: { key: 'office_hours_per_week', unit: 'hours' },
};

const WHOLE = 10_000;

/**
 * The norm of one person: the norm of a full-time person × capacity × the share of time that belongs to the position,
 * rounded half up to whole units. Both shares in basis points. Source: domain §12.
 */
export function personalNorm(norm: number, capacityBp: number, shareBp: number): number {
  return Math.round((norm * capacityBp * shareBp) / (WHOLE * WHOLE));
}

export interface Candidate {
  employeeId: string;
  fullName: string;
  held: number;
  norm: number;
  present: boolean;
}

/** Why this one: the texts are `workload.why.<code>`. */
export interface Why {
  code: 'free_capacity' | 'all_at_norm' | 'nobody_present';
  held: number;
  norm: number;
  /** Among how many the choice was made. */
  among: number;
}

/**
 * Who takes one more: of those present with free capacity the one least loaded by share of the norm, ties by name. When
 * all present are at their norm the least loaded of them; when nobody is present the least loaded of all, whose deputy
 * answers. Null only when there is nobody at all. Source: domain §3, §12.
 */
export function chooseAmong(candidates: readonly Candidate[]): { chosen: Candidate; why: Why } | null {
  const present = candidates.filter((candidate) => candidate.present);
  const free = present.filter((candidate) => candidate.held < candidate.norm);
  const [code, among] =
    free.length > 0
      ? (['free_capacity', free] as const)
      : present.length > 0
        ? (['all_at_norm', present] as const)
        : (['nobody_present', candidates] as const);
  const chosen = [...among].sort(byLoad)[0];
  if (chosen === undefined) return null;
  return { chosen, why: { code, held: chosen.held, norm: chosen.norm, among: among.length } };
}

/** Least loaded share first; equals by name, then by id. */
function byLoad(a: Candidate, b: Candidate): number {
  return (
    loadShare(a) - loadShare(b) || a.fullName.localeCompare(b.fullName, 'ru') || (a.employeeId < b.employeeId ? -1 : 1)
  );
}

/** Beyond any share that a norm can give. */
const WITHOUT_NORM = 1e9;

/** Work held as a share of the norm: 1 is exactly at it. Who has no norm stands after everybody who has one. */
export function loadShare({ held, norm }: Pick<Candidate, 'held' | 'norm'>): number {
  return norm === 0 ? WITHOUT_NORM + held : held / norm;
}
