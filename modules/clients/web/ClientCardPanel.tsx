import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientCard, readClientRoute } from '../contract.ts';
import { ClientCustom } from './parts/ClientCustom.tsx';
import { ClientEditDialog } from './parts/ClientEditDialog.tsx';
import { NextCheck, NextStep } from './parts/ClientHeadLine.tsx';
import { CloseClientDialog } from './parts/CloseClientDialog.tsx';
import { ContactsPanel } from './parts/ContactsPanel.tsx';
import { StateChip } from './parts/StateChip.tsx';
import { TakeDialog } from './parts/TakeDialog.tsx';
import { TransferDialog } from './parts/TransferDialog.tsx';
import { TrashDialog } from './parts/TrashDialog.tsx';
import { TrashedNotice } from './parts/TrashedNotice.tsx';

type Doing = 'edit' | 'take' | 'transfer' | 'close' | 'trash';

/** The card beside the list: who carries, what next, how to reach them; the whole of it is one press away. */
export function ClientCardPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useText();
  const read = useRead(readClientRoute, { params: { id } }, { keep: true });
  const [doing, setDoing] = useState<Doing | null>(null);
  const client = read.data;
  if (read.error !== null) {
    return (
      <SidePanel title={t('clients.card')} onClose={onClose}>
        <TrashedNotice error={read.error} />
      </SidePanel>
    );
  }
  if (client === undefined) {
    return (
      <SidePanel title={t('clients.card')} onClose={onClose}>
        <Delayed>
          <SkeletonText lines={8} />
        </Delayed>
      </SidePanel>
    );
  }
  return (
    <>
      <SidePanel
        head={<StateChip state={client.state} />}
        title={client.name}
        note={noteOf(client)}
        onClose={onClose}
        foot={client.reach === 'glance' && !client.allowed.take ? null : <Foot client={client} onDo={setDoing} />}
      >
        {client.reach === 'glance' ? <Glance client={client} /> : <Card client={client} />}
      </SidePanel>
      {doing === 'edit' ? <ClientEditDialog client={client} onClose={() => setDoing(null)} /> : null}
      {doing === 'take' ? <TakeDialog client={client} onClose={() => setDoing(null)} /> : null}
      {doing === 'transfer' ? <TransferDialog client={client} onClose={() => setDoing(null)} /> : null}
      {doing === 'close' ? <CloseClientDialog client={client} onClose={() => setDoing(null)} /> : null}
      {doing === 'trash' ? <TrashDialog client={client} onClose={() => setDoing(null)} onGone={onClose} /> : null}
    </>
  );
}

const noteOf = (client: ClientCard): string =>
  [client.region, client.settlement === client.name ? null : client.settlement]
    .filter((word) => word != null)
    .join(' · ');

function Foot({ client, onDo }: { client: ClientCard; onDo: (doing: Doing) => void }) {
  const { t } = useText();
  const { allowed } = client;
  const items = [
    ...(allowed.edit ? [{ label: t('clients.edit'), icon: IconPencil, onRun: () => onDo('edit') }] : []),
    ...(allowed.transfer ? [{ label: t('clients.transfer'), onRun: () => onDo('transfer') }] : []),
    ...(allowed.close
      ? [{ label: t(client.group === 'closed' ? 'clients.reopen' : 'clients.close'), onRun: () => onDo('close') }]
      : []),
    ...(allowed.trash ? [{ label: t('clients.trash.verb'), icon: IconTrash, onRun: () => onDo('trash') }] : []),
  ];
  return (
    <div className="row">
      {client.reach === 'glance' ? null : (
        <Button look={allowed.take ? 'default' : 'primary'} size="main" href={`/clients/${client.id}`} wide>
          {t('clients.open_card')}
        </Button>
      )}
      {allowed.take ? (
        <Button look="primary" size="main" wide onClick={() => onDo('take')}>
          {t('clients.take')}
        </Button>
      ) : null}
      {items.length === 0 ? null : <ActionMenu label={t('clients.more_actions')} items={items} position="top-start" />}
    </div>
  );
}

/** What every seller may know of a colleague's client. */
function Glance({ client }: { client: ClientCard }) {
  const { t } = useText();
  return (
    <Section>
      <KeyValue items={[{ label: t('clients.holder'), value: client.holder?.full_name ?? t('clients.nobody') }]} />
      <p className="ink-3">{t(client.holder === null ? 'clients.glance_free' : 'clients.glance')}</p>
    </Section>
  );
}

function Card({ client }: { client: ClientCard }) {
  const { t, format } = useText();
  const clock = useClock();
  const { held_since: since, call_basis: basis, time_zone: zone } = client;
  const rows: { label: string; value: ReactNode }[] = [
    {
      label: t('clients.holder'),
      value:
        client.holder === null
          ? t('clients.nobody')
          : since == null
            ? client.holder.full_name
            : t('clients.held_since', { name: client.holder.full_name, day: format.dayOf(since) }),
    },
    ...(client.next_step == null ? [] : [{ label: t('clients.next_step'), value: <NextStep client={client} /> }]),
    ...(client.next_check == null ? [] : [{ label: t('clients.next_check'), value: <NextCheck client={client} /> }]),
    ...(client.waiting_reason == null ? [] : [{ label: t('clients.waits_for'), value: client.waiting_reason }]),
    ...(client.closed == null ? [] : [{ label: t('clients.why'), value: client.closed.reason }]),
    ...(client.phones ?? []).map((phone) => ({
      label: t('clients.phone'),
      value: (
        <a className="link nowrap" href={`tel:${phone.number}`}>
          {format.phone(phone.number, phone.extension)}
        </a>
      ),
    })),
    ...(client.emails ?? []).map((email) => ({
      label: t('clients.email'),
      value: (
        <a className="link" href={`mailto:${email}`}>
          {email}
        </a>
      ),
    })),
    ...(client.sites ?? []).map((site) => ({ label: t('clients.site'), value: <span className="cut">{site}</span> })),
    ...(client.inn == null
      ? []
      : [
          { label: t('clients.field.inn'), value: [client.inn, client.kpp].filter((part) => part != null).join(' / ') },
        ]),
    ...(client.size == null ? [] : [{ label: t('clients.size'), value: format.number(client.size) }]),
    ...(zone === undefined ? [] : [{ label: t('clients.their_time'), value: clockIn(zone, clock.now()) }]),
    {
      label: t('clients.calls'),
      value: client.do_not_call ? (
        <Chip look="ink">{t('clients.do_not_call')}</Chip>
      ) : basis == null ? (
        <span className="ink-3">{t('clients.no_basis')}</span>
      ) : (
        t(`clients.basis.${basis}`)
      ),
    },
    ...(client.note == null ? [] : [{ label: t('clients.field.note'), value: client.note }]),
  ];
  return (
    <>
      <Section>
        <KeyValue items={withUniqueLabels(rows)} />
      </Section>
      <ClientCustom client={client} />
      <ContactsPanel clientId={client.id} mayEdit={client.allowed.work || client.allowed.edit} />
    </>
  );
}

/** Several phones stand under one word: the word is said once. */
function withUniqueLabels<T extends { label: string }>(rows: readonly T[]): T[] {
  const times = new Map<string, number>();
  return rows.map((row) => {
    const before = times.get(row.label) ?? 0;
    times.set(row.label, before + 1);
    return before === 0 ? row : { ...row, label: `${row.label} ${before + 1}` };
  });
}

/** What the clock says where the client is. */
function clockIn(zone: string, now: Temporal.Instant): string {
  const { hour, minute } = now.toZonedDateTimeISO(zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
