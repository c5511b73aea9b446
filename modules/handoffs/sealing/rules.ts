import type { Criterion, FrozenPackage } from '../contract.ts';

/** A value about a natural person, taken out of the package: where it stood, whom it is about. */
export interface PersonalValue {
  place: string;
  personId: string | null;
  value: unknown;
}

type Aside<T> = Omit<T, 'personal'> & { personal_at?: string };
export interface StoredPackage extends Omit<FrozenPackage, 'sections' | 'personal'> {
  sections: { title_key?: string; title?: string; rows: Aside<FrozenPackage['sections'][number]['rows'][number]>[] }[];
  /** Names of the machine-readable personal values; the values lie aside. */
  personal?: string[];
}
export type StoredCriterion = Aside<Criterion>;

export interface Stored {
  criteria: StoredCriterion[];
  package: StoredPackage;
}

/**
 * Takes the personal values out of criteria and package, so that they can be erased while everything else, and the seal
 * over it, stays. In place of each a reference remains. Source: domain §14 (seals hash salted digests).
 */
export function takeOutPersonal(
  criteria: readonly Criterion[],
  frozen: FrozenPackage,
): { stored: Stored; personal: PersonalValue[] } {
  const personal: PersonalValue[] = [];
  const aside = <T extends { personal?: string | null; person_id?: string }>(line: T, place: string): Aside<T> => {
    const { personal: value, ...rest } = line;
    if (value === undefined || value === null) return rest;
    personal.push({ place, personId: line.person_id ?? null, value });
    return { ...rest, personal_at: place };
  };
  const { personal: named, sections, ...rest } = frozen;
  const stored: Stored = {
    criteria: criteria.map((criterion) => aside(criterion, `criteria/${criterion.key}`)),
    package: {
      ...rest,
      sections: sections.map((section, s) => ({
        ...section,
        rows: section.rows.map((row, r) => aside(row, `sections/${s}/${r}`)),
      })),
    },
  };
  for (const [name, { value, person_id }] of Object.entries(named ?? {})) {
    personal.push({ place: `personal/${name}`, personId: person_id ?? null, value });
  }
  if (named !== undefined) stored.package.personal = Object.keys(named).toSorted();
  return { stored, personal };
}

/** Puts the personal values back; one that has been erased comes back as null. */
export function putBackPersonal(
  stored: Stored,
  values: ReadonlyMap<string, unknown>,
): { criteria: Criterion[]; package: FrozenPackage } {
  const back = <T extends { personal_at?: string }>({ personal_at: place, ...line }: T) => {
    if (place === undefined) return line;
    const value = values.get(place);
    return { ...line, personal: typeof value === 'string' ? value : null };
  };
  const { personal: names, sections, ...rest } = stored.package;
  return {
    criteria: stored.criteria.map(back),
    package: {
      ...rest,
      sections: sections.map((section) => ({ ...section, rows: section.rows.map(back) })),
      ...(names === undefined
        ? {}
        : {
            personal: Object.fromEntries(
              names.map((name) => [name, { value: values.get(`personal/${name}`) ?? null }]),
            ),
          }),
    },
  };
}

/** JSON with the keys of every object in order, so that equal content has one spelling and one digest. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
