import { IconTargetArrow, IconX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { call, readKey, useRead } from '#ui-kit/call.ts';
import type { Column, Sort } from '#ui-kit/data/columns.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { AppLink, useNavigateTo } from '#ui-kit/link.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import {
  type DealItem,
  type DealSort,
  type DealState,
  listDealsRoute,
  summariseDealsRoute,
} from '../listing/contract.ts';
import { STAGES, type Stage } from '../rules.ts';
import { DealPanel } from './parts/DealPanel.tsx';
import styles from './parts/deals.module.css';

const STATES = ['live', 'signed', 'lost', 'postponed'] as const satisfies readonly DealState[];
const PAGE = 100;
const SORTS: Record<string, DealSort> = { expected: 'expected', value: 'value', days: 'stage_since', closed: 'closed' };

/** Deals by stage, with what each still misses to go on; every figure opens the deals it counts. */
export function DealsPage() {
  const { t, format } = useText();
  const go = useNavigateTo();
  const asked = new URLSearchParams(useLocation().searchStr);
  const state: DealState = STATES.find((one) => one === asked.get('state')) ?? 'live';
  const signedSince = asked.get('since');
  const [stage, setStage] = useState<Stage | null>(null);
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [sort, setSort] = useState<Sort | null>({ column: 'expected', descending: false });
  const [openId, setOpenId] = useState<string | null>(null);
  usePage({ crumbs: [{ label: t('deals.title') }] });

  const filters = {
    state,
    ...(signedSince === null ? {} : { signed_since: signedSince }),
    ...(ownerId === null ? {} : { owner_id: ownerId }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
  const summary = useRead(summariseDealsRoute, { query: filters }, { keep: true });
  const query = {
    ...filters,
    ...(stage === null ? {} : { stage }),
    sort: state !== 'live' && sort?.column !== 'value' ? 'closed' : (SORTS[sort?.column ?? ''] ?? 'expected'),
    limit: PAGE,
  };
  const pages = useInfiniteQuery({
    queryKey: readKey(listDealsRoute, query),
    queryFn: ({ pageParam }) =>
      call(listDealsRoute, { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const columns = useColumns(summary.data?.whole ?? false, state);
  const open = rows.find((deal) => deal.id === openId);
  const count = pages.data?.pages[0]?.count.value;

  return (
    <SplitPane
      side={open === undefined ? null : <DealSide deal={open} onClose={() => setOpenId(null)} />}
      sideLabel={t('deals.title_one')}
      onCloseSide={() => setOpenId(null)}
    >
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
          actions={
            <Segmented
              label={t('deals.which')}
              value={state}
              onChange={(next) => {
                go(next === 'live' ? '/deals' : `/deals?state=${next}`);
                setStage(null);
              }}
              options={STATES.map((value) => ({ value, label: t(`deals.state.${value}`) }))}
            />
          }
        />
        <div className={styles.head}>
          {state === 'live' && summary.data !== undefined ? (
            <StageCards
              stages={summary.data.stages.filter((one) => one.outcome === null || one.outcome === 'signed')}
              chosen={stage}
              onChoose={setStage}
            />
          ) : null}
          <div className="row-wrap">
            <TextField
              label={t('deals.search')}
              hideLabel
              placeholder={t('deals.search')}
              value={text}
              onChange={setText}
            />
            {summary.data?.whole === true ? (
              <SelectField
                label={t('deals.owner')}
                hideLabel
                placeholder={t('deals.owner_any')}
                value={ownerId}
                onChange={setOwnerId}
                clearable
                options={summary.data.owners.map((owner) => ({
                  value: owner.id,
                  label: owner.full_name,
                  note: String(owner.count),
                }))}
              />
            ) : null}
            {signedSince === null ? null : (
              <Chip
                pressed
                icon={IconX}
                title={t('deals.signed_since_clear')}
                onClick={() => go(`/deals?state=${state}`)}
              >
                {t('deals.signed_since', { day: format.date(signedSince) })}
              </Chip>
            )}
          </div>
        </div>
        {pages.error === null ? (
          <DataTable<DealItem>
            label={t('deals.title')}
            columns={columns}
            rows={rows}
            rowId={(deal) => deal.id}
            rowCount={count}
            hasMore={pages.hasNextPage}
            onMore={() => {
              if (!pages.isFetchingNextPage) void pages.fetchNextPage();
            }}
            loading={pages.isPending}
            sort={state === 'live' ? sort : sort?.column === 'value' ? sort : { column: 'closed', descending: true }}
            onSort={setSort}
            activeId={openId}
            onOpen={(deal) => setOpenId(deal.id)}
            memory={`deals-${state}`}
            empty={<EmptyState icon={IconTargetArrow} title={t('deals.list_empty')} text={t('deals.none_text')} />}
          />
        ) : (
          <ErrorState title={pages.error.message} />
        )}
      </div>
    </SplitPane>
  );
}

function StageCards({
  stages,
  chosen,
  onChoose,
}: {
  stages: readonly { stage: Stage; count: number; value_minor: number }[];
  chosen: Stage | null;
  onChoose: (stage: Stage | null) => void;
}) {
  const { t, format } = useText();
  return (
    <div className={styles.stages}>
      {STAGES.map((stage) => {
        const row = stages.find((one) => one.stage === stage);
        return (
          <button
            key={stage}
            type="button"
            className={styles.stage}
            aria-pressed={chosen === stage}
            onClick={() => onChoose(chosen === stage ? null : stage)}
          >
            <span className="t-small ink-3">{t(`deals.stage.${stage}`)}</span>
            <span className="row">
              <span className="t-read strong">{format.number(row?.count ?? 0)}</span>
              <span className="ink-2">
                <Num>{format.moneyShort(row?.value_minor ?? 0)}</Num>
              </span>
            </span>
          </button>
        );
      })}
    </div>
  );
}

function useColumns(whole: boolean, state: DealState): Column<DealItem>[] {
  const { t, format } = useText();
  return useMemo(() => {
    const client: Column<DealItem> = {
      id: 'client',
      header: t('deals.column.client'),
      cell: (deal) => <span className="cut medium">{deal.client_name}</span>,
      width: 248,
      grow: true,
      fixed: true,
    };
    const value: Column<DealItem> = {
      id: 'value',
      header: t('deals.column.value'),
      cell: (deal) => <Num>{format.moneyShort(deal.value_minor)}</Num>,
      align: 'right',
      width: 96,
      sortable: true,
    };
    const title: Column<DealItem> = {
      id: 'title',
      header: t('deals.column.title'),
      cell: (deal) => <span className="cut">{deal.title}</span>,
      width: 170,
      grow: true,
    };
    const owner: Column<DealItem>[] = whole
      ? [
          {
            id: 'owner',
            header: t('deals.column.owner'),
            cell: (deal) => (
              <span className="cut" title={deal.owner_name}>
                {shortName(parsePersonName(deal.owner_name))}
              </span>
            ),
            width: 128,
          },
        ]
      : [];
    if (state !== 'live') {
      const closed: Column<DealItem> = {
        id: 'closed',
        header: t(`deals.closed_on.${state === 'open' ? 'signed' : state}`),
        cell: (deal) =>
          deal.signed_on === null ? deal.closed_at && format.dayOf(deal.closed_at) : format.date(deal.signed_on),
        width: 120,
        sortable: true,
      };
      const why: Column<DealItem> =
        state === 'signed'
          ? {
              id: 'contract',
              header: t('deals.column.contract'),
              cell: (deal) => <span className="cut">{deal.contract_number}</span>,
              width: 128,
            }
          : {
              id: 'why',
              header: t('deals.column.why'),
              cell: (deal) => (
                <span className="cut">
                  {[deal.lost_to, deal.outcome_reason].filter((part) => part !== null).join(': ')}
                </span>
              ),
              width: 240,
              grow: true,
            };
      return [client, closed, value, why, title, ...owner];
    }
    return [
      client,
      { id: 'stage', header: t('deals.column.stage'), cell: (deal) => t(`deals.stage.${deal.stage}`), width: 116 },
      {
        id: 'expected',
        header: t('deals.column.expected'),
        cell: (deal) => <Expected deal={deal} />,
        width: 116,
        sortable: true,
      },
      value,
      {
        id: 'days',
        header: t('deals.column.days'),
        cell: (deal) => format.number(deal.stage_days),
        align: 'right',
        width: 72,
        sortable: true,
      },
      {
        id: 'missing',
        header: t('deals.column.missing'),
        cell: (deal) => (
          <span className="ink-2 cut" title={deal.missing.join('; ')}>
            {deal.missing.join('; ')}
          </span>
        ),
        width: 200,
        grow: true,
      },
      title,
      ...owner,
    ];
  }, [t, format, whole, state]);
}

function Expected({ deal }: { deal: DealItem }) {
  const { format } = useText();
  const { today } = useActor();
  const day = deal.signed_on ?? deal.expected_on;
  if (day === null) return null;
  const late = Temporal.PlainDate.from(day).until(today, { largestUnit: 'days' }).days;
  return deal.outcome === null && late > 0 ? <Late>{format.overdueMark(late)}</Late> : format.date(day);
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
