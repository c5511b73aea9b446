import { useWrite } from '#ui-kit/call.ts';
import { ProgressPanel } from '#ui-kit/feedback/ProgressPanel.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { cancelHistoryRoute, type HistoryImport } from '../contract.ts';

/** A file of the past at work; the page may be closed and it goes on. */
export function HistoryRun({ run }: { run: HistoryImport }) {
  const { t } = useText();
  const cancel = useWrite(cancelHistoryRoute);
  const backwards = run.state === 'taking_back';
  const { done, total } = run.progress;
  // Going forwards the share is of the file's bytes; the rows still to come follow from it.
  const rows = done === 0 ? null : Math.round((run.report.read * total) / done);
  return (
    <Section>
      <ProgressPanel
        title={t(backwards ? 'history.taking_back' : run.dry_run ? 'history.trying' : 'history.taking')}
        done={backwards ? done : run.report.read}
        total={backwards ? total : rows}
        note={backwards ? undefined : t('history.so_far', { ...run.report })}
        onCancel={() => cancel.mutate({ params: { id: run.id } })}
      />
    </Section>
  );
}
