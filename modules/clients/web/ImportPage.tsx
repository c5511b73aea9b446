/** Placeholder until the screen is written. */
export function ImportPage() {
  return null;
}
