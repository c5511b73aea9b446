import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { ProgressPanel } from '#ui-kit/feedback/ProgressPanel.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { PairPage } from '../duplicates/contract.ts';
import { resumeComparingRoute, stopComparingRoute, stopDecidingRoute } from '../pair-work/contract.ts';
import styles from './parts/duplicates.module.css';

/** What is at work on pairs: how far the comparison is, what is being decided alike; either may be stopped. */
export function PairWorkPanels({ page }: { page: PairPage | undefined }) {
  const { t, format } = useText();
  const stopComparing = useWrite(stopComparingRoute);
  const resume = useWrite(resumeComparingRoute);
  const stopDeciding = useWrite(stopDecidingRoute);
  if (page === undefined) return null;
  const { waiting, work, judges } = page;
  const words = waiting.exact
    ? t('clients.dup.waiting', { count: waiting.value })
    : t('clients.dup.waiting_more', { count: format.number(waiting.value) });
  return (
    <>
      {work.map(({ kind, state, done, total }) =>
        state === 'stopped' ? (
          <div key={kind} className={`row-wrap ${styles.work}`} role="status">
            <p>{t('clients.dup.stopped', { count: total })}</p>
            {judges ? (
              <Button size="small" busy={resume.isPending} onClick={() => resume.mutate({})}>
                {t('clients.dup.resume')}
              </Button>
            ) : null}
          </div>
        ) : (
          <div key={kind} className={styles.work} role="status">
            <ProgressPanel
              title={t(kind === 'comparing' ? 'clients.dup.comparing' : 'clients.dup.deciding')}
              done={done}
              total={total}
              note={t(kind === 'comparing' ? 'clients.dup.compared' : 'clients.dup.decided_so_far', { done, total })}
              {...(judges ? { onCancel: () => (kind === 'comparing' ? stopComparing : stopDeciding).mutate({}) } : {})}
            />
          </div>
        ),
      )}
      {waiting.value > 0 && !work.some(({ kind }) => kind === 'comparing') ? (
        <p className="t-small ink-2" role="status">
          {words}
        </p>
      ) : null}
    </>
  );
}
