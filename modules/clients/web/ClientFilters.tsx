import { ListFilters } from '#modules/lists/web/parts/ListFilters.tsx';
import type { Applied } from '#modules/lists/web/parts/use-applied.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientPage, LIST_SCOPES } from '../listing/contract.ts';
import type { ClientShape } from './client-list.ts';

export interface ClientFiltersProps {
  shape: ClientShape;
  applied: Applied;
  fields: readonly FieldWords[] | null;
  page: ClientPage | undefined;
  onChange: (part: Partial<ClientShape>) => void;
}

/** What the register shows, as a sentence whose words can be pressed. */
export function ClientFilters({ shape, applied, fields, page, onChange }: ClientFiltersProps) {
  const { t, rich } = useText();
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
    <ListFilters
      list={t('clients.list')}
      entity="client"
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
      applied={applied}
      fields={fields}
      onChange={(filter) => onChange({ filter })}
    />
  );
}
