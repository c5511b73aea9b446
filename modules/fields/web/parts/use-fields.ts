import { useMemo } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { type FieldView, listFieldsRoute } from '../../contract.ts';
import type { Entity } from '../../rules.ts';

/** The fields that the company has defined for a kind of record, without those put away; null until they are known. */
export function useFields(entity: Entity): readonly FieldView[] | null {
  const read = useRead(listFieldsRoute, { query: { entity } });
  return useMemo(() => read.data?.items.filter(({ archived }) => !archived) ?? null, [read.data]);
}
