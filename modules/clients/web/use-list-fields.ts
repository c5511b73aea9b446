import { useMemo } from 'react';
import { useFieldWords } from '#modules/lists/web/parts/use-field-words.ts';
import { useRead } from '#ui-kit/call.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { listChoicesRoute, listFieldsRoute } from '../list-fields/contract.ts';

/** Fields whose values are read from the register. */
const FROM_REGISTER = ['region', 'segment', 'tag', 'source', 'type'] as const;

/** What the register is filtered by, in words; null until it is known. */
export function useListFields(): FieldWords[] | null {
  const fields = useRead(listFieldsRoute, {});
  const region = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[0] } });
  const segment = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[1] } });
  const tag = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[2] } });
  const source = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[3] } });
  const type = useRead(listChoicesRoute, { params: { name: FROM_REGISTER[4] } });
  const choices = useMemo(
    () => ({
      region: region.data?.items,
      segment: segment.data?.items,
      tag: tag.data?.items,
      source: source.data?.items,
      type: type.data?.items,
    }),
    [region.data, segment.data, tag.data, source.data, type.data],
  );
  return useFieldWords(fields.data?.items, keyOf, choices);
}

const keyOf = (name: string) => `clients.list_field.${name}`;
