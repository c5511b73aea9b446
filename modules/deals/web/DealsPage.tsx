/** Placeholder until the screen is written. */
export function DealsPage() {
  return null;
}
