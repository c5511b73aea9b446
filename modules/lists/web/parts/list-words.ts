import type { ReactNode } from 'react';
import type { EmptyStateProps } from '#ui-kit/feedback/EmptyState.tsx';
import type { ListCount } from './use-list-rows.ts';

/** What a list says of itself. */
export interface ListWords<Scope extends string> {
  title: string;
  /** The list when no view narrows it. */
  whole: string;
  /** What can be typed into the search. */
  find: string;
  /** What is open at the side. */
  one: string;
  /** «124 клиента», «больше 10 000 клиентов», with the number in `b`. */
  counted: (count: ListCount, b: (chunks: ReactNode) => ReactNode) => ReactNode;
  /** The same in plain words, for the export. */
  exported: (count: ListCount) => string;
  scope: string;
  scopeOf: (scope: Scope) => string;
  /** Nothing of it answers the search and the filter. */
  nothing: Pick<EmptyStateProps, 'icon' | 'title' | 'text'>;
}
