/**
 * Fields that both have changed, and differently: only there is something to choose. What one of the two has changed goes
 * together without a question.
 */
export function contested<T extends object>(was: T, yours: T, theirs: T): (keyof T & string)[] {
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const names = Object.keys(was) as (keyof T & string)[];
  return names.filter(
    (name) => !same(was[name], yours[name]) && !same(was[name], theirs[name]) && !same(yours[name], theirs[name]),
  );
}

/** The names of the fields that differ. */
export function changed<T extends object>(was: T, now: T): (keyof T & string)[] {
  const names = Object.keys(was) as (keyof T & string)[];
  return names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(now[name]));
}
