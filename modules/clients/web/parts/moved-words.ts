import type { useText } from '#ui-kit/text.tsx';

/** What a client has, as a list in words: «3 контакта, 12 касаний»; empty where there is nothing to tell. */
export function rowsInWords(
  rows: readonly { table: string; count: number }[],
  t: ReturnType<typeof useText>['t'],
): string {
  const words = rows.flatMap(({ table, count }) => {
    const key = `clients.dup.moved.${table}`;
    return t.has(key) ? [t(key, { count })] : [];
  });
  return words.join(', ');
}
