import { IconPlayerPlay, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import {
  changeImportRoute,
  ENCODINGS,
  type ImportChange,
  type ImportPreview,
  previewImportRoute,
  startImportRoute,
} from '../imports/contract.ts';
import { CALL_BASES } from '../rules.ts';
import { ColumnTable, NamedMappings } from './ImportColumns.tsx';
import styles from './parts/clients.module.css';
import { RemarkTable } from './parts/RemarkTable.tsx';
import { useImportWords } from './use-import-words.ts';

/** Until the whole file has been looked through. */
const LOOK_MS = 1500;

/** How a file is read and what its columns are taken for, before anything is taken; every choice shows its rows at once. */
export function ImportDraft({ id }: { id: string }) {
  const { t } = useText();
  const [looking, setLooking] = useState(true);
  const read = useRead(
    previewImportRoute,
    { params: { id } },
    looking ? { keep: true, refetchInterval: LOOK_MS } : { keep: true },
  );
  const change = useWrite(changeImportRoute);
  const start = useWrite(startImportRoute);
  const [failure, setFailure] = useState<string>();
  const preview = read.data;
  const looked = preview?.scan?.complete ?? false;
  if (preview !== undefined && looked === looking) setLooking(!looked);
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
  const alter = (body: ImportChange) => void attempt(change.mutateAsync({ params: { id }, body }));
  const run = (dry: boolean) => void attempt(start.mutateAsync({ params: { id }, body: { dry_run: dry } }));
  const gap = preview.import.missing[0];
  const busy = start.isPending || change.isPending;
  return (
    <>
      <Section title={t('clients.import.columns')} note={t('clients.import.columns_note')} flush>
        <div className={styles.scroll}>
          <ColumnTable columns={preview.columns} onChange={alter} />
        </div>
        <NamedMappings key={preview.import.mapping_name} of={preview.import} onChange={alter} />
      </Section>
      <Terms key={`${preview.import.source}${preview.import.call_basis_note}`} preview={preview} onChange={alter} />
      <Preview preview={preview} />
      {failure === undefined ? null : <ErrorState title={failure} />}
      <div className={`row-wrap ${styles.commands} ${styles.standing}`}>
        <Button
          look="primary"
          size="main"
          icon={IconPlayerPlay}
          busy={busy}
          missing={gap === undefined ? undefined : reasonWords(t, gap.reason, gap.values)}
          onMissing={() => document.querySelector<HTMLElement>('[data-columns] input')?.focus()}
          onClick={() => run(false)}
        >
          {t('clients.import.start')}
        </Button>
        <Button size="main" icon={IconTestPipe} disabled={busy || gap !== undefined} onClick={() => run(true)}>
          {t('clients.import.try')}
        </Button>
        <span className="ink-3 t-small">{t('clients.import.start_note')}</span>
      </div>
    </>
  );
}

const DELIMITERS = [
  { value: ';', word: 'semicolon' },
  { value: ',', word: 'comma' },
  { value: '\t', word: 'tab' },
  { value: '|', word: 'bar' },
] as const;

/** The usual delimiters by name, and the file's own as it stands where it is none of them. */
function delimiterOptions(own: string): readonly { value: string; word: (typeof DELIMITERS)[number]['word'] | null }[] {
  const isUsual = DELIMITERS.some(({ value }) => value === own);
  return isUsual ? DELIMITERS : [...DELIMITERS, { value: own, word: null }];
}

function Terms({ preview, onChange }: { preview: ImportPreview; onChange: (change: ImportChange) => void }) {
  const { t } = useText();
  const draft = preview.import;
  const [source, setSource] = useState(draft.source);
  const [note, setNote] = useState(draft.call_basis_note ?? '');
  return (
    <Section title={t('clients.import.terms')}>
      <div className={styles.fields}>
        <ChoiceField
          label={t('clients.import.recognise')}
          value={draft.recognise_by}
          onChange={(value) => value !== null && onChange({ recognise_by: value })}
          options={(['ids', 'name'] as const).map((value) => ({ value, label: t(`clients.recognise.${value}`) }))}
          hint={t(`clients.recognise_note.${draft.recognise_by}`)}
        />
        <FieldRow>
          <TextField
            label={t('clients.import.source')}
            value={source}
            onChange={setSource}
            onBlur={() => source.trim() !== '' && source !== draft.source && onChange({ source })}
            hint={t('clients.import.source_hint')}
          />
          <SelectField
            label={t('clients.field.call_basis')}
            value={draft.call_basis}
            onChange={(value) => onChange({ call_basis: value })}
            options={CALL_BASES.map((value) => ({ value, label: t(`clients.basis.${value}`) }))}
            placeholder={t('clients.no_basis')}
            clearable
          />
        </FieldRow>
        {draft.call_basis === null ? null : (
          <TextField
            label={t('clients.field.call_basis_note')}
            value={note}
            onChange={setNote}
            onBlur={() => note !== (draft.call_basis_note ?? '') && onChange({ call_basis_note: note })}
          />
        )}
        <FieldRow>
          {draft.format.encoding === null ? null : (
            <SelectField
              label={t('clients.import.encoding')}
              value={draft.format.encoding}
              onChange={(value) => value !== null && onChange({ encoding: value })}
              options={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
            />
          )}
          {draft.format.delimiter === null ? null : (
            <SelectField
              label={t('clients.import.delimiter')}
              value={draft.format.delimiter}
              onChange={(value) => value !== null && onChange({ delimiter: value })}
              options={delimiterOptions(draft.format.delimiter).map(({ value, word }) => ({
                value,
                label: word === null ? value : t(`clients.delimiter.${word}`),
              }))}
            />
          )}
          {draft.format.sheets.length < 2 ? null : (
            <SelectField
              label={t('clients.import.sheet')}
              value={draft.format.sheet}
              onChange={(value) => value !== null && onChange({ sheet: value })}
              options={draft.format.sheets.map((value) => ({ value, label: value }))}
            />
          )}
          {draft.format.kind === 'vcard' ? null : (
            <NumberField
              label={t('clients.import.heading_row')}
              value={draft.format.heading_row}
              min={1}
              max={100}
              onChange={(value) => onChange({ heading_row: value })}
              hint={t('clients.import.heading_row_hint')}
            />
          )}
        </FieldRow>
      </div>
    </Section>
  );
}

/** The first rows, and the worst of the whole file: what will be refused or remarked upon, before anything is taken. */
function Preview({ preview }: { preview: ImportPreview }) {
  const { t } = useText();
  const [shown, setShown] = useState<'first' | 'worst'>('first');
  const { scan } = preview;
  const rows = shown === 'first' ? preview.rows : (scan?.worst ?? []);
  const remarks = rows.flatMap((row) => row.remarks);
  return (
    <Section
      title={t('clients.import.preview')}
      note={
        scan === null
          ? t('clients.import.looking')
          : t(scan.complete ? 'clients.import.looked' : 'clients.import.looked_so_far', {
              rows: scan.rows,
              refused: scan.refused,
              remarked: scan.remarked,
            })
      }
      flush
      action={
        <Segmented
          label={t('clients.import.preview')}
          size="small"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'first', label: t('clients.import.first_rows') },
            { value: 'worst', label: t('clients.import.worst_rows') },
          ]}
        />
      }
    >
      {rows.length === 0 ? (
        <p className={`ink-3 ${styles.commands}`}>
          {t(scan?.complete === true ? 'clients.import.no_worst' : 'clients.import.looking')}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by the keyboard, too
        <section className={styles.scroll} aria-label={t('clients.import.preview')} tabIndex={0}>
          <PreviewTable rows={rows} />
        </section>
      )}
      {remarks.length > 0 ? <RemarkTable items={remarks} /> : null}
    </Section>
  );
}

/** Rows as the program has understood them, by field. */
function PreviewTable({ rows }: { rows: ImportPreview['rows'] }) {
  const { t, format } = useText();
  const { options, nameOf } = useImportWords();
  const fields = options.map(({ value }) => value).filter((field) => rows.some((row) => row.said[field] !== undefined));
  return (
    <table className={styles.grid}>
      <thead>
        <tr>
          <th scope="col">{t('clients.import.row')}</th>
          {fields.map((field) => (
            <th key={field} scope="col">
              {nameOf(field)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.row}>
            <td className="ink-3">{format.number(row.row)}</td>
            {fields.map((field) => (
              <td key={field}>{row.said[field] ?? ''}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
