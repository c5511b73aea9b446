import { listContactsRoute } from '#modules/clients/contacts/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';

/** One of the people at a client who are still there. */
export function ContactField({ clientId, ...field }: FieldProps<string | null> & { clientId: string }) {
  const contacts = useRead(listContactsRoute, { params: { id: clientId } });
  const options = (contacts.data?.items ?? [])
    .filter((contact) => contact.left_on === null || contact.contact_id === field.value)
    .map((contact) => ({
      value: contact.contact_id,
      label: contact.full_name,
      ...(contact.position_title === null ? {} : { note: contact.position_title }),
    }));
  return <SelectField {...field} options={options} clearable disabled={contacts.isSuccess && options.length === 0} />;
}
