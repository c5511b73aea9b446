import { useRef } from 'react';
import { useWrite } from '#ui-kit/call.ts';
import { ProgressPanel } from '#ui-kit/feedback/ProgressPanel.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientImport, cancelImportRoute } from '../imports/contract.ts';

/** An import at work: how far, how fast, how long still; the page may be closed and it goes on. */
export function ImportRun({ run }: { run: ClientImport }) {
  const { t } = useText();
  const cancel = useWrite(cancelImportRoute);
  const began = useRef<{ rows: number; at: number } | null>(null);
  const { report, progress } = run;
  began.current ??= { rows: report.read, at: performance.now() };
  const seconds = (performance.now() - began.current.at) / 1000;
  const perSecond = seconds < 1 ? undefined : Math.round((report.read - began.current.rows) / seconds);
  // The share is of the file's bytes; the rows still to come follow from it.
  const rows = progress.done === 0 ? null : Math.round((report.read * progress.total) / progress.done);
  return (
    <Section>
      <ProgressPanel
        title={t(run.dry_run ? 'clients.import.trying' : 'clients.import.taking')}
        done={report.read}
        total={rows}
        perSecond={perSecond}
        note={t('clients.import.so_far', { ...report })}
        onCancel={() => cancel.mutate({ params: { id: run.id } })}
      />
    </Section>
  );
}
