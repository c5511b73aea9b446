import { IconPlayerPlay, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import styles from '#modules/clients/web/parts/clients.module.css';
import { RemarkTable } from '#modules/clients/web/parts/RemarkTable.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { changeHistoryRoute, type HistoryChange, previewHistoryRoute, startHistoryRoute } from '../contract.ts';
import { HISTORY_FIELDS, type HistoryField } from '../rules.ts';
import { useReasonWords } from './use-reason-words.ts';

/** What the columns are taken for, before anything is taken; every choice shows at once what is wrong in the first rows. */
export function HistoryDraft({ id }: { id: string }) {
  const { t } = useText();
  const words = useReasonWords();
  const read = useRead(previewHistoryRoute, { params: { id } }, { keep: true });
  const change = useWrite(changeHistoryRoute);
  const start = useWrite(startHistoryRoute);
  const [failure, setFailure] = useState<string>();
  const preview = read.data;
  if (read.error !== null) return <ErrorState title={read.error.message} requestId={read.error.requestId} />;
  if (preview === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[2, 3, 2]} rows={6} />
      </Delayed>
    );
  }
  const attempt = async (work: Promise<unknown>) => {
    setFailure(undefined);
    await work.catch((error: unknown) => setFailure(formFailure(error).text));
  };
  const alter = (body: HistoryChange) => void attempt(change.mutateAsync({ params: { id }, body }));
  const run = (dry: boolean) => void attempt(start.mutateAsync({ params: { id }, body: { dry_run: dry } }));
  const gap = preview.import.missing[0];
  const busy = start.isPending || change.isPending;
  const fields: readonly HistoryField[] = HISTORY_FIELDS[preview.import.kind];
  return (
    <>
      <Section title={t('history.columns')} flush>
        <div className={styles.scroll}>
          <table className={styles.grid} data-columns>
            <thead>
              <tr>
                <th scope="col">{t('history.column')}</th>
                <th scope="col">{t('history.samples')}</th>
                <th scope="col">{t('history.goes_to')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.columns.map(({ heading, field, samples }) => (
                <tr key={heading}>
                  <td className="medium">{heading}</td>
                  <td className="ink-2">{samples.join(' · ')}</td>
                  <td>
                    <SelectField
                      label={t('history.field_of', { column: heading })}
                      hideLabel
                      value={field}
                      onChange={(next) => alter({ mapping: { [heading]: next } })}
                      options={fields.map((value) => ({ value, label: t(`history.field.${value}`) }))}
                      placeholder={t('history.left_out')}
                      searchable
                      clearable
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section>
        <Source key={preview.import.source} value={preview.import.source} onChange={(source) => alter({ source })} />
      </Section>
      {preview.remarks.length === 0 ? null : (
        <Section title={t('history.rows')} flush>
          <RemarkTable items={preview.remarks.slice(0, 20)} words={words} />
        </Section>
      )}
      {failure === undefined ? null : <ErrorState title={failure} />}
      <div className={`row-wrap ${styles.commands}`}>
        <Button
          look="primary"
          size="main"
          icon={IconPlayerPlay}
          busy={busy}
          missing={gap === undefined ? undefined : words(gap.reason, gap.values)}
          onMissing={() => document.querySelector<HTMLElement>('[data-columns] input')?.focus()}
          onClick={() => run(false)}
        >
          {t('history.start')}
        </Button>
        <Button size="main" icon={IconTestPipe} disabled={busy || gap !== undefined} onClick={() => run(true)}>
          {t('history.try')}
        </Button>
      </div>
    </>
  );
}

function Source({ value, onChange }: { value: string; onChange: (source: string) => void }) {
  const { t } = useText();
  const [typed, setTyped] = useState(value);
  return (
    <TextField
      label={t('history.source')}
      hint={t('history.source_hint')}
      value={typed}
      onChange={setTyped}
      onBlur={() => typed.trim() !== '' && typed !== value && onChange(typed)}
    />
  );
}
