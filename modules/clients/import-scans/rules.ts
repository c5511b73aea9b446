import type { Remark } from '../import-cells/rules.ts';

/** A row that has something to be said of it, as the program has understood it. */
export interface WorstRow {
  row: number;
  said: Record<string, string>;
  remarks: Remark[];
}

/** What a look through the whole file has found so far. */
export interface Scan {
  rows: number;
  refused: number;
  remarked: number;
  /** How often each reason is met in each column, the most frequent first. */
  reasons: ReasonCount[];
  worst: WorstRow[];
  complete: boolean;
}

export interface ReasonCount {
  reason: string;
  column: string | null;
  refused: boolean;
  rows: number;
}

export const emptyScan = (): Scan => ({
  rows: 0,
  refused: 0,
  remarked: 0,
  reasons: [],
  worst: [],
  complete: false,
});

/** Of one reason in one column so many rows are kept: one fault of a whole column must not hide the others. */
const ALIKE = 3;
const MOST_WORST = 60;
const MOST_REASONS = 200;

/** Counts a row in; keeps it among the worst while its reasons are not shown often enough. */
export function countRow(
  scan: Scan,
  row: number,
  remarks: readonly Remark[],
  said: () => Record<string, string>,
): void {
  scan.rows++;
  if (remarks.length === 0) return;
  if (remarks.some((remark) => remark.refused)) scan.refused++;
  else scan.remarked++;
  let rare = false;
  for (const { reason, column, refused } of remarks) {
    const known = scan.reasons.find((one) => one.reason === reason && one.column === column);
    if (known === undefined && scan.reasons.length < MOST_REASONS)
      scan.reasons.push({ reason, column, refused, rows: 1 });
    else if (known !== undefined) known.rows++;
    rare ||= (known?.rows ?? 1) <= ALIKE;
  }
  if (rare && scan.worst.length < MOST_WORST) scan.worst.push({ row, said: said(), remarks: [...remarks] });
}

/** As it is shown: refused rows first, then those with most remarks; reasons by how often they are met. */
export function inOrder(scan: Scan): Scan {
  const weight = ({ remarks }: WorstRow): number =>
    (remarks.some((remark) => remark.refused) ? 1000 : 0) + remarks.length;
  return {
    ...scan,
    reasons: scan.reasons.toSorted((a, b) => Number(b.refused) - Number(a.refused) || b.rows - a.rows),
    worst: scan.worst.toSorted((a, b) => weight(b) - weight(a) || a.row - b.row),
  };
}
