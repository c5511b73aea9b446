import { useInfiniteQuery } from '@tanstack/react-query';
import { type Attempt, listAttemptsRoute } from '#modules/calling/contract.ts';
import { Button } from '#ui-kit/Button.tsx';
import { call, readKey } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './calling.module.css';

export interface AttemptsOf {
  what: 'all' | 'reached' | 'with_decision_maker';
  since: string;
}

/** The calls behind a figure of the day, newest first. */
export function AttemptsDialog({ of, onClose }: { of: AttemptsOf | null; onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog
      opened={of !== null}
      onClose={onClose}
      title={of === null ? '' : t(`calling.records.${of.what}`)}
      kind="drawer"
    >
      {of === null ? null : <Attempts of={of} />}
    </Dialog>
  );
}

function Attempts({ of }: { of: AttemptsOf }) {
  const { t } = useText();
  const pages = useInfiniteQuery({
    queryKey: [...readKey(listAttemptsRoute, of)],
    queryFn: ({ pageParam }) =>
      call(listAttemptsRoute, { query: { ...of, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (pages.isPending) return <SkeletonText lines={6} />;
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return <p className="ink-2">{t('calling.records.none')}</p>;
  return (
    <div className="stack">
      <ul className={styles.history}>
        {items.map((attempt) => (
          <AttemptLine key={attempt.id} attempt={attempt} />
        ))}
      </ul>
      {pages.hasNextPage ? <Button onClick={() => void pages.fetchNextPage()}>{t('ui.more')}</Button> : null}
    </div>
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const { t, format } = useText();
  return (
    <li>
      <span className="ink-3">{format.time(attempt.at)}</span>
      <span>
        <AppLink className="link" href={`/clients/${attempt.client_id}`}>
          {attempt.client_name}
        </AppLink>
        <br />
        {t(`calling.outcome.${attempt.outcome}`)}
        {attempt.contact_name === null ? '' : `, ${attempt.contact_name}`}
      </span>
    </li>
  );
}
