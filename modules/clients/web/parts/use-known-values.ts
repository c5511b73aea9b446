import { useRead } from '#ui-kit/call.ts';
import { listChoicesRoute } from '../../list-fields/contract.ts';

/** What the register says in a field already, to be offered while one types: one spelling for one thing. */
export function useKnownValues(field: 'region' | 'type' | 'source'): string[] {
  const read = useRead(listChoicesRoute, { params: { name: field } });
  return read.data?.items.map(({ label }) => label) ?? [];
}
