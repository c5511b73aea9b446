import type { ClientCard } from '#modules/clients/contract.ts';
import { ClientCustom } from '#modules/clients/web/parts/ClientCustom.tsx';
import { FieldHistory } from '#modules/journal/web/parts/FieldHistory.tsx';
import { zoneInWords } from '#modules/people/web/parts/time-zones.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';

/** The particulars of an organisation, each with its history; what is unknown is left out. */
export function CardTab({ client }: { client: ClientCard }) {
  const { t, format } = useText();
  const items = [
    { field: 'legal_name', label: t('app.card.legal_name'), value: client.legal_name },
    { field: 'inn', label: t('app.card.inn'), value: client.inn },
    { field: 'kpp', label: t('app.card.kpp'), value: client.kpp },
    { field: 'ogrn', label: t('app.card.ogrn'), value: client.ogrn },
    { field: 'oktmo', label: t('app.card.oktmo'), value: client.oktmo },
    { label: t('app.card.segment'), value: client.segment?.name },
    { field: 'organisation_type', label: t('clients.field.organisation_type'), value: client.organisation_type },
    { field: 'region', label: t('clients.field.region'), value: client.region },
    { field: 'settlement', label: t('clients.field.settlement'), value: client.settlement },
    { field: 'size', label: t('app.card.size'), value: client.size == null ? null : format.number(client.size) },
    {
      field: 'time_zone',
      label: t('app.card.zone'),
      value: client.time_zone == null ? null : zoneInWords(t, client.time_zone),
    },
    {
      field: 'phones',
      label: t('app.card.phones'),
      value: client.phones?.map((phone) => format.phone(phone.number, phone.extension ?? undefined)).join(', '),
    },
    { field: 'emails', label: t('app.card.emails'), value: client.emails?.join(', ') },
    { field: 'sites', label: t('app.card.sites'), value: client.sites?.join(', ') },
    { field: 'source', label: t('app.card.source'), value: client.source },
    {
      field: 'call_basis',
      label: t('app.card.basis'),
      value: client.call_basis == null ? null : t(`clients.basis.${client.call_basis}`),
    },
    { field: 'note', label: t('app.card.note'), value: client.note },
  ];
  return (
    <>
      <Section>
        <KeyValue
          items={items.flatMap(({ label, value, field }) =>
            value == null || value === ''
              ? []
              : [
                  {
                    label,
                    value:
                      field === undefined || client.reach === 'glance' ? (
                        value
                      ) : (
                        <>
                          {value}
                          <FieldHistory kind="client" id={client.id} field={field} label={label} />
                        </>
                      ),
                  },
                ],
          )}
        />
      </Section>
      <ClientCustom client={client} />
    </>
  );
}
