import type { ReactNode } from 'react';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import type { ListWords } from './list-words.ts';
import type { ListCount } from './use-list-rows.ts';

export interface ListLeadProps<Scope extends string> {
  words: Pick<ListWords<Scope>, 'title' | 'counted' | 'scope' | 'scopeOf'>;
  count: ListCount | undefined;
  scopes: readonly Scope[];
  scope: Scope;
  onScope: (scope: Scope) => void;
}

/** How many, and which: the beginning of the sentence that says what a list shows. */
export function ListLead<Scope extends string>({ words, count, scopes, scope, onScope }: ListLeadProps<Scope>) {
  const strong = (chunks: ReactNode) => (
    <span key="count" className="strong nowrap">
      {chunks}
    </span>
  );
  return (
    <>
      <span>{count === undefined ? words.title : words.counted(count, strong)}</span>
      <InlineSelect
        label={words.scope}
        value={scope}
        onChange={(next) => (next === null ? undefined : onScope(next))}
        options={scopes.map((value) => ({ value, label: words.scopeOf(value) }))}
      />
    </>
  );
}
