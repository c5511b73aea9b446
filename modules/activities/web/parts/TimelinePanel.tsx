import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Translator } from '#shared/text.ts';
import { Button } from '#ui-kit/Button.tsx';
import { call, ProblemError, readKey } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { Timeline } from '#ui-kit/data/Timeline.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { showTimeline, type TimelineGroup, type TimelineItem } from '../../contract.ts';
import styles from './activities.module.css';
import { TIMELINE_ICONS } from './activity-icons.ts';
import { EditTouchDialog } from './EditTouchDialog.tsx';

const PAGE = 30;
type View = TimelineGroup | 'all';

/**
 * What happened at a client, newest first. `hrefOf` says where a line's record can be opened, for those that have a page.
 */
export function TimelinePanel({
  clientId,
  hrefOf,
}: {
  clientId: string;
  hrefOf?: (subject: TimelineItem['subject']) => string | null;
}) {
  const { t } = useText();
  const [view, setView] = useState<View>('all');
  const [edited, setEdited] = useState<string | null>(null);
  const group = view === 'all' ? {} : { group: view };
  const pages = useInfiniteQuery({
    queryKey: [...readKey(showTimeline, { params: { id: clientId } }), view],
    queryFn: ({ pageParam }) =>
      call(showTimeline, {
        params: { id: clientId },
        query: { ...group, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title={t('activities.timeline')}
      action={
        <Segmented
          label={t('activities.timeline_view')}
          value={view}
          onChange={setView}
          size="small"
          options={[
            { value: 'all', label: t('activities.view.all') },
            { value: 'touches', label: t('activities.view.touches') },
            { value: 'decisions', label: t('activities.view.decisions') },
          ]}
        />
      }
    >
      {pages.error instanceof ProblemError ? (
        <ErrorState title={pages.error.message} requestId={pages.error.requestId} />
      ) : null}
      {pages.isPending ? (
        <Delayed>
          <SkeletonText lines={6} />
        </Delayed>
      ) : null}
      {pages.isSuccess && items.length === 0 ? <p className="ink-3">{t('activities.timeline_empty')}</p> : null}
      <Timeline
        items={items.map((item) => ({
          id: `${item.at} ${item.id}`,
          icon: TIMELINE_ICONS[item.icon],
          title: <Line item={item} href={hrefOf?.(item.subject) ?? null} />,
          note: <Note item={item} />,
          action:
            item.mine === true ? (
              <button type="button" className="link t-small" onClick={() => setEdited(item.subject.id)}>
                {t('activities.correct')}
              </button>
            ) : undefined,
        }))}
      />
      {pages.hasNextPage ? (
        <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('activities.earlier')}
        </Button>
      ) : null}
      {edited === null ? null : <EditTouchDialog touchId={edited} onClose={() => setEdited(null)} />}
    </Section>
  );
}

const SHORT = 280;

function Line({ item, href }: { item: TimelineItem; href: string | null }) {
  const { t } = useText();
  const [whole, setWhole] = useState(false);
  const text = lineText(item, t);
  const long = text.length > SHORT;
  const shown = long && !whole ? `${text.slice(0, SHORT)}…` : text;
  return (
    <>
      {href === null ? <span className={styles.said}>{shown}</span> : <AppLink href={href}>{shown}</AppLink>}
      {long && !whole ? (
        <>
          {' '}
          <button type="button" className="link" onClick={() => setWhole(true)}>
            {t('activities.whole')}
          </button>
        </>
      ) : null}
    </>
  );
}

/** The kind of a touch before what was said; for other lines the words of their module. */
function lineText(item: TimelineItem, t: Translator): string {
  const head = item.text_key !== null && t.has(item.text_key) ? t(item.text_key, item.text_values) : null;
  return [head, item.title].filter((part) => part !== null).join(': ');
}

function Note({ item }: { item: TimelineItem }) {
  const { t, format } = useText();
  const clock = useClock();
  const parts = [
    format.near(item.at, clock.now()),
    item.who,
    item.result === null ? null : t(`activities.result.${item.result}`),
    item.note,
  ];
  return <>{parts.filter((part) => part !== null && part !== '').join(' · ')}</>;
}
