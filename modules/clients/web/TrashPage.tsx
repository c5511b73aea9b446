import { IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { call, type ProblemError, readKey, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { listTrashRoute, restoreRoute, type TrashedRecord } from '../trash/contract.ts';
import styles from './parts/clients.module.css';

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
          <TextField
            label={t('clients.trash.find')}
            hideLabel
            placeholder={t('clients.trash.find')}
            value={q}
            onChange={setQ}
          />
        </div>
      </PageHeader>
      <Rows trash={trash} isSearched={q.trim() !== ''} />
    </div>
  );
}

function useTrash(q: string) {
  const query = q === '' ? {} : { q };
  return useInfiniteQuery<Page, ProblemError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: readKey(listTrashRoute, { query }),
    queryFn: ({ pageParam }) =>
      call(listTrashRoute, { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (former) => former,
  });
}

function Rows({ trash, isSearched }: { trash: ReturnType<typeof useTrash>; isSearched: boolean }) {
  const { t } = useText();
  if (trash.error !== null) return <ErrorState title={trash.error.message} requestId={trash.error.requestId} />;
  if (trash.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[3, 1, 2, 1, 1]} rows={8} />
      </Delayed>
    );
  }
  const items = trash.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={IconTrash}
        title={t(isSearched ? 'clients.nothing_found' : 'clients.trash.empty')}
        text={t(isSearched ? 'clients.trash.nothing_found' : 'clients.trash.empty_text')}
        look="default"
        action={{ label: t('clients.dup.to_register'), href: '/clients' }}
      />
    );
  }
  return (
    <div className={styles.below}>
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{t('clients.trash.what')}</th>
              <th scope="col" aria-label={t('clients.trash.restore')} />
              <th scope="col">{t('clients.trash.left')}</th>
              <th scope="col">{t('clients.trash.when')}</th>
              <th scope="col">{t('clients.trash.who')}</th>
              <th scope="col">{t('clients.trash.why_column')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      </div>
      {trash.hasNextPage ? (
        <div className={styles.commands}>
          <Button busy={trash.isFetchingNextPage} onClick={() => void trash.fetchNextPage()}>
            {t('clients.trash.more')}
          </Button>
        </div>
      ) : null}
    </div>
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
