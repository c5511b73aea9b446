/** Placeholder until the screen is written. */
export function CalendarPage() {
  return null;
}
