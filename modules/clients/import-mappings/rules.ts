import type { ColumnPolicies, ImportField, Mapping } from '../imports/rules.ts';
import { isInUse, NO_OWN_FIELDS, type OwnFields } from '../own-fields/rules.ts';

/** A mapping that the company keeps under a name. */
export interface NamedMapping {
  id: string;
  name: string;
  mapping: Mapping;
  policies: ColumnPolicies;
  recogniseBy: 'ids' | 'name';
}

/** Of the columns of a file so many must be known to a named mapping for it to be proposed by itself. */
const KNOWN_SHARE = 0.8;

/**
 * The named mapping that a file is proposed by itself: every column that it takes is in the file, and nearly all columns of
 * the file are known to it. Of several the one that knows most.
 */
export function mappingFor(kept: readonly NamedMapping[], headings: readonly string[]): NamedMapping | null {
  const there = new Set(headings);
  const fitting = kept
    .filter(({ mapping }) => {
      const taken = Object.keys(mapping).filter((heading) => mapping[heading] !== null);
      return taken.length > 0 && taken.every((heading) => there.has(heading));
    })
    .map((one) => ({ one, known: headings.filter((heading) => heading in one.mapping).length }))
    .filter(({ known }) => known >= headings.length * KNOWN_SHARE)
    .toSorted((a, b) => b.known - a.known);
  return fitting[0]?.one ?? null;
}

/** A named mapping laid over the columns of a file; columns that it does not know, and fields that are put away, are left out. */
export function appliedTo(
  named: Pick<NamedMapping, 'mapping' | 'policies'>,
  headings: readonly string[],
  own: Pick<OwnFields, 'fields' | 'ofPeople'> = NO_OWN_FIELDS,
): { mapping: Mapping; policies: ColumnPolicies } {
  const isThere = (field: ImportField) => isInUse(own, field);
  const fieldOf = (heading: string): ImportField | null => {
    const field = named.mapping[heading] ?? null;
    return field !== null && isThere(field) ? field : null;
  };
  return {
    mapping: Object.fromEntries(headings.map((heading) => [heading, fieldOf(heading)])),
    policies: Object.fromEntries(Object.entries(named.policies).filter(([heading]) => headings.includes(heading))),
  };
}
