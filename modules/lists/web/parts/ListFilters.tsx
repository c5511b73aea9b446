import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { listFieldsRoute } from '#modules/fields/contract.ts';
import { type Entity, isCustomName, keyOfName } from '#modules/fields/rules.ts';
import { readFilter, writeFilter } from '#shared/filter.ts';
import { useRead } from '#ui-kit/call.ts';
import { FilterSentence } from '#ui-kit/filters/FilterSentence.tsx';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { askForMore } from '#ui-kit/later.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Applied } from './use-applied.ts';

export interface ListFiltersProps {
  /** The name of the list. */
  list: string;
  entity: Entity;
  /** How many, of what, in which scope. */
  lead: ReactNode;
  applied: Applied;
  fields: readonly FieldWords[] | null;
  onChange: (filter: string) => void;
}

/**
 * What the list shows, as a sentence whose words can be pressed. A condition by a field that lists are no longer filtered
 * by narrows nothing: it is named, and goes at one press.
 */
export function ListFilters({ list, entity, lead, applied, fields, onChange }: ListFiltersProps) {
  const { t } = useText();
  const { gone } = applied;
  const isNarrowed = applied.filter !== '';
  useEffect(() => {
    // A condition may be said in the words of any module.
    if (isNarrowed) askForMore();
  }, [isNarrowed]);
  const own = useRead(listFieldsRoute, { query: { entity } }, { enabled: gone.length > 0 });
  const read = fields === null ? null : readFilter(applied.filter, fields);
  const nameOf = (field: string): string => {
    if (!isCustomName(field)) return field;
    return own.data?.items.find(({ key }) => key === keyOfName(field))?.name ?? keyOfName(field);
  };
  return (
    <FilterSentence
      group={list}
      lead={lead}
      filter={read?.ok === true ? read.value : null}
      fields={fields ?? []}
      onChange={(node) => onChange(applied.withGone(writeFilter(node)))}
    >
      {gone.map(({ field }) => (
        <Chip
          key={field}
          look="outline"
          icon={IconX}
          pressed={false}
          title={t('lists.not_applicable_note')}
          onClick={() => onChange(applied.without(field))}
        >
          {t('lists.not_applicable', { name: nameOf(field) })}
        </Chip>
      ))}
    </FilterSentence>
  );
}
