import { parseArgs } from 'node:util';

/**
 * Reads `--name value` and `--flag`: every option a bench knows with its default, whose type says what it takes.
 * An unknown option or a value that is not a number stops the bench with the reason.
 */
export function readOptions<T extends Record<string, number | boolean | string>>(
  words: readonly string[],
  defaults: T,
): { [K in keyof T]: T[K] extends number ? number : T[K] extends boolean ? boolean : string } {
  const known = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      { type: typeof value === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { values } = parseArgs({ args: [...words], options: known, allowNegative: true });
  const read = Object.entries(defaults).map(([name, value]) => {
    const given = values[name];
    if (given === undefined) return [name, value];
    if (typeof value !== 'number') return [name, given];
    const number = Number(String(given).replaceAll('_', ''));
    if (!Number.isFinite(number)) throw new Error(`--${name} takes a number, not "${given}"`);
    return [name, number];
  });
  // Made of exactly the names of the defaults, each with a value of its default's type.
  return Object.fromEntries(read);
}
