import { CustomFields } from '#modules/fields/web/parts/CustomFields.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { type ClientCard, editClientRoute } from '../../contract.ts';

/** The company's own fields on the card of a client. */
export function ClientCustom({ client }: { client: ClientCard }) {
  const edit = useWrite(editClientRoute).mutateAsync;
  if (client.reach === 'glance') return null;
  return (
    <CustomFields
      entity="client"
      id={client.id}
      values={client.custom ?? {}}
      people={client.custom_people ?? {}}
      save={
        client.allowed.edit
          ? (custom, version = client.version ?? 1) => edit({ params: { id: client.id }, body: { version, custom } })
          : undefined
      }
    />
  );
}
