import { type ReactNode, useMemo, useState } from 'react';
import { type Entity, isCustomName } from '#modules/fields/rules.ts';
import {
  type CustomColumnsOf,
  type CustomRow,
  useCustomColumns,
} from '#modules/fields/web/parts/use-custom-columns.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { COLUMNS_LIST } from '#ui-kit/data/ColumnsMenu.tsx';
import { COMPACT_HEIGHT } from '#ui-kit/data/CompactRow.tsx';
import type { Column, Sort } from '#ui-kit/data/columns.ts';
import { DataTable, type DataTableProps } from '#ui-kit/data/DataTable.tsx';
import { idsOf } from '#ui-kit/data/kept-pages.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { CONDITION_PARTS } from '#ui-kit/filters/condition-parts.ts';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { laterDialog, useSoon } from '#ui-kit/later.tsx';
import { useMedia } from '#ui-kit/media.ts';
import { useText } from '#ui-kit/text.tsx';
import { GroupRows } from './GroupRows.tsx';
import { ListFilters } from './ListFilters.tsx';
import { ListLead } from './ListLead.tsx';
import { ListSearch } from './ListSearch.tsx';
import { ListTools } from './ListTools.tsx';
import { asked, askedOrder, isNarrowed, shapeOf, writeAddress } from './list-address.ts';
import type { ListWords } from './list-words.ts';
import styles from './lists.module.css';
import { ownGroupings } from './own-groupings.ts';
import type { OpenList } from './use-list.ts';
import type { GroupedList } from './use-list-groups.ts';
import { type ListRead, useRowsOf } from './use-list-rows.ts';
import { useViewColumns } from './use-list-views.ts';
import { ViewStrip } from './ViewStrip.tsx';

const ExportDialog = laterDialog(() => import('./ExportDialog.tsx'), 'ExportDialog');

/** What is likely to be opened next. */
const SOON = [CONDITION_PARTS, COLUMNS_LIST];
const NOBODY: readonly never[] = [];

export interface ListPageProps<
  Scope extends string,
  Order extends string,
  Group extends string,
  Row extends CustomRow & { id: string; version?: number | undefined },
> {
  list: OpenList<Scope, Order, Group>;
  entity: Entity;
  words: ListWords<Scope>;
  read: ListRead<Row>;
  /** The columns of the program; those of the company's own fields are added. */
  columns: readonly Column<Row>[];
  /** Saves a value of a field of the company's own; absent where the list is only read. */
  saveOwn?: CustomColumnsOf<Row>['save'];
  /** Columns that a file can have, besides those of the company's own fields. */
  exported: readonly string[];
  /** The order that the list has by itself. */
  usual?: Sort | null;
  /** By what of the program the list is grouped. */
  groupings?: readonly { value: Group; label: string }[];
  groups?: GroupedList<Row> | null;
  /** Reads the rows of the list under a filter: those of an open group. */
  useRows?: (filter: string) => ListRead<Row>;
  /** The scope that was applied, and what happens when another is chosen, where that is more than showing it. */
  scope?: Scope | undefined;
  onScope?: (scope: Scope) => void;
  /** What opening a row does, where that is more than showing it at the side. */
  onOpen?: (row: Row) => void;
  side: ReactNode | null;
  sideWidth?: number;
  /** The list under a thumb: one column that says it all. */
  compact?: readonly Column<Row>[];
  table?: Pick<DataTableProps<Row>, 'selection' | 'onSelection' | 'rowHeight' | 'keys'>;
  note?: string | undefined;
  actions?: ReactNode;
  /** Figures that narrow the list. */
  figures?: ReactNode;
  /** What can be done to the rows that are chosen, in the place of how the list is laid out. */
  chosen?: ReactNode | null;
  beginning?: ReactNode;
  ways?: ReactNode;
  /** What is to be said of what was found. */
  notice?: ReactNode;
  /** Between the head and the rows. */
  band?: ReactNode;
  /** Of a list that nothing narrows. */
  empty: ReactNode;
}

/**
 * A page that is a list: its views in a strip, the search and the layout, what is shown as a sentence, the rows, and the record
 * that is open at the side. What it shows is what the address says.
 */
export function ListPage<
  Scope extends string,
  Order extends string,
  Group extends string,
  Row extends CustomRow & { id: string; version?: number | undefined },
>(props: ListPageProps<Scope, Order, Group, Row>) {
  const { list, words, read, groups = null, useRows, compact, saveOwn } = props;
  const { kind, shown, shape, fields, applied, views, view, show } = list;
  const { t } = useText();
  const { rights } = useActor();
  const small = useMedia('(max-width: 640px)') && compact !== undefined;
  const own = useCustomColumns<Row>({
    entity: props.entity,
    people: fields?.find(({ type }) => type === 'person')?.choices ?? NOBODY,
    names: read.people,
    save: saveOwn,
  });
  const columns = useMemo(() => [...props.columns, ...own], [props.columns, own]);
  const [columnsState, setColumnsState] = useViewColumns(kind.list, views, view, columns);
  const [exporting, setExporting] = useState(false);
  useSoon(SOON, !read.loading);
  const count = read.page?.count;
  const groupings = [
    ...(props.groupings ?? NOBODY),
    ...ownGroupings(fields ?? NOBODY).flatMap(({ value, label }) =>
      kind.isGroup(value) ? [{ value, label: t('lists.grouping_by', { label }) }] : [],
    ),
  ];

  return (
    <div className={styles.page}>
      <PageHeader title={words.title} note={props.note} actions={props.actions}>
        <ViewStrip
          list={kind.list}
          whole={words.whole}
          views={views}
          current={view}
          shape={{ ...shapeOf(shown), columns: columnsState }}
          touched={shown.explicit}
          hrefOf={list.hrefOf}
          onOpen={list.openView}
        />
        {props.figures}
        <div className={styles.tools}>
          <ListSearch label={words.find} value={shown.q} onChange={(q) => show({ q })} />
          {props.chosen ?? (
            <ListTools
              group={shape.group}
              groupings={groupings}
              onGroup={(group) => show({ group, start: '' })}
              beginning={props.beginning}
              ways={props.ways}
              columns={columns}
              columnsState={small ? null : columnsState}
              onColumnsState={setColumnsState}
              onExport={rights['clients.export'] === undefined ? undefined : () => setExporting(true)}
            />
          )}
        </div>
        {props.notice}
        <ListFilters
          list={words.title}
          entity={props.entity}
          lead={
            <ListLead
              words={words}
              count={count}
              scopes={kind.scopes}
              scope={props.scope ?? shape.scope}
              onScope={props.onScope ?? ((scope) => show({ scope }))}
            />
          }
          applied={applied}
          fields={fields}
          onChange={(filter) => show({ filter })}
        />
      </PageHeader>
      {props.band}
      <div className={styles.table}>
        <SplitPane
          sideLabel={words.one}
          {...(props.sideWidth === undefined ? {} : { sideWidth: props.sideWidth })}
          onCloseSide={() => show({ open: null })}
          side={props.side}
        >
          {read.error === null ? (
            <Rows
              read={read}
              groups={groups}
              label={words.title}
              sections={groups?.sections}
              rowId={(row) => row.id}
              rowCount={count?.exact === true ? count.value : undefined}
              loading={groups?.loading ?? read.loading}
              hasMore={groups === null && read.hasMore}
              onMore={read.more}
              onSeen={read.seen}
              sort={shape.sort ?? props.usual ?? null}
              onSort={(sort) => show({ sort, start: '' })}
              {...props.table}
              {...(small
                ? { columns: compact, rowHeight: COMPACT_HEIGHT }
                : { columns, columnsState, onColumnsState: setColumnsState })}
              activeId={shown.open}
              onOpen={props.onOpen ?? ((row) => show({ open: row.id }))}
              onCursor={(row) => (shown.open === null ? undefined : show({ open: row.id }))}
              memory={writeAddress(kind, { ...shown, open: null })}
              empty={
                isNarrowed(shown) ? (
                  <EmptyState
                    {...words.nothing}
                    {...(shown.q === '' ? { text: t('lists.nothing_fits') } : {})}
                    action={{ label: t('ui.filter.clear'), onClick: () => show({ q: '', filter: '' }) }}
                    look="default"
                  />
                ) : (
                  props.empty
                )
              }
            />
          ) : (
            <ErrorState title={read.error.message} requestId={read.error.requestId} />
          )}
          {useRows === undefined
            ? null
            : groups?.open.map((group) => (
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
          list={kind.list}
          wanted={{
            ...asked(kind, shape),
            ...askedOrder(kind, shape.sort),
            columns: columnsState.order.filter(
              (id) => !columnsState.hidden.includes(id) && (props.exported.includes(id) || isCustomName(id)),
            ),
          }}
          count={words.exported(count ?? { value: 0, exact: true })}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </div>
  );
}

interface RowsProps<Row> extends Omit<DataTableProps<Row>, 'rows' | 'ids'> {
  read: ListRead<Row>;
  groups: GroupedList<Row> | null;
}

/** The table by itself: the page round it is not drawn anew as rows come. */
function Rows<Row>({ read, groups, ...table }: RowsProps<Row>) {
  const rows = useRowsOf(read);
  return <DataTable<Row> {...table} rows={groups?.rows ?? rows} ids={groups?.ids ?? (() => idsOf(read.pages()))} />;
}
