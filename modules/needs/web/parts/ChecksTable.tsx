import { IconCalendarCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { call, readKey } from '#ui-kit/call.ts';
import type { Column } from '#ui-kit/data/columns.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Check, listChecksRoute } from '../../calendar/contract.ts';
import { RelevanceMark } from './RelevanceMark.tsx';

const PAGE = 100;

export interface ChecksFilter {
  ownerId?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  overdue?: boolean | undefined;
}

/** The checks that a figure of the calendar counts, the earliest first. Enter opens the client. */
export function ChecksTable({ filter, keys = true }: { filter: ChecksFilter; keys?: boolean }) {
  const { t } = useText();
  const navigate = useNavigateTo();
  const query = {
    limit: PAGE,
    ...(filter.ownerId === undefined ? {} : { owner_id: filter.ownerId }),
    ...(filter.from === undefined ? {} : { from: filter.from }),
    ...(filter.until === undefined ? {} : { until: filter.until }),
    ...(filter.overdue === undefined ? {} : { overdue: filter.overdue }),
  };
  const pages = useInfiniteQuery({
    queryKey: readKey(listChecksRoute, query),
    queryFn: ({ pageParam }) =>
      call(listChecksRoute, { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const columns = useColumns();
  if (pages.error !== null && pages.data === undefined) return <ErrorState title={pages.error.message} />;
  return (
    <DataTable<Check>
      label={t('needs.checks')}
      columns={columns}
      rows={rows}
      rowId={(check) => check.id}
      rowCount={pages.data?.pages[0]?.count.value}
      hasMore={pages.hasNextPage}
      onMore={() => {
        if (!pages.isFetchingNextPage) void pages.fetchNextPage();
      }}
      loading={pages.isPending}
      onOpen={(check) => navigate(`/clients/${check.client.id}`)}
      keys={keys}
      empty={
        <EmptyState icon={IconCalendarCheck} title={t('needs.checks_empty')} text={t('needs.checks_empty_text')} />
      }
    />
  );
}

function useColumns(): Column<Check>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      { id: 'on', header: t('needs.column.check'), cell: (check) => <When check={check} />, width: 144, fixed: true },
      {
        id: 'client',
        header: t('needs.column.client'),
        cell: (check) => <span className="cut medium">{check.client.name}</span>,
        width: 212,
        grow: true,
      },
      {
        id: 'verdict',
        header: t('needs.column.verdict'),
        cell: (check) => (check.need === null ? null : <RelevanceMark verdict={check.need.verdict} />),
        width: 116,
      },
      {
        id: 'blocker',
        header: t('needs.column.blocker'),
        cell: (check) => <Blocker check={check} />,
        width: 112,
      },
      {
        id: 'need',
        header: t('needs.column.need'),
        cell: (check) => <span className="cut">{check.need?.subject}</span>,
        width: 140,
        grow: true,
      },
      {
        id: 'value',
        header: t('needs.column.value'),
        cell: (check) =>
          check.need?.value_minor == null ? null : <Num>{format.moneyShort(check.need.value_minor)}</Num>,
        align: 'right',
        width: 88,
      },
      {
        id: 'owner',
        header: t('needs.column.owner'),
        cell: (check) => <Short name={check.owner.full_name} />,
        width: 124,
      },
    ],
    [t, format],
  );
}

function Short({ name }: { name: string }) {
  return (
    <span className="cut" title={name}>
      {shortName(parsePersonName(name))}
    </span>
  );
}

function When({ check }: { check: Check }) {
  const { format } = useText();
  return check.overdue_days > 0 ? <Late>{format.overdue(check.overdue_days)}</Late> : format.date(check.check_on);
}

function Blocker({ check }: { check: Check }) {
  const { t } = useText();
  const { need } = check;
  if (need === null) return null;
  const word = need.expected_event ?? (need.blocker === null ? '' : t(`needs.blocker.${need.blocker}`));
  return <span className="cut ink-2">{word}</span>;
}
