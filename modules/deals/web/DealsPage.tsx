import { IconTargetArrow } from '@tabler/icons-react';
import { useCallback } from 'react';
import { ListPage } from '#modules/lists/web/parts/ListPage.tsx';
import { asked } from '#modules/lists/web/parts/list-address.ts';
import { useList } from '#modules/lists/web/parts/use-list.ts';
import { useRowOf } from '#modules/lists/web/parts/use-list-rows.ts';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { later, useSoon } from '#ui-kit/later.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { editDealRoute } from '../contract.ts';
import { EXPORT_COLUMNS } from '../exports/contract.ts';
import { DEAL_GROUPINGS, type DealItem, summariseDealsRoute } from '../listing/contract.ts';
import { ownOrder } from '../listing/rules.ts';
import { atStage, DEAL_LIST, stageOf, withoutStage } from './deal-list.ts';
import { StageCards } from './StageCards.tsx';
import { useCompactDeals, useDealColumns } from './use-deal-columns.tsx';
import { useDealFields, useDealGroups, useDeals } from './use-deals.ts';

const DealPanel = later(() => import('./parts/DealPanel.tsx'), 'DealPanel');
const SOON = [DealPanel];

/** Deals with what each still misses to go on: searched, filtered by a sentence, sorted, grouped; every figure opens what it counts. */
export function DealsPage() {
  const { t, rich, format } = useText();
  const list = useList(DEAL_LIST, useDealFields());
  const { shown, shape, applied, show } = list;
  const deals = useDeals(shape, applied.ready);
  useSoon(SOON, !deals.loading);
  const groups = useDealGroups(shape, applied.ready);
  const useRows = (filter: string) => useDeals({ ...shape, filter });
  const summary = useRead(
    summariseDealsRoute,
    { query: asked(DEAL_LIST, { ...shape, filter: withoutStage(shape.filter) }) },
    { enabled: applied.ready, keep: true },
  );
  const edit = useWrite(editDealRoute).mutateAsync;
  const columns = useDealColumns(shape.scope);
  const compact = useCompactDeals();
  const own = useRowOf(deals, shown.open);
  const open = groups === null ? own : groups.rows.find((deal) => deal?.id === shown.open);
  const usual = ownOrder(shape.scope);
  const title = t('deals.title');
  usePage({ crumbs: [{ label: title }] });
  return (
    <ListPage
      list={list}
      entity="deal"
      words={{
        title,
        whole: t('deals.whole_list'),
        find: t('deals.search'),
        one: t('deals.title_one'),
        counted: ({ value, exact }, b) => rich(exact ? 'deals.count' : 'deals.count_more', { count: value, b }),
        exported: ({ value, exact }) => t(exact ? 'deals.count_words' : 'deals.count_words_more', { count: value }),
        scope: t('deals.scope'),
        scopeOf: (scope) => t(`deals.scope.${scope}`),
        nothing: { icon: IconTargetArrow, title: t('deals.nothing_found'), text: t('deals.nothing_found_text') },
      }}
      note={
        summary.data &&
        t('deals.summary', {
          count: summary.data.count,
          value: format.moneyShort(summary.data.value_minor),
          margin: format.moneyShort(summary.data.margin_minor),
        })
      }
      figures={
        shape.scope === 'live' && summary.data !== undefined ? (
          <StageCards
            stages={summary.data.stages}
            chosen={stageOf(shape.filter)}
            onChoose={(stage) => show({ filter: atStage(shown.filter, stage) })}
          />
        ) : null
      }
      read={deals}
      columns={columns}
      compact={compact}
      saveOwn={useCallback(
        ({ id, version }: DealItem, custom) => edit({ params: { id }, body: { version, custom } }),
        [edit],
      )}
      exported={EXPORT_COLUMNS}
      usual={{ column: usual.sort, descending: usual.order === 'desc' }}
      groupings={DEAL_GROUPINGS.map((value) => ({ value, label: t(`deals.grouping.${value}`) }))}
      groups={groups}
      useRows={useRows}
      // Every scope has an order of its own.
      onScope={(scope) => show({ scope, sort: null })}
      side={open === undefined ? null : <DealSide deal={open} onClose={() => show({ open: null })} />}
      empty={<EmptyState icon={IconTargetArrow} title={t('deals.list_empty')} text={t('deals.none_text')} />}
    />
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
