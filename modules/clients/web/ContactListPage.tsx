import { IconAddressBook } from '@tabler/icons-react';
import { ListPage } from '#modules/lists/web/parts/ListPage.tsx';
import { useList } from '#modules/lists/web/parts/use-list.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { later, useSoon } from '#ui-kit/later.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { PERSON_GROUPINGS } from '../people/contract.ts';
import { EXPORT_COLUMNS } from '../people-exports/contract.ts';
import { PEOPLE_LIST } from './people-list.ts';
import { usePeople, usePeopleFields, usePeopleGroups } from './use-people.ts';
import { useCompactPeople, usePeopleColumns } from './use-people-columns.tsx';

const PersonPanel = later(() => import('./PersonPanel.tsx'), 'PersonPanel');
const SOON = [PersonPanel];

/** The people at all clients within reach: searched, filtered by a sentence, sorted; the person at the side; all of it in the address. */
export function ContactListPage() {
  const { t, rich } = useText();
  const list = useList(PEOPLE_LIST, usePeopleFields());
  const { shown, shape, applied, show } = list;
  const people = usePeople(shape, applied.ready);
  useSoon(SOON, !people.loading);
  const groups = usePeopleGroups(shape, applied.ready);
  const useRows = (filter: string) => usePeople({ ...shape, filter });
  const columns = usePeopleColumns();
  const compact = useCompactPeople();
  const title = t('clients.people.title');
  usePage({ crumbs: [{ label: title }] });
  return (
    <ListPage
      list={list}
      entity="contact"
      words={{
        title,
        whole: t('clients.people.whole_list'),
        find: t('clients.people.find'),
        one: t('clients.people.person'),
        counted: ({ value, exact }, b) =>
          rich(exact ? 'clients.people.count' : 'clients.people.count_more', { count: value, b }),
        exported: ({ value, exact }) =>
          t(exact ? 'clients.people.words' : 'clients.people.words_more', { count: value }),
        scope: t('clients.people.scope'),
        scopeOf: (scope) => t(`clients.people.scope.${scope}`),
        nothing: {
          icon: IconAddressBook,
          title: t('clients.people.nothing_found'),
          text: t('clients.nothing_found_text'),
        },
      }}
      read={people}
      columns={columns}
      compact={compact}
      exported={EXPORT_COLUMNS}
      usual={{ column: 'name', descending: false }}
      groupings={PERSON_GROUPINGS.map((value) => ({ value, label: t(`clients.people.grouping.${value}`) }))}
      groups={groups}
      useRows={useRows}
      sideWidth={376}
      side={
        shown.open === null ? null : (
          <PersonPanel key={shown.open} id={shown.open} onClose={() => show({ open: null })} />
        )
      }
      empty={
        <EmptyState icon={IconAddressBook} title={t('clients.people.empty')} text={t('clients.people.empty_text')} />
      }
    />
  );
}
