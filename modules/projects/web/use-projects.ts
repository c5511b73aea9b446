import { useMemo } from 'react';
import { listChoicesRoute } from '#modules/clients/list-fields/contract.ts';
import { groupLabel } from '#modules/lists/web/parts/group-label.ts';
import { asked, askedOrder } from '#modules/lists/web/parts/list-address.ts';
import { useFieldWords } from '#modules/lists/web/parts/use-field-words.ts';
import { type GroupedList, useListGroups } from '#modules/lists/web/parts/use-list-groups.ts';
import { type ListRead, PAGE, useListRows } from '#modules/lists/web/parts/use-list-rows.ts';
import { call, readKey, useRead } from '#ui-kit/call.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { useText } from '#ui-kit/text.tsx';
import {
  groupProjectsRoute,
  listProjectsRoute,
  type ProjectItem,
  type ProjectPage,
  projectFieldsRoute,
} from '../listing/contract.ts';
import { PROJECT_STATES } from '../rules.ts';
import { PROJECT_LIST, type ProjectShape } from './project-list.ts';

/** The projects page by page, fresh while they are on the screen. */
export function useProjects(
  shape: Pick<ProjectShape, 'q' | 'scope' | 'filter' | 'sort'>,
  enabled = true,
): ListRead<ProjectItem, ProjectPage> {
  const query = { ...asked(PROJECT_LIST, shape), ...askedOrder(PROJECT_LIST, shape.sort), limit: PAGE };
  return useListRows<ProjectItem, ProjectPage>(
    readKey(listProjectsRoute, { query }),
    (place) => call(listProjectsRoute, { query: { ...query, ...place } }),
    { enabled },
  );
}

/** What projects are filtered by, in words; null until it is known. */
export function useProjectFields(): FieldWords[] | null {
  const fields = useRead(projectFieldsRoute, {});
  const region = useRead(listChoicesRoute, { params: { name: 'region' } });
  const choices = useMemo(() => ({ region: region.data?.items }), [region.data]);
  return useFieldWords(fields.data?.items, keyOf, choices);
}

const keyOf = (name: string) => `projects.list_field.${name}`;

/** The groups of the list; null where it is not grouped. */
export function useProjectGroups(shape: ProjectShape, enabled: boolean): GroupedList<ProjectItem> | null {
  const texts = useText();
  const { group: by } = shape;
  const read = useRead(
    groupProjectsRoute,
    { query: { ...asked(PROJECT_LIST, shape), by: by ?? 'state' } },
    { enabled: enabled && by !== null, keep: true },
  );
  return useListGroups<ProjectItem>({
    by,
    groups: read.data?.items,
    labelOf: (group) => {
      const state = by === 'state' ? PROJECT_STATES.find((one) => one === group.value) : undefined;
      return state === undefined
        ? groupLabel(texts, by, group, by === 'next_month')
        : texts.t(`projects.state.${state}`);
    },
  });
}
