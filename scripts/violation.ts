/** One breach of a rule of the house, found by a check. */
export interface Violation {
  rule: string;
  file: string;
  message: string;
}

/** Prints what a check found and sets the exit code; `looked` says how much was checked, so that nothing passes unseen. */
export function report(check: string, violations: readonly Violation[], looked: string): void {
  for (const { rule, file, message } of violations) console.error(`${file}: ${message} [${rule}]`);
  const verdict = violations.length === 0 ? 'in order' : `${violations.length} violations`;
  console.error(`${check}: ${looked}, ${verdict}`);
  if (violations.length > 0) process.exitCode = 1;
}
