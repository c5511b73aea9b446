interface Beginning {
  id: string;
  shared: boolean;
  desks: readonly string[];
}

/**
 * The view that a list begins with: the person's own choice, which may be the whole list, else the first shared view that
 * stands for a function the person holds.
 */
export function homeOf(
  views: readonly Beginning[],
  chosen: { viewId: string | null } | null,
  functions: readonly string[],
): string | null {
  if (chosen !== null && (chosen.viewId === null || views.some(({ id }) => id === chosen.viewId))) return chosen.viewId;
  return views.find(({ shared, desks }) => shared && desks.some((desk) => functions.includes(desk)))?.id ?? null;
}
