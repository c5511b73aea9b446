/** What a spreadsheet takes for the beginning of a formula. */
const formulaStart = /^[=+\-@\t\r]|^[\s\u00a0\ufeff]+[=+\-@]/u;

/** Numbers and phones begin with a sign, too, and cannot call anything. */
const harmless = /^[+-]?[\d\s().,:–-]+%?$/u;

/** Whether a spreadsheet would run the cell instead of showing it. */
export function looksLikeFormula(cell: string): boolean {
  return formulaStart.test(cell) && !harmless.test(cell);
}

/**
 * A cell that a spreadsheet shows as text instead of running it as a formula: a leading apostrophe is put before anything
 * that starts like one, once, on the way out. Signed numbers and phones stay as they are. A cell that has such an
 * apostrophe of its own gets a second one, so that the way back is exact. For CSV; in XLSX a text cell is safe by type.
 */
export function neutraliseFormula(cell: string): string {
  return looksLikeFormula(cell.replace(/^'+/, '')) ? `'${cell}` : cell;
}

/** The cell as it was before `neutraliseFormula`, so that an exported file can be imported again unchanged. */
export function restoreFormula(cell: string): string {
  return cell.startsWith("'") && neutraliseFormula(cell) !== cell ? cell.slice(1) : cell;
}
