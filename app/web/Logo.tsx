/** The sign of the product: two strokes, the second takes over from the first. */
export function Logo() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 16.5 12.6 10" stroke="var(--ink)" strokeWidth="5" strokeLinecap="round" />
      <path d="M11.4 14 21 7.5" stroke="var(--accent)" strokeWidth="5" strokeLinecap="round" />
    </svg>
  );
}
