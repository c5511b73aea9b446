import { IconBuildingCommunity, IconFileImport, IconMessagePlus, IconPlus } from '@tabler/icons-react';
import { useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import type { Column } from '#ui-kit/data/columns.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import type { ClientListRow } from '../listing/contract.ts';
import { ClientCardPanel } from './ClientCardPanel.tsx';
import { ClientFilters } from './ClientFilters.tsx';
import { isNarrowed, type ListAddress, readAddress, writeAddress } from './list-address.ts';
import { NewClientDialog } from './NewClientDialog.tsx';
import { daysLate } from './parts/ClientHeadLine.tsx';
import styles from './parts/clients.module.css';
import { InterestDialog } from './parts/InterestDialog.tsx';
import { StateChip } from './parts/StateChip.tsx';
import { useClients } from './use-clients.ts';

const TYPING_PAUSE_MS = 200;

/** The register of the market: searched, filtered by a sentence, sorted; the card at the side; all of it in the address. */
export function ClientListPage() {
  const { t } = useText();
  const { rights } = useActor();
  const navigate = useNavigateTo();
  const [shown, show] = useAddress();
  const [adding, setAdding] = useState<'client' | 'interest' | null>(null);
  const { sort, open, start } = shown;
  const clients = useClients(shown, start);
  const columns = useColumns();
  const mayCreate = rights['clients.create'] !== undefined;
  const mayImport = rights['clients.import'] !== undefined;
  usePage({ crumbs: [{ label: t('clients.list') }] });
  useKeys(
    {
      KeyN: mayCreate ? { run: () => setAdding('client'), label: t('clients.new') } : undefined,
      KeyI: mayImport ? { run: () => navigate('/clients/import'), label: t('clients.bring_base') } : undefined,
    },
    { group: t('clients.list') },
  );
  const openCard = (id: string) => show({ ...shown, open: id });

  return (
    <div className={styles.page}>
      <PageHeader
        title={t('clients.list')}
        actions={
          <>
            {mayCreate ? (
              <Button look="primary" icon={IconPlus} keys="KeyN" onClick={() => setAdding('client')}>
                {t('clients.new')}
              </Button>
            ) : null}
            {mayImport ? (
              <Button icon={IconFileImport} keys="KeyI" href="/clients/import">
                {t('clients.bring_base')}
              </Button>
            ) : null}
            {mayCreate ? (
              <ActionMenu
                label={t('clients.more_actions')}
                items={[
                  { label: t('clients.interest_title'), icon: IconMessagePlus, onRun: () => setAdding('interest') },
                ]}
              />
            ) : null}
          </>
        }
      >
        <Search value={shown.q} onChange={(q) => show({ ...shown, q })} />
        <ClientFilters shape={shown} page={clients.page} onChange={(part) => show({ ...shown, ...part })} />
      </PageHeader>
      <div className={styles.table}>
        <SplitPane
          sideLabel={t('clients.card')}
          sideWidth={376}
          onCloseSide={() => show({ ...shown, open: null })}
          side={
            open === null ? null : (
              <ClientCardPanel key={open} id={open} onClose={() => show({ ...shown, open: null })} />
            )
          }
        >
          {clients.error === null ? (
            <DataTable
              label={t('clients.list')}
              columns={columns}
              rows={clients.rows}
              rowId={(row) => row.id}
              rowCount={clients.page?.count.exact === true ? clients.page.count.value : undefined}
              loading={clients.loading}
              hasMore={clients.hasMore}
              onMore={clients.more}
              sort={sort}
              onSort={(next) => show({ ...shown, sort: next })}
              activeId={open}
              onOpen={(row) => openCard(row.id)}
              onCursor={(row) => (open === null ? undefined : openCard(row.id))}
              memory={writeAddress({ ...shown, open: null })}
              empty={
                isNarrowed(shown) ? (
                  <EmptyState
                    icon={IconBuildingCommunity}
                    title={t('clients.nothing_found')}
                    text={t('clients.nothing_found_text')}
                    action={{ label: t('ui.filter.clear'), onClick: () => show({ ...shown, q: '', filter: '' }) }}
                    look="default"
                  />
                ) : (
                  <EmptyState
                    icon={IconBuildingCommunity}
                    title={t('clients.empty')}
                    text={t(mayImport ? 'clients.empty_text' : 'clients.empty_text_read')}
                    look="default"
                    action={
                      mayImport ? { label: t('clients.bring_base'), href: '/clients/import', keys: 'KeyI' } : undefined
                    }
                  />
                )
              }
            />
          ) : (
            <ErrorState title={clients.error.message} requestId={clients.error.requestId} />
          )}
        </SplitPane>
      </div>
      {adding === 'client' ? (
        <NewClientDialog onClose={() => setAdding(null)} onCreated={({ id }) => openCard(id)} />
      ) : null}
      {adding === 'interest' ? (
        <InterestDialog onClose={() => setAdding(null)} onReceived={({ client_id: id }) => openCard(id)} />
      ) : null}
    </div>
  );
}

/** What the list shows is what the address says: a reload, a link and the way back show the same. */
function useAddress(): [ListAddress, (next: ListAddress) => void] {
  const router = useRouter();
  const search = useLocation({ select: (location) => location.searchStr });
  const shown = useMemo(() => readAddress(search), [search]);
  return [shown, (next) => router.history.replace(writeAddress(next))];
}

/** The words typed go into the address after a pause, so that the list does not flicker at every letter. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useText();
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== sent) {
    // The address has changed by itself: a cleared filter, the way back.
    setSent(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(typed);
      onChange(typed);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, sent, onChange]);
  return (
    <div className={styles.search}>
      <TextField
        label={t('clients.find')}
        hideLabel
        placeholder={t('clients.find')}
        value={typed}
        onChange={setTyped}
      />
    </div>
  );
}

function useColumns(): Column<ClientListRow>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('clients.column.name'),
        cell: (row) => <span className="medium cut">{row.name}</span>,
        width: 230,
        grow: true,
        fixed: true,
        sortable: true,
      },
      {
        id: 'state',
        header: t('clients.column.state'),
        cell: (row) => <StateChip state={row.state} />,
        width: 116,
        sortable: true,
      },
      {
        id: 'region',
        header: t('clients.field.region'),
        cell: (row) => <span className="cut ink-2">{row.region}</span>,
        width: 160,
        sortable: true,
      },
      {
        id: 'holder',
        header: t('clients.holder'),
        cell: (row) =>
          row.holder === null ? (
            <span className="ink-3">{t('clients.nobody')}</span>
          ) : (
            <span className="cut">{row.holder.full_name}</span>
          ),
        width: 140,
      },
      {
        id: 'next_step',
        header: t('clients.next_step'),
        cell: (row) =>
          row.next_step == null ? null : (
            <span className="row cut">
              <Day day={row.next_step.on} />
              <span className="cut ink-2">{row.next_step.title}</span>
            </span>
          ),
        width: 190,
        sortable: true,
      },
      {
        id: 'next_check',
        header: t('clients.column.check'),
        cell: (row) => (row.next_check == null ? null : <Day day={row.next_check.on} />),
        width: 124,
        sortable: true,
      },
      {
        id: 'size',
        header: t('clients.size'),
        cell: (row) => (row.size == null ? null : <Num>{format.number(row.size)}</Num>),
        width: 84,
        align: 'right',
        sortable: true,
      },
      {
        id: 'phone',
        header: t('clients.phone'),
        cell: (row) => (row.phone == null ? null : <Num>{format.phone(row.phone)}</Num>),
        width: 150,
      },
      { id: 'inn', header: t('clients.field.inn'), cell: (row) => row.inn ?? null, width: 116, hidden: true },
      {
        id: 'updated',
        header: t('clients.column.updated'),
        cell: (row) => (row.updated_at === undefined ? null : <Num>{format.dayOf(row.updated_at)}</Num>),
        width: 110,
        sortable: true,
        hidden: true,
      },
    ],
    [t, format],
  );
}

/** A day of ours: its lateness speaks. */
function Day({ day }: { day: string }) {
  const { format } = useText();
  const late = daysLate(day, format.timeZone);
  return late > 0 ? <Late>{format.overdue(late)}</Late> : <span className="nowrap">{format.date(day)}</span>;
}
