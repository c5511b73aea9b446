import { useCallback } from 'react';
import { call } from '#ui-kit/call.ts';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { type ListScope, listClientsRoute } from '../../listing/contract.ts';

export interface ClientPickerProps extends FieldProps<PickOption | null> {
  /** `open` offers only clients whose card is open; `market` everything one sees. */
  scope?: ListScope;
  onCreate?: (name: string) => void;
}

const OFFERED = 20;

/** A client found by name, INN or phone, in any spelling or keyboard layout. */
export function ClientPicker({ scope = 'market', onCreate, ...field }: ClientPickerProps) {
  const find = useCallback(
    async (q: string): Promise<PickOption[]> => {
      const page = await call(listClientsRoute, { query: { scope, limit: OFFERED, ...(q === '' ? {} : { q }) } });
      return page.items.map(({ id, name, region }) => ({
        value: id,
        label: name,
        ...(region === null ? {} : { note: region }),
      }));
    },
    [scope],
  );
  return <PickField {...field} find={find} {...(onCreate === undefined ? {} : { onCreate })} />;
}
