import { readFilter, writeFilter } from '#shared/filter.ts';
import { FilterSentence } from '#ui-kit/filters/FilterSentence.tsx';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientPage, LIST_SCOPES } from '../listing/contract.ts';
import type { ListShape } from './list-address.ts';

export interface ClientFiltersProps {
  shape: ListShape;
  fields: readonly FieldWords[] | null;
  page: ClientPage | undefined;
  onChange: (part: Partial<ListShape>) => void;
}

/** What the list shows, as a sentence whose words can be pressed. */
export function ClientFilters({ shape, fields, page, onChange }: ClientFiltersProps) {
  const { t, rich } = useText();
  const read = fields === null ? null : readFilter(shape.filter, fields);
  const count = page?.count;
  const words =
    count === undefined
      ? t('clients.list')
      : rich(count.exact ? 'clients.count' : 'clients.count_more', {
          count: count.value,
          b: (chunks) => (
            <span key="count" className="strong nowrap">
              {chunks}
            </span>
          ),
        });
  return (
    <FilterSentence
      group={t('clients.list')}
      lead={
        <>
          <span>{words}</span>
          <InlineSelect
            label={t('clients.filter.scope')}
            value={page?.scope ?? shape.scope}
            onChange={(scope) => onChange({ scope: scope ?? 'market' })}
            options={LIST_SCOPES.map((value) => ({ value, label: t(`clients.scope.${value}`) }))}
          />
        </>
      }
      filter={read?.ok === true ? read.value : null}
      fields={fields ?? []}
      onChange={(node) => onChange({ filter: writeFilter(node) })}
    />
  );
}
