/** Placeholder until the screen is written. */
export function HorizonDesk() {
  return null;
}
