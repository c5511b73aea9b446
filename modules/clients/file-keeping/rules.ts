/**
 * For so many days after its import a file is kept, so that what was read can be compared with what stood there. The report
 * and the refused rows need it no longer than the import runs.
 */
export const IMPORT_FILE_DAYS = 90;

/** What is older than so many days at an instant. */
export function daysBefore(now: Temporal.Instant, days: number): Temporal.Instant {
  return now.subtract({ hours: days * 24 });
}
