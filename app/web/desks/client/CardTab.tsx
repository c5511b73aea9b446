import type { ClientCard } from '#modules/clients/contract.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';

/** The particulars of an organisation; what is unknown is left out. */
export function CardTab({ client }: { client: ClientCard }) {
  const { t, format } = useText();
  const items = [
    { label: t('app.card.legal_name'), value: client.legal_name },
    { label: t('app.card.inn'), value: client.inn },
    { label: t('app.card.kpp'), value: client.kpp },
    { label: t('app.card.ogrn'), value: client.ogrn },
    { label: t('app.card.oktmo'), value: client.oktmo },
    { label: t('app.card.segment'), value: client.segment?.name },
    { label: t('app.card.place'), value: [client.settlement, client.region].filter((part) => part != null).join(', ') },
    { label: t('app.card.size'), value: client.size == null ? null : format.number(client.size) },
    { label: t('app.card.zone'), value: client.time_zone },
    {
      label: t('app.card.phones'),
      value: client.phones?.map((phone) => format.phone(phone.number, phone.extension ?? undefined)).join(', '),
    },
    { label: t('app.card.emails'), value: client.emails?.join(', ') },
    { label: t('app.card.sites'), value: client.sites?.join(', ') },
    { label: t('app.card.source'), value: client.source },
    { label: t('app.card.basis'), value: client.call_basis == null ? null : t(`clients.basis.${client.call_basis}`) },
    { label: t('app.card.note'), value: client.note },
  ];
  return (
    <Section>
      <KeyValue
        items={items.flatMap(({ label, value }) => (value == null || value === '' ? [] : [{ label, value }]))}
      />
    </Section>
  );
}
