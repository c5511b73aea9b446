import { IconAdjustments, IconCopyCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { call, type ProblemError, readKey } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { listPairsRoute, type PairPage } from '../duplicates/contract.ts';
import { DecidedPairs } from './DecidedPairs.tsx';
import { DuplicateRulesDialog } from './DuplicateRulesDialog.tsx';
import { PairReview } from './PairReview.tsx';
import { PairWorkPanels } from './PairWorkPanels.tsx';
import styles from './parts/duplicates.module.css';

/** Pairs of records that may be one organisation, the surest first, decided one after the other with a key each. */
export function DuplicatesPage() {
  const { t } = useText();
  const search = useLocation({ select: (location) => location.searchStr });
  const params = new URLSearchParams(search);
  const [clientId, importId] = [params.get('client'), params.get('import')];
  const [view, setView] = useState<'open' | 'decided'>('open');
  const [ruling, setRuling] = useState(false);
  const pairs = usePairs(clientId, importId);
  usePage({ crumbs: [{ label: t('clients.list'), href: '/clients' }, { label: t('clients.dup.title') }] });
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('clients.dup.title')}
        note={<Left page={pairs.first} />}
        actions={
          <>
            <Segmented
              label={t('clients.dup.view')}
              value={view}
              onChange={setView}
              options={[
                { value: 'open', label: t('clients.dup.view_open') },
                { value: 'decided', label: t('clients.dup.view_decided') },
              ]}
            />
            {pairs.first?.judges === true ? (
              <Button icon={IconAdjustments} onClick={() => setRuling(true)}>
                {t('clients.dup.rules')}
              </Button>
            ) : null}
          </>
        }
      >
        {importId === null && clientId === null ? null : (
          <p className="t-small ink-2">
            {t(importId === null ? 'clients.dup.of_client' : 'clients.dup.of_import')}{' '}
            <AppLink className="link" href="/clients/duplicates">
              {t('clients.dup.show_all')}
            </AppLink>
          </p>
        )}
        <PairWorkPanels page={pairs.first} />
      </PageHeader>
      {view === 'decided' ? (
        <DecidedPairs />
      ) : (
        <Queue key={`${clientId}/${importId}`} pairs={pairs} importId={importId} />
      )}
      {ruling ? <DuplicateRulesDialog onClose={() => setRuling(false)} /> : null}
    </div>
  );
}

type Pairs = ReturnType<typeof usePairs>;

const PAGE = 20;
const WHILE_COMPARING_MS = 2000;

function usePairs(clientId: string | null, importId: string | null) {
  const query = {
    limit: PAGE,
    ...(clientId === null ? {} : { client_id: clientId }),
    ...(importId === null ? {} : { import_id: importId }),
  };
  const read = useInfiniteQuery<PairPage, ProblemError, { pages: PairPage[] }, readonly unknown[], string | null>({
    queryKey: readKey(listPairsRoute, { query }),
    queryFn: ({ pageParam }) =>
      call(listPairsRoute, { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    // While changes are still being compared the pairs grow by themselves.
    refetchInterval: ({ state }) => (isAtWork(state.data?.pages[0]) ? WHILE_COMPARING_MS : false),
  });
  return {
    items: read.data?.pages.flatMap((page) => page.items) ?? [],
    first: read.data?.pages[0],
    error: read.error,
    more: () => {
      if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage();
    },
  };
}

const isAtWork = (page: PairPage | undefined): boolean =>
  page !== undefined &&
  (page.work.some(({ state }) => state === 'running') || (page.waiting.value > 0 && page.work.length === 0));

/** The pair that is being judged; one that is decided leaves, and the next stands in its place. */
function Queue({ pairs, importId }: { pairs: Pairs; importId: string | null }) {
  const { t } = useText();
  const [at, setAt] = useState(0);
  if (pairs.error !== null) return <ErrorState title={pairs.error.message} requestId={pairs.error.requestId} />;
  if (pairs.first === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[1, 2, 2]} rows={10} />
      </Delayed>
    );
  }
  if (pairs.items.length === 0) {
    return (
      <EmptyState
        icon={IconCopyCheck}
        title={t('clients.dup.empty')}
        text={t('clients.dup.empty_text')}
        look="default"
        action={{ label: t('clients.dup.to_register'), href: '/clients' }}
      />
    );
  }
  const pair = pairs.items[at];
  if (pair === undefined) {
    return (
      <EmptyState
        icon={IconCopyCheck}
        title={t('clients.dup.all_skipped')}
        text={t('clients.dup.all_skipped_text')}
        look="default"
        action={{ label: t('clients.dup.from_start'), onClick: () => setAt(0) }}
      />
    );
  }
  return (
    <PairReview
      key={`${pair.one.id}/${pair.other.id}/${pair.one.version}/${pair.other.version}`}
      pair={pair}
      importId={importId}
      onNext={() => {
        if (at + 2 >= pairs.items.length) pairs.more();
        setAt(at + 1);
      }}
      onPrevious={() => setAt(Math.max(0, at - 1))}
    />
  );
}

function Left({ page }: { page: PairPage | undefined }) {
  const { t, format } = useText();
  if (page === undefined || page.left.value === 0) return null;
  return page.left.exact
    ? t('clients.dup.left', { count: page.left.value })
    : t('clients.dup.left_more', { count: format.number(page.left.value) });
}
