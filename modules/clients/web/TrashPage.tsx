import { IconSearch, IconTrash } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { call, readKey, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { LineField } from '#ui-kit/forms/LineField.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { listTrashRoute, restoreRoute, type TrashedRecord } from '../trash/contract.ts';
import { PagedTable } from './PagedTable.tsx';
import styles from './parts/clients.module.css';
import { type Pages, usePages } from './parts/use-pages.ts';

type Page = { items: TrashedRecord[]; next_cursor: string | null };

/** What was moved to the trash: by whom, when, how long it stays, and the way back. */
export function TrashPage() {
  const { t } = useText();
  const [q, setQ] = useState('');
  const trash = useTrash(useDeferredValue(q.trim()));
  usePage({ crumbs: [{ label: t('clients.list'), href: '/clients' }, { label: t('clients.trash.name') }] });
  return (
    <div className={styles.page}>
      <PageHeader title={t('clients.trash.name')} note={t('clients.trash.note')}>
        <div className={styles.search}>
          <LineField label={t('clients.trash.find')} icon={IconSearch} value={q} onChange={setQ} />
        </div>
      </PageHeader>
      <Rows trash={trash} isSearched={q.trim() !== ''} />
    </div>
  );
}

function useTrash(q: string): Pages<Page> {
  const query = q === '' ? {} : { q };
  return usePages<Page>(readKey(listTrashRoute, { query }), (place) =>
    call(listTrashRoute, { query: { ...query, ...place } }),
  );
}

function Rows({ trash, isSearched }: { trash: Pages<Page>; isSearched: boolean }) {
  const { t } = useText();
  return (
    <PagedTable
      pages={trash}
      shares={[3, 1, 2, 1, 1]}
      head={
        <>
          <th scope="col">{t('clients.trash.what')}</th>
          <th scope="col" aria-label={t('clients.trash.restore')} />
          <th scope="col">{t('clients.trash.left')}</th>
          <th scope="col">{t('clients.trash.when')}</th>
          <th scope="col">{t('clients.trash.who')}</th>
          <th scope="col">{t('clients.trash.why_column')}</th>
        </>
      }
      line={(item) => <Line key={item.id} item={item} />}
      empty={
        <EmptyState
          icon={IconTrash}
          title={t(isSearched ? 'clients.nothing_found' : 'clients.trash.empty')}
          text={t(isSearched ? 'clients.trash.nothing_found' : 'clients.trash.empty_text')}
          look="default"
          action={{ label: t('clients.dup.to_register'), href: '/clients' }}
        />
      }
    />
  );
}

function Line({ item }: { item: TrashedRecord }) {
  const { t, format } = useText();
  const restore = useWrite(restoreRoute, { said: ({ name }) => t('clients.trash.restored', { name }) });
  const bringBack = async () => {
    try {
      await restore.mutateAsync({ params: { id: item.id } });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : '' });
    }
  };
  return (
    <tr>
      <td className={styles.wide}>
        <span className="medium">{item.name}</span>
        {item.kind === 'client' ? null : (
          <p className="t-small ink-3">
            {t('clients.trash.person_at')}{' '}
            {item.clients.map((client, place) => (
              <span key={client.id}>
                {place === 0 ? '' : ', '}
                <AppLink className="link" href={`/clients/${client.id}`}>
                  {client.name}
                </AppLink>
              </span>
            ))}
          </p>
        )}
      </td>
      <td>
        <Button
          size="small"
          busy={restore.isPending}
          label={`${t('clients.trash.restore')}: ${item.name}`}
          onClick={() => void bringBack()}
        >
          {t('clients.trash.restore')}
        </Button>
      </td>
      <td>{t('clients.trash.days', { days: item.days_left })}</td>
      <td>{format.dateTime(item.trashed_at)}</td>
      <td>{item.trashed_by?.full_name ?? t('clients.trash.program')}</td>
      <td className={styles.wide}>
        {item.via === 'import_return' ? t('clients.trash.import_return', { source: item.note ?? '' }) : item.note}
      </td>
    </tr>
  );
}
