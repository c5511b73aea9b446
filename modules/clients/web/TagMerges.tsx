import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { ProgressPanel } from '#ui-kit/feedback/ProgressPanel.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type TagMerge, undoTagMergeRoute } from '../tag-keeping/contract.ts';
import styles from './parts/bulk.module.css';

/** Merges of tags that many clients have: how far each has come, and its stop. They go on when the page is closed. */
export function TagMerges({ merges }: { merges: readonly TagMerge[] }) {
  return merges.map((merge) => <Going key={merge.id} merge={merge} />);
}

function Going({ merge }: { merge: TagMerge }) {
  const { t } = useText();
  const stop = useWrite(undoTagMergeRoute);
  const setBack = () =>
    stop.mutate({ params: { id: merge.id } }, { onError: (error) => toast({ text: error.message }) });
  const names = { from: merge.from.name, into: merge.into.name };
  if (merge.state === 'failed') {
    return (
      <div className={styles.band}>
        <p role="alert" className={styles.words}>
          {t('clients.tag.failed', names)}
        </p>
        <Button size="small" busy={stop.isPending} onClick={setBack}>
          {t('clients.tag.set_back')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.band}>
      <ProgressPanel
        title={t(`clients.tag.${merge.state}`, names)}
        done={merge.done}
        total={merge.total}
        note={t('clients.tag.goes_on')}
        {...(merge.state === 'going' ? { onCancel: setBack } : {})}
      />
    </div>
  );
}
