/** Placeholder until the screen is written. */
export function ClientListPage() {
  return null;
}
