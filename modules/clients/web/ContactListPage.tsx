import { IconAddressBook } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import { useCustomColumns } from '#modules/fields/web/parts/use-custom-columns.tsx';
import { ExportDialog } from '#modules/lists/web/parts/ExportDialog.tsx';
import { ListFilters } from '#modules/lists/web/parts/ListFilters.tsx';
import { ListSearch } from '#modules/lists/web/parts/ListSearch.tsx';
import { ListTools } from '#modules/lists/web/parts/ListTools.tsx';
import { asked, askedOrder, isNarrowed, shapeOf, writeAddress } from '#modules/lists/web/parts/list-address.ts';
import styles from '#modules/lists/web/parts/lists.module.css';
import { useApplied } from '#modules/lists/web/parts/use-applied.ts';
import type { ListCount } from '#modules/lists/web/parts/use-list-rows.ts';
import { useListState } from '#modules/lists/web/parts/use-list-state.ts';
import { useViewColumns } from '#modules/lists/web/parts/use-list-views.ts';
import { ViewStrip } from '#modules/lists/web/parts/ViewStrip.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useMedia } from '#ui-kit/media.ts';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { PERSON_SCOPES, type PersonRow, type PersonScope } from '../people/contract.ts';
import { EXPORT_COLUMNS } from '../people-exports/contract.ts';
import { PersonPanel } from './PersonPanel.tsx';
import { PEOPLE_LIST } from './people-list.ts';
import { usePeople, usePeopleFields } from './use-people.ts';
import { useCompactPeople, usePeopleColumns } from './use-people-columns.tsx';

const NOBODY: readonly never[] = [];
const COMPACT_HEIGHT = 60;
const isExported = (column: string) => EXPORT_COLUMNS.some((known) => known === column) || isCustomName(column);

/** The people at all clients within reach: searched, filtered by a sentence, sorted; the person at the side; all of it in the address. */
export function ContactListPage() {
  const { t } = useText();
  const { rights } = useActor();
  const small = useMedia('(max-width: 640px)');
  const { shown, views, view, show, openView, hrefOf } = useListState(PEOPLE_LIST);
  const fields = usePeopleFields();
  const applied = useApplied(shown, fields);
  const { shape } = applied;
  const people = usePeople(shape, applied.ready);
  const known = usePeopleColumns();
  const compact = useCompactPeople();
  const own = useCustomColumns<PersonRow>({
    entity: 'contact',
    people: fields?.find(({ name }) => name === 'holder')?.choices ?? NOBODY,
    names: people.people,
  });
  const columns = useMemo(() => [...known, ...own], [known, own]);
  const [columnsState, setColumnsState] = useViewColumns('contacts', views, view, columns);
  const [exporting, setExporting] = useState(false);
  const { open } = shown;
  const count = people.page?.count;
  usePage({ crumbs: [{ label: t('clients.people.title') }] });

  return (
    <div className={styles.page}>
      <PageHeader title={t('clients.people.title')}>
        <ViewStrip
          list="contacts"
          whole={t('clients.people.whole_list')}
          views={views}
          current={view}
          shape={{ ...shapeOf(shown), columns: columnsState }}
          touched={shown.explicit}
          hrefOf={hrefOf}
          onOpen={openView}
        />
        <div className={styles.tools}>
          <ListSearch label={t('clients.people.find')} value={shown.q} onChange={(q) => show({ q })} />
          <ListTools
            group={null}
            groupings={NOBODY}
            onGroup={() => undefined}
            columns={columns}
            columnsState={small ? null : columnsState}
            onColumnsState={setColumnsState}
            onExport={rights['clients.export'] === undefined ? undefined : () => setExporting(true)}
          />
        </div>
        <ListFilters
          list={t('clients.people.title')}
          entity="contact"
          lead={<Lead count={count} scope={shape.scope} onScope={(scope) => show({ scope })} />}
          applied={applied}
          fields={fields}
          onChange={(filter) => show({ filter })}
        />
      </PageHeader>
      <div className={styles.table}>
        <SplitPane
          sideLabel={t('clients.people.person')}
          sideWidth={376}
          onCloseSide={() => show({ open: null })}
          side={open === null ? null : <PersonPanel key={open} id={open} onClose={() => show({ open: null })} />}
        >
          {people.error === null ? (
            <DataTable<PersonRow>
              label={t('clients.people.title')}
              columns={small ? compact : columns}
              rows={people.rows}
              rowId={(row) => row.id}
              rowCount={count?.exact === true ? count.value : undefined}
              loading={people.loading}
              hasMore={people.hasMore}
              onMore={people.more}
              onSeen={people.seen}
              sort={shape.sort ?? { column: 'name', descending: false }}
              onSort={(sort) => show({ sort })}
              {...(small ? { rowHeight: COMPACT_HEIGHT } : { columnsState, onColumnsState: setColumnsState })}
              activeId={open}
              onOpen={(row) => show({ open: row.id })}
              onCursor={(row) => (open === null ? undefined : show({ open: row.id }))}
              memory={writeAddress(PEOPLE_LIST, { ...shown, open: null })}
              empty={
                isNarrowed(shown) ? (
                  <EmptyState
                    icon={IconAddressBook}
                    title={t('clients.people.nothing_found')}
                    text={t('clients.nothing_found_text')}
                    action={{ label: t('ui.filter.clear'), onClick: () => show({ q: '', filter: '' }) }}
                    look="default"
                  />
                ) : (
                  <EmptyState
                    icon={IconAddressBook}
                    title={t('clients.people.empty')}
                    text={t('clients.people.empty_text')}
                  />
                )
              }
            />
          ) : (
            <ErrorState title={people.error.message} requestId={people.error.requestId} />
          )}
        </SplitPane>
      </div>
      {exporting ? (
        <ExportDialog
          list="contacts"
          wanted={{
            ...asked(PEOPLE_LIST, shape),
            ...askedOrder(PEOPLE_LIST, shape.sort),
            columns: columnsState.order.filter((id) => !columnsState.hidden.includes(id) && isExported(id)),
          }}
          count={t(count?.exact === false ? 'clients.people.words_more' : 'clients.people.words', {
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
  scope: PersonScope;
  onScope: (scope: PersonScope) => void;
}

/** How many people, and which: the beginning of the sentence. */
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
          ? t('clients.people.title')
          : rich(count.exact ? 'clients.people.count' : 'clients.people.count_more', { count: count.value, b: strong })}
      </span>
      <InlineSelect
        label={t('clients.people.scope')}
        value={scope}
        onChange={(next) => onScope(next ?? 'present')}
        options={PERSON_SCOPES.map((value) => ({ value, label: t(`clients.people.scope.${value}`) }))}
      />
    </>
  );
}
