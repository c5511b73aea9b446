import { IconArrowsExchange } from '@tabler/icons-react';
import { useLocation, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { usePhone } from '#ui-kit/media.ts';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { listHandoffs, listMyHandoffs, type MyHandoffs } from '../contract.ts';
import { draftId, draftOf } from './draft-id.ts';
import { HandoffList, RecordList } from './HandoffList.tsx';
import { HandoffView } from './HandoffView.tsx';
import { OfferView } from './OfferView.tsx';
import styles from './parts/handoffs.module.css';
import { filterFrom, type RecordsFilter } from './records.ts';

/** Hand-offs: what waits for me, the one that is open, and what to do about it. */
export function HandoffsPage() {
  const { t } = useText();
  const { id = null } = useParams({ strict: false });
  const { searchStr } = useLocation();
  const filter = filterFrom(searchStr);
  const go = useNavigateTo();
  const phone = usePhone();
  const mine = useRead(listMyHandoffs, {}, { refetchInterval: 60_000 });
  const open = id ?? (phone || filter !== null ? null : firstOf(mine.data));
  const name = id === null ? undefined : nameOf(mine.data, id);
  usePage({
    crumbs: [{ label: t('handoffs.title'), href: '/handoffs' }, ...(name === undefined ? [] : [{ label: name }])],
  });
  const onOpen = (next: string) => go(`/handoffs/${next}${filter === null ? '' : searchStr}`);
  const draft = open === null ? null : draftOf(open);
  return (
    <div className={styles.board} data-open={id !== null || undefined}>
      <section className={styles.list} aria-label={t('handoffs.title')}>
        {open === null ? <h1 className="unseen">{t('handoffs.title')}</h1> : null}
        {filter === null ? (
          <Mine mine={mine} activeId={open} onOpen={onOpen} />
        ) : (
          <Records filter={filter} activeId={open} onOpen={onOpen} onClear={() => go('/handoffs')} />
        )}
      </section>
      {open === null ? (
        <div className={styles.nothing}>
          {phone || mine.data === undefined ? null : <Nothing chosen={filter !== null} />}
        </div>
      ) : draft === null ? (
        <HandoffView key={open} id={open} />
      ) : (
        <OfferView key={open} draft={draft} onOffered={(handoff) => go(`/handoffs/${handoff}`)} />
      )}
    </div>
  );
}

/** The client of what is open, as far as the list knows it. */
function nameOf(mine: MyHandoffs | undefined, id: string): string | undefined {
  if (mine === undefined) return undefined;
  const { drafts, ...groups } = mine;
  const item = Object.values(groups)
    .flat()
    .find((one) => one.id === id);
  return item?.client.name ?? drafts.find((one) => draftId(one) === id)?.client.name;
}

function firstOf(mine: MyHandoffs | undefined): string | null {
  if (mine === undefined) return null;
  const first = mine.to_answer[0] ?? mine.disputes[0] ?? mine.returned[0] ?? mine.offered[0] ?? mine.overdue[0];
  return first?.id ?? null;
}

function Mine({
  mine,
  activeId,
  onOpen,
}: {
  mine: ReturnType<typeof useRead<typeof listMyHandoffs>>;
  activeId: string | null;
  onOpen: (id: string) => void;
}) {
  if (mine.data !== undefined) return <HandoffList mine={mine.data} activeId={activeId} onOpen={onOpen} />;
  if (mine.error !== null) return <ErrorState title={mine.error.message} requestId={mine.error.requestId} />;
  return (
    <Delayed>
      <SkeletonRows columns={[3, 1]} rows={8} />
    </Delayed>
  );
}

const PAGE = 50;

function Records(props: {
  filter: RecordsFilter;
  activeId: string | null;
  onOpen: (id: string) => void;
  onClear: () => void;
}) {
  const [limit, setLimit] = useState(PAGE);
  const records = useRead(listHandoffs, { query: { ...props.filter, limit } }, { keep: true });
  if (records.error !== null) return <ErrorState title={records.error.message} requestId={records.error.requestId} />;
  if (records.data === undefined) return null;
  const { items, count, next_cursor: next } = records.data;
  return (
    <RecordList
      outcome={props.filter.outcome}
      items={items}
      count={count.value}
      onMore={next === null ? null : () => setLimit(limit + PAGE)}
      onClear={props.onClear}
      activeId={props.activeId}
      onOpen={props.onOpen}
    />
  );
}

function Nothing({ chosen }: { chosen: boolean }) {
  const { t } = useText();
  return (
    <EmptyState
      icon={IconArrowsExchange}
      title={t(chosen ? 'handoffs.choose' : 'handoffs.empty')}
      text={t(chosen ? 'handoffs.choose_text' : 'handoffs.empty_text')}
      look="default"
    />
  );
}
