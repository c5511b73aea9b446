import { IconArrowBackUp, IconListCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RouteReply } from '#shared/route.ts';
import { Button } from '#ui-kit/Button.tsx';
import { call, type ProblemError, readKey, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientBulk, listBulkRoute, undoBulkRoute } from '../bulk/contract.ts';
import { BulkLeft } from './BulkLeft.tsx';
import styles from './parts/clients.module.css';
import { useBulkWords } from './use-bulk-words.ts';

type Whose = 'own' | 'all';
type Page = RouteReply<typeof listBulkRoute>;
const LOOK_EVERY_MS = 1000;
const isGoing = ({ state }: ClientBulk): boolean => state === 'waiting' || state === 'running';

/** Changes of many clients, looked back at: who, when, what, what became of them, and the way back. */
export function BulkPage() {
  const { t } = useText();
  const [whose, setWhose] = useState<Whose>('own');
  const bulks = useBulks(whose);
  usePage({ crumbs: [{ label: t('clients.list'), href: '/clients' }, { label: t('clients.bulk_page.page') }] });
  return (
    <div className={styles.page}>
      <PageHeader title={t('clients.bulk_page.page')} note={t('clients.bulk_page.page_note')}>
        {bulks.data?.pages[0]?.sees_all === true ? (
          <Segmented
            label={t('clients.bulk_page.whose')}
            value={whose}
            onChange={setWhose}
            options={[
              { value: 'own', label: t('clients.bulk_page.own') },
              { value: 'all', label: t('clients.bulk_page.all') },
            ]}
          />
        ) : null}
      </PageHeader>
      <Rows bulks={bulks} />
    </div>
  );
}

function useBulks(whose: Whose) {
  const query = { whose };
  return useInfiniteQuery<Page, ProblemError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: readKey(listBulkRoute, { query }),
    queryFn: ({ pageParam }) =>
      call(listBulkRoute, { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (former) => former,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isGoing)) === true ? LOOK_EVERY_MS : false,
  });
}

function Rows({ bulks }: { bulks: ReturnType<typeof useBulks> }) {
  const { t } = useText();
  const [left, setLeft] = useState<string | null>(null);
  if (bulks.error !== null) return <ErrorState title={bulks.error.message} requestId={bulks.error.requestId} />;
  if (bulks.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[1, 1, 3, 1, 1]} rows={8} />
      </Delayed>
    );
  }
  const items = bulks.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={IconListCheck}
        title={t('clients.bulk_page.nothing')}
        text={t('clients.bulk_page.nothing_text')}
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
              <th scope="col">{t('clients.bulk_page.what')}</th>
              <th scope="col">{t('clients.bulk_page.outcome')}</th>
              <th scope="col" aria-label={t('clients.bulk.undo')} />
              <th scope="col">{t('clients.bulk_page.changed')}</th>
              <th scope="col">{t('clients.bulk_page.unchanged')}</th>
              <th scope="col">{t('clients.bulk_page.refused')}</th>
              <th scope="col">{t('clients.bulk_page.when')}</th>
              <th scope="col">{t('clients.bulk_page.who')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((bulk) => (
              <Line key={bulk.id} bulk={bulk} onLeft={() => setLeft(bulk.id)} />
            ))}
          </tbody>
        </table>
      </div>
      {bulks.hasNextPage ? (
        <div className={styles.commands}>
          <Button busy={bulks.isFetchingNextPage} onClick={() => void bulks.fetchNextPage()}>
            {t('clients.bulk_page.more')}
          </Button>
        </div>
      ) : null}
      {left === null ? null : <BulkLeft id={left} onClose={() => setLeft(null)} />}
    </div>
  );
}

function Line({ bulk, onLeft }: { bulk: ClientBulk; onLeft: () => void }) {
  const { t, format } = useText();
  const words = useBulkWords();
  const undo = useWrite(undoBulkRoute);
  const takeBack = () =>
    undo.mutate({ params: { id: bulk.id } }, { onError: (error) => toast({ text: error.message }) });
  const { refused, kept } = bulk;
  return (
    <tr>
      <td className={styles.wide}>{words(bulk)}</td>
      <td>{t(`clients.bulk_page.state.${bulk.state}`)}</td>
      <td>
        {bulk.undoable ? (
          <Button
            size="small"
            icon={IconArrowBackUp}
            busy={undo.isPending}
            label={`${t('clients.bulk.undo')}: ${words(bulk)}`}
            onClick={takeBack}
          >
            {t('clients.bulk.undo')}
          </Button>
        ) : kept ? null : (
          <span className="ink-3">{t('clients.bulk_page.let_go')}</span>
        )}
      </td>
      <td className="num">{format.number(bulk.changed)}</td>
      <td className="num">{format.number(bulk.unchanged)}</td>
      <td className="num">
        {refused > 0 && kept ? (
          <button type="button" className="link" title={t('clients.bulk.who_is_left')} onClick={onLeft}>
            {format.number(refused)}
          </button>
        ) : (
          format.number(refused)
        )}
      </td>
      <td>{format.dateTime(bulk.created_at)}</td>
      <td>{bulk.by.full_name}</td>
    </tr>
  );
}
