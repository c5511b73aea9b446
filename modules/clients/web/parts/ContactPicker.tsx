import { useCallback } from 'react';
import { searchText, searchVariants } from '#shared/search-text.ts';
import { call } from '#ui-kit/call.ts';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { listContactsRoute } from '../../contacts/contract.ts';

export interface ContactPickerProps extends FieldProps<PickOption | null> {
  clientId: string;
  /** Adds «Создать «…»» under the people found. */
  onCreate?: (name: string) => void;
}

/** One of the people who are at a client now. */
export function ContactPicker({ clientId, onCreate, ...field }: ContactPickerProps) {
  const find = useCallback(
    async (query: string): Promise<PickOption[]> => {
      const { items } = await call(listContactsRoute, { params: { id: clientId } });
      const variants = searchVariants(query);
      return items
        .filter((contact) => contact.left_on === null)
        .filter(
          ({ full_name: name }) =>
            variants.length === 0 || variants.some((wanted) => searchText(name).includes(wanted)),
        )
        .map(({ contact_id: value, full_name: label, position_title: note }) => ({
          value,
          label,
          ...(note === null ? {} : { note }),
        }));
    },
    [clientId],
  );
  return <PickField {...field} find={find} {...(onCreate === undefined ? {} : { onCreate })} />;
}
