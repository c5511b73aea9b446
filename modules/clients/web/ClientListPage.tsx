import {
  IconBuildingCommunity,
  IconCopyCheck,
  IconFileImport,
  IconListCheck,
  IconMessagePlus,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import { useCustomColumns } from '#modules/fields/web/parts/use-custom-columns.tsx';
import { ExportDialog } from '#modules/lists/web/parts/ExportDialog.tsx';
import { GroupRows } from '#modules/lists/web/parts/GroupRows.tsx';
import { ListSearch } from '#modules/lists/web/parts/ListSearch.tsx';
import { ListTools } from '#modules/lists/web/parts/ListTools.tsx';
import { asked, askedOrder, isNarrowed, shapeOf, writeAddress } from '#modules/lists/web/parts/list-address.ts';
import styles from '#modules/lists/web/parts/lists.module.css';
import { ownGroupings } from '#modules/lists/web/parts/own-groupings.ts';
import { useApplied } from '#modules/lists/web/parts/use-applied.ts';
import { useListState } from '#modules/lists/web/parts/use-list-state.ts';
import { useViewColumns } from '#modules/lists/web/parts/use-list-views.ts';
import { ViewStrip } from '#modules/lists/web/parts/ViewStrip.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { editClientRoute } from '../contract.ts';
import { EXPORT_COLUMNS } from '../exports/contract.ts';
import { CLIENT_GROUPINGS, type ClientListRow } from '../listing/contract.ts';
import { Beginning } from './Beginning.tsx';
import { BulkBand } from './BulkBand.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ClientCardPanel } from './ClientCardPanel.tsx';
import { ClientFilters } from './ClientFilters.tsx';
import { CLIENT_LIST, CLIENT_MAP } from './client-list.ts';
import { NewClientDialog } from './NewClientDialog.tsx';
import { InterestDialog } from './parts/InterestDialog.tsx';
import { useChosen, useCurrentBulk } from './use-bulk.ts';
import { useClientColumns } from './use-client-columns.tsx';
import { useClientGroups } from './use-client-groups.ts';
import { useClients } from './use-clients.ts';
import { useListFields } from './use-list-fields.ts';

const NOBODY: readonly never[] = [];
const isExported = (column: string) => EXPORT_COLUMNS.some((known) => known === column) || isCustomName(column);

/** The register of the market: searched, filtered by a sentence, sorted; the card at the side; all of it in the address. */
export function ClientListPage() {
  const { t } = useText();
  const { rights } = useActor();
  const navigate = useNavigateTo();
  const { shown, views, view, show, openView, hrefOf } = useListState(CLIENT_LIST);
  const [adding, setAdding] = useState<'client' | 'interest' | null>(null);
  const { open, start } = shown;
  const fields = useListFields();
  const applied = useApplied(shown, fields);
  const { shape } = applied;
  const clients = useClients(shape, start, applied.ready);
  const groups = useClientGroups(shape, applied.ready);
  const edit = useWrite(editClientRoute).mutateAsync;
  const known = useClientColumns(fields);
  const own = useCustomColumns<ClientListRow>({
    entity: 'client',
    people: fields?.find(({ name }) => name === 'holder')?.choices ?? NOBODY,
    names: clients.people,
    save: useCallback(
      ({ id, version = 0 }: ClientListRow, custom) => edit({ params: { id }, body: { version, custom } }),
      [edit],
    ),
  });
  const columns = useMemo(() => [...known, ...own], [known, own]);
  const [columnsState, setColumnsState] = useViewColumns('clients', views, view, columns);
  const chosen = useChosen(clients.rows, clients.page, shape);
  const { bulk, follow } = useCurrentBulk();
  const [exporting, setExporting] = useState(false);
  const count = clients.page?.count;
  const mayCreate = rights['clients.create'] !== undefined;
  const mayImport = rights['clients.import'] !== undefined;
  usePage({ crumbs: [{ label: t('clients.list') }] });
  useKeys(
    {
      KeyN: mayCreate ? { run: () => setAdding('client'), label: t('clients.new') } : undefined,
      'Mod+KeyA': { run: chosen.chooseEverything, label: t('clients.bulk.choose_everything_key') },
      KeyI: mayImport ? { run: () => navigate('/clients/import'), label: t('clients.bring_base') } : undefined,
    },
    { group: t('clients.list') },
  );
  const openCard = (id: string) => show({ open: id });
  const groupings = [
    ...CLIENT_GROUPINGS.map((value) => ({ value, label: t(`clients.grouping.${value}`) })),
    ...ownGroupings(fields ?? NOBODY).map(({ value, label }) => ({ value, label: t('lists.grouping_by', { label }) })),
  ];
  const useRows = (filter: string) => useClients({ ...shape, filter }, '');

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
                  { label: t('clients.dup.title'), icon: IconCopyCheck, onRun: () => navigate('/clients/duplicates') },
                  { label: t('clients.interest_title'), icon: IconMessagePlus, onRun: () => setAdding('interest') },
                  { label: t('clients.bulk_page.page'), icon: IconListCheck, onRun: () => navigate('/clients/bulk') },
                  { label: t('clients.trash.name'), icon: IconTrash, onRun: () => navigate('/trash') },
                ]}
              />
            ) : null}
          </>
        }
      >
        <ViewStrip
          list="clients"
          whole={t('clients.whole_list')}
          views={views}
          current={view}
          shape={{ ...shapeOf(shown), columns: columnsState }}
          touched={shown.explicit}
          hrefOf={hrefOf}
          onOpen={openView}
        />
        <div className={styles.tools}>
          <ListSearch label={t('clients.find')} value={shown.q} onChange={(q) => show({ q })} />
          {chosen.count.value > 0 ? (
            <BulkBar chosen={chosen} found={count ?? chosen.count} fields={fields} onStarted={follow} />
          ) : (
            <ListTools
              group={shape.group}
              groupings={groupings}
              onGroup={(group) => show({ group, start: '' })}
              beginning={shape.group === null ? <Beginning shown={shown} onShow={show} /> : null}
              ways={
                <Button size="small" href={writeAddress(CLIENT_MAP, { ...shown, open: null })}>
                  {t('clients.map.on_map')}
                </Button>
              }
              columns={columns}
              columnsState={columnsState}
              onColumnsState={setColumnsState}
              onExport={rights['clients.export'] === undefined ? undefined : () => setExporting(true)}
            />
          )}
        </div>
        {clients.page?.similar === true ? (
          <p className="ink-2" role="status">
            {t('clients.similar_shown')}
          </p>
        ) : null}
        <ClientFilters shape={shown} applied={applied} fields={fields} page={clients.page} onChange={show} />
      </PageHeader>
      {bulk === undefined ? null : <BulkBand bulk={bulk} onFollow={follow} />}
      <div className={styles.table}>
        <SplitPane
          sideLabel={t('clients.card')}
          sideWidth={376}
          onCloseSide={() => show({ open: null })}
          side={open === null ? null : <ClientCardPanel key={open} id={open} onClose={() => show({ open: null })} />}
        >
          {clients.error === null ? (
            <DataTable
              label={t('clients.list')}
              columns={columns}
              rows={groups?.rows ?? clients.rows}
              sections={groups?.sections}
              rowId={(row) => row.id}
              rowCount={clients.page?.count.exact === true ? clients.page.count.value : undefined}
              loading={groups?.loading ?? clients.loading}
              hasMore={groups === null && clients.hasMore}
              onMore={clients.more}
              onSeen={clients.seen}
              sort={shape.sort}
              columnsState={columnsState}
              onColumnsState={setColumnsState}
              selection={chosen.selection}
              onSelection={chosen.choose}
              onSort={(next) => show({ sort: next, start: '' })}
              activeId={open}
              onOpen={(row) => openCard(row.id)}
              onCursor={(row) => (open === null ? undefined : openCard(row.id))}
              memory={writeAddress(CLIENT_LIST, { ...shown, open: null })}
              empty={
                isNarrowed(shown) ? (
                  <EmptyState
                    icon={IconBuildingCommunity}
                    title={t('clients.nothing_found')}
                    text={t('clients.nothing_found_text')}
                    action={{ label: t('ui.filter.clear'), onClick: () => show({ q: '', filter: '' }) }}
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
          {groups?.open.map((group) => (
            <GroupRows
              key={group.filter}
              group={group}
              filter={shape.filter}
              useRows={useRows}
              rowKey={(row) => `${row.id}${row.version ?? ''}`}
              onRows={groups.onRows}
            />
          ))}
        </SplitPane>
      </div>
      {exporting ? (
        <ExportDialog
          list="clients"
          wanted={{
            ...asked(CLIENT_LIST, shape),
            ...askedOrder(CLIENT_LIST, shape.sort),
            columns: columnsState.order.filter((id) => !columnsState.hidden.includes(id) && isExported(id)),
          }}
          count={t(count?.exact === false ? 'clients.export_more' : 'clients.export_count', {
            count: count?.value ?? 0,
          })}
          onClose={() => setExporting(false)}
        />
      ) : null}
      {adding === 'client' ? (
        <NewClientDialog onClose={() => setAdding(null)} onCreated={({ id }) => openCard(id)} />
      ) : null}
      {adding === 'interest' ? (
        <InterestDialog onClose={() => setAdding(null)} onReceived={({ client_id: id }) => openCard(id)} />
      ) : null}
    </div>
  );
}
