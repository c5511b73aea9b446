import { ListFilters } from '#modules/lists/web/parts/ListFilters.tsx';
import { ListLead } from '#modules/lists/web/parts/ListLead.tsx';
import type { Applied } from '#modules/lists/web/parts/use-applied.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { type ClientPage, LIST_SCOPES } from '../listing/contract.ts';
import type { ClientShape } from './client-list.ts';
import { useClientWords } from './use-client-words.ts';

export interface ClientFiltersProps {
  shape: ClientShape;
  applied: Applied;
  fields: readonly FieldWords[] | null;
  page: ClientPage | undefined;
  onChange: (part: Partial<ClientShape>) => void;
}

/** What the register shows, as a sentence whose words can be pressed. */
export function ClientFilters({ shape, applied, fields, page, onChange }: ClientFiltersProps) {
  const words = useClientWords();
  return (
    <ListFilters
      list={words.title}
      entity="client"
      lead={
        <ListLead
          words={words}
          count={page?.count}
          scopes={LIST_SCOPES}
          scope={page?.scope ?? shape.scope}
          onScope={(scope) => onChange({ scope })}
        />
      }
      applied={applied}
      fields={fields}
      onChange={(filter) => onChange({ filter })}
    />
  );
}
