import { useMemo } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import type { Translator } from '#shared/text.ts';
import { useWrite } from '#ui-kit/call.ts';
import { CompactRow } from '#ui-kit/data/CompactRow.tsx';
import type { Column } from '#ui-kit/data/columns.ts';
import { EditableCell } from '#ui-kit/data/EditableCell.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { editDealRoute } from '../contract.ts';
import type { DealItem, DealScope } from '../listing/contract.ts';

/** What is put away until somebody chooses it: what says little of deals that go on, or that have ended so. */
const HIDDEN: Readonly<Record<DealScope, readonly string[]>> = {
  live: ['region', 'margin', 'contract', 'signed', 'closed', 'why', 'opened'],
  signed: ['region', 'margin', 'stage', 'expected', 'stage_since', 'missing', 'closed', 'why', 'opened'],
  lost: ['region', 'margin', 'stage', 'expected', 'stage_since', 'missing', 'contract', 'signed', 'opened'],
  postponed: ['region', 'margin', 'stage', 'expected', 'stage_since', 'missing', 'contract', 'signed', 'opened'],
  all: ['region', 'margin', 'stage_since', 'missing', 'contract', 'signed', 'why'],
};

/** The columns of the list of deals. */
export function useDealColumns(scope: DealScope): Column<DealItem>[] {
  const { t, format } = useText();
  const edit = useWrite(editDealRoute).mutateAsync;
  return useMemo(() => {
    const money = (id: 'value' | 'margin', minor: (deal: DealItem) => number | null): Column<DealItem> => ({
      id,
      header: t(`deals.column.${id}`),
      cell: (deal) => {
        const sum = minor(deal);
        return sum === null ? null : <Num>{format.moneyShort(sum)}</Num>;
      },
      align: 'right',
      width: 96,
      sortable: true,
    });
    const words = (
      id: string,
      header: string,
      said: (deal: DealItem) => string | null,
      more: Partial<Column<DealItem>> = {},
    ): Column<DealItem> => ({
      id,
      header,
      cell: (deal) => {
        const text = said(deal) ?? '';
        return (
          <span className="cut ink-2" title={text}>
            {text}
          </span>
        );
      },
      width: 160,
      ...more,
    });
    const columns: Column<DealItem>[] = [
      {
        id: 'client',
        header: t('deals.column.client'),
        cell: (deal) => <span className="cut medium">{deal.client_name}</span>,
        width: 230,
        grow: true,
        fixed: true,
      },
      { id: 'stage', header: t('deals.column.stage'), cell: (deal) => <Stage deal={deal} />, width: 124 },
      {
        id: 'expected',
        header: t('deals.column.expected'),
        cell: (deal) => <Expected deal={deal} />,
        width: 116,
        sortable: true,
      },
      {
        id: 'signed',
        header: t('deals.column.signed'),
        cell: (deal) => deal.signed_on && <Num>{format.date(deal.signed_on)}</Num>,
        width: 116,
        sortable: true,
      },
      {
        id: 'closed',
        header: t('deals.column.closed'),
        cell: (deal) => deal.closed_at && <Num>{format.dayOf(deal.closed_at)}</Num>,
        width: 116,
        sortable: true,
      },
      money('value', (deal) => deal.value_minor),
      money('margin', (deal) => deal.margin_minor),
      {
        id: 'stage_since',
        header: t('deals.column.days'),
        cell: (deal) => <Num>{format.number(deal.stage_days)}</Num>,
        align: 'right',
        width: 72,
        sortable: true,
      },
      words('missing', t('deals.column.missing'), (deal) => deal.missing.join('; '), { width: 200, grow: true }),
      {
        id: 'title',
        header: t('deals.column.title'),
        cell: (deal) => (
          <EditableCell
            label={t('deals.column.title')}
            value={deal.title}
            look="cut"
            onSave={(title) => edit({ params: { id: deal.id }, body: { version: deal.version, title } })}
          >
            {deal.title}
          </EditableCell>
        ),
        width: 170,
        grow: true,
      },
      words('contract', t('deals.column.contract'), (deal) => deal.contract_number, { width: 128 }),
      words(
        'why',
        t('deals.column.why'),
        (deal) => [deal.lost_to, deal.outcome_reason].filter((part) => part !== null).join(': '),
        { width: 240, grow: true },
      ),
      words('region', t('deals.column.region'), (deal) => deal.client_region, { sortable: true }),
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
      {
        id: 'opened',
        header: t('deals.column.opened'),
        cell: (deal) => <Num>{format.dayOf(deal.opened_at)}</Num>,
        width: 110,
        sortable: true,
      },
    ];
    return columns.map((column) => ({ ...column, hidden: HIDDEN[scope].includes(column.id) }));
  }, [t, format, edit, scope]);
}

/** One column that says which deal, when, on which stage and how much: for a list under the thumb. */
export function useCompactDeals(): Column<DealItem>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'client',
        header: t('deals.column.client'),
        width: 280,
        grow: true,
        fixed: true,
        cell: (deal) => (
          <CompactRow
            title={deal.client_name}
            aside={<Expected deal={deal} />}
            note={`${stageWords(deal, t)} · ${deal.title}`}
            more={format.moneyShort(deal.value_minor)}
          />
        ),
      },
    ],
    [t, format],
  );
}

const stageWords = (deal: DealItem, t: Translator): string =>
  deal.outcome === null || deal.outcome === 'signed'
    ? t(`deals.stage.${deal.stage}`)
    : t(`deals.outcome.${deal.outcome}`);

function Stage({ deal }: { deal: DealItem }) {
  const { t } = useText();
  const words = stageWords(deal, t);
  return deal.outcome === null || deal.outcome === 'signed' ? words : <span className="ink-2">{words}</span>;
}

function Expected({ deal }: { deal: DealItem }) {
  const { format } = useText();
  const { today } = useActor();
  const day = deal.expected_on ?? deal.signed_on;
  if (day === null) return null;
  const late = Temporal.PlainDate.from(day).until(today, { largestUnit: 'days' }).days;
  return deal.outcome === null && late > 0 ? <Late>{format.overdueMark(late)}</Late> : format.date(day);
}
