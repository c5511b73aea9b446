import { useMemo } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import type { FilterField } from '#shared/filter.ts';
import { type Condition, partFilter, writeFilter } from '#shared/filter.ts';
import type { ListShape } from './list-address.ts';

/** What of a filter can be asked, and what is left aside. */
export interface Applied {
  filter: string;
  /** Conditions by fields that the list is not filtered by, one a field. */
  gone: readonly Condition[];
  /** The whole filter without a field. */
  without: (field: string) => string;
  /** A filter that has been edited, with what was left aside. */
  withGone: (filter: string) => string;
}

export interface AppliedShape<Shape> extends Applied {
  /** The list as it can be asked for. */
  shape: Shape;
  /** Whether that is known: a filter by fields of the company's own waits until they are. */
  ready: boolean;
}

/**
 * A list as it can be asked for today. A company puts fields of its own away, and stops filtering by them: what a saved view
 * or a link asked by them is left aside, and told.
 */
export function useApplied<Shape extends ListShape>(
  shape: Shape,
  fields: readonly FilterField[] | null,
): AppliedShape<Shape> {
  return useMemo(() => {
    const { filter, sort, group } = shape;
    const isKnown = (name: string) => fields === null || fields.some((field) => field.name === name);
    const isLeft = (name: string | undefined | null) => name != null && isCustomName(name) && !isKnown(name);
    const { kept, others } = partFilter(filter, isKnown);
    const gone = others.filter(({ field }, at) => others.findIndex((other) => other.field === field) === at);
    const asked = others.length === 0 ? filter : writeFilter(kept);
    return {
      filter: asked,
      gone,
      without: (field) => writeFilter(partFilter(filter, (name) => name !== field).kept),
      withGone: (edited) =>
        [edited === '' || others.length === 0 ? edited : `(${edited})`, ...others.map(writeFilter)]
          .filter((part) => part !== '')
          .join(' and '),
      shape: {
        ...shape,
        filter: asked,
        sort: isLeft(sort?.column) ? null : sort,
        group: isLeft(group) ? null : group,
      },
      ready: fields !== null || ![filter, sort?.column ?? '', group ?? ''].some((text) => text.includes('custom.')),
    };
  }, [shape, fields]);
}
