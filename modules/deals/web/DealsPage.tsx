import { IconTargetArrow } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import { useCustomColumns } from '#modules/fields/web/parts/use-custom-columns.tsx';
import { ExportDialog } from '#modules/lists/web/parts/ExportDialog.tsx';
import { GroupRows } from '#modules/lists/web/parts/GroupRows.tsx';
import { ListFilters } from '#modules/lists/web/parts/ListFilters.tsx';
import { ListSearch } from '#modules/lists/web/parts/ListSearch.tsx';
import { ListTools } from '#modules/lists/web/parts/ListTools.tsx';
import { asked, askedOrder, isNarrowed, shapeOf, writeAddress } from '#modules/lists/web/parts/list-address.ts';
import styles from '#modules/lists/web/parts/lists.module.css';
import { ownGroupings } from '#modules/lists/web/parts/own-groupings.ts';
import { useApplied } from '#modules/lists/web/parts/use-applied.ts';
import type { ListCount } from '#modules/lists/web/parts/use-list-rows.ts';
import { useListState } from '#modules/lists/web/parts/use-list-state.ts';
import { useViewColumns } from '#modules/lists/web/parts/use-list-views.ts';
import { ViewStrip } from '#modules/lists/web/parts/ViewStrip.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { editDealRoute } from '../contract.ts';
import { EXPORT_COLUMNS } from '../exports/contract.ts';
import {
  DEAL_GROUPINGS,
  DEAL_SCOPES,
  type DealItem,
  type DealScope,
  summariseDealsRoute,
} from '../listing/contract.ts';
import { ownOrder } from '../listing/rules.ts';
import { atStage, DEAL_LIST, stageOf, withoutStage } from './deal-list.ts';
import { DealPanel } from './parts/DealPanel.tsx';
import { StageCards } from './StageCards.tsx';
import { useDealColumns } from './use-deal-columns.tsx';
import { useDealFields, useDealGroups, useDeals } from './use-deals.ts';

const NOBODY: readonly never[] = [];
const isExported = (column: string) => EXPORT_COLUMNS.some((known) => known === column) || isCustomName(column);

/** Deals with what each still misses to go on: searched, filtered by a sentence, sorted, grouped; every figure opens what it counts. */
export function DealsPage() {
  const { t, format } = useText();
  const { rights } = useActor();
  const { shown, views, view, show, openView, hrefOf } = useListState(DEAL_LIST);
  const fields = useDealFields();
  const applied = useApplied(shown, fields);
  const { shape } = applied;
  const deals = useDeals(shape, applied.ready);
  const groups = useDealGroups(shape, applied.ready);
  const summary = useRead(
    summariseDealsRoute,
    { query: asked(DEAL_LIST, { ...shape, filter: withoutStage(shape.filter) }) },
    { enabled: applied.ready, keep: true },
  );
  const edit = useWrite(editDealRoute).mutateAsync;
  const known = useDealColumns(shape.scope);
  const own = useCustomColumns<DealItem>({
    entity: 'deal',
    people: fields?.find(({ name }) => name === 'owner')?.choices ?? NOBODY,
    names: deals.people,
    save: useCallback(
      ({ id, version }: DealItem, custom) => edit({ params: { id }, body: { version, custom } }),
      [edit],
    ),
  });
  const columns = useMemo(() => [...known, ...own], [known, own]);
  const [columnsState, setColumnsState] = useViewColumns('deals', views, view, columns);
  const [exporting, setExporting] = useState(false);
  const useRows = (filter: string) => useDeals({ ...shape, filter });
  const rows = groups?.rows ?? deals.rows;
  const open = rows.find((deal) => deal.id === shown.open);
  const count = deals.page?.count;
  const usual = ownOrder(shape.scope);
  usePage({ crumbs: [{ label: t('deals.title') }] });

  return (
    <div className={styles.page}>
      <PageHeader
        title={t('deals.title')}
        note={
          summary.data === undefined
            ? undefined
            : t('deals.summary', {
                count: summary.data.count,
                value: format.moneyShort(summary.data.value_minor),
                margin: format.moneyShort(summary.data.margin_minor),
              })
        }
      >
        <ViewStrip
          list="deals"
          whole={t('deals.whole_list')}
          views={views}
          current={view}
          shape={{ ...shapeOf(shown), columns: columnsState }}
          touched={shown.explicit}
          hrefOf={hrefOf}
          onOpen={openView}
        />
        {shape.scope === 'live' && summary.data !== undefined ? (
          <StageCards
            stages={summary.data.stages}
            chosen={stageOf(shape.filter)}
            onChoose={(stage) => show({ filter: atStage(shown.filter, stage) })}
          />
        ) : null}
        <div className={styles.tools}>
          <ListSearch label={t('deals.search')} value={shown.q} onChange={(q) => show({ q })} />
          <ListTools
            group={shape.group}
            groupings={[
              ...DEAL_GROUPINGS.map((value) => ({ value, label: t(`deals.grouping.${value}`) })),
              ...ownGroupings(fields ?? NOBODY).map(({ value, label }) => ({
                value,
                label: t('lists.grouping_by', { label }),
              })),
            ]}
            onGroup={(group) => show({ group })}
            columns={columns}
            columnsState={columnsState}
            onColumnsState={setColumnsState}
            onExport={rights['clients.export'] === undefined ? undefined : () => setExporting(true)}
          />
        </div>
        <ListFilters
          list={t('deals.title')}
          entity="deal"
          lead={<Lead count={count} scope={shape.scope} onScope={(scope) => show({ scope, sort: null })} />}
          applied={applied}
          fields={fields}
          onChange={(filter) => show({ filter })}
        />
      </PageHeader>
      <div className={styles.table}>
        <SplitPane
          sideLabel={t('deals.title_one')}
          onCloseSide={() => show({ open: null })}
          side={open === undefined ? null : <DealSide deal={open} onClose={() => show({ open: null })} />}
        >
          {deals.error === null ? (
            <DataTable<DealItem>
              label={t('deals.title')}
              columns={columns}
              rows={rows}
              sections={groups?.sections}
              rowId={(deal) => deal.id}
              rowCount={count?.exact === true ? count.value : undefined}
              loading={groups?.loading ?? deals.loading}
              hasMore={groups === null && deals.hasMore}
              onMore={deals.more}
              onSeen={deals.seen}
              sort={shape.sort ?? { column: usual.sort, descending: usual.order === 'desc' }}
              onSort={(sort) => show({ sort })}
              columnsState={columnsState}
              onColumnsState={setColumnsState}
              activeId={shown.open}
              onOpen={(deal) => show({ open: deal.id })}
              onCursor={(deal) => (shown.open === null ? undefined : show({ open: deal.id }))}
              memory={writeAddress(DEAL_LIST, { ...shown, open: null })}
              empty={
                isNarrowed(shown) ? (
                  <EmptyState
                    icon={IconTargetArrow}
                    title={t('deals.nothing_found')}
                    text={t('deals.nothing_found_text')}
                    action={{ label: t('ui.filter.clear'), onClick: () => show({ q: '', filter: '' }) }}
                    look="default"
                  />
                ) : (
                  <EmptyState icon={IconTargetArrow} title={t('deals.list_empty')} text={t('deals.none_text')} />
                )
              }
            />
          ) : (
            <ErrorState title={deals.error.message} requestId={deals.error.requestId} />
          )}
          {groups?.open.map((group) => (
            <GroupRows
              key={group.filter}
              group={group}
              filter={shape.filter}
              useRows={useRows}
              rowKey={(deal) => `${deal.id}${deal.version}`}
              onRows={groups.onRows}
            />
          ))}
        </SplitPane>
      </div>
      {exporting ? (
        <ExportDialog
          list="deals"
          wanted={{
            ...asked(DEAL_LIST, shape),
            ...askedOrder(DEAL_LIST, shape.sort),
            columns: columnsState.order.filter((id) => !columnsState.hidden.includes(id) && isExported(id)),
          }}
          count={t(count?.exact === false ? 'deals.count_words_more' : 'deals.count_words', {
            count: count?.value ?? 0,
          })}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </div>
  );
}

interface LeadProps {
  count: ListCount | undefined;
  scope: DealScope;
  onScope: (scope: DealScope) => void;
}

/** How many deals, and which: the beginning of the sentence. */
function Lead({ count, scope, onScope }: LeadProps) {
  const { t, rich } = useText();
  const strong = (chunks: ReactNode) => (
    <span key="count" className="strong nowrap">
      {chunks}
    </span>
  );
  return (
    <>
      <span>
        {count === undefined
          ? t('deals.title')
          : rich(count.exact ? 'deals.count' : 'deals.count_more', { count: count.value, b: strong })}
      </span>
      <InlineSelect
        label={t('deals.scope')}
        value={scope}
        onChange={(next) => onScope(next ?? 'live')}
        options={DEAL_SCOPES.map((value) => ({ value, label: t(`deals.scope.${value}`) }))}
      />
    </>
  );
}

function DealSide({ deal, onClose }: { deal: DealItem; onClose: () => void }) {
  const { t } = useText();
  return (
    <SidePanel
      title={
        <AppLink className="link" href={`/clients/${deal.client_id}`}>
          {deal.client_name}
        </AppLink>
      }
      note={t('deals.led_by', { name: deal.owner_name })}
      onClose={onClose}
    >
      <DealPanel clientId={deal.client_id} />
    </SidePanel>
  );
}
