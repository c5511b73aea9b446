import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { addressOf, useRead, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { ListName } from '../../contract.ts';
import {
  cancelListExportRoute,
  EXPORT_FORMATS,
  type ListExportInput,
  listExportFileRoute,
  readListExportRoute,
  startListExportRoute,
} from '../../exports/contract.ts';
import { EXPORT_FILE_DAYS } from '../../exports/rules.ts';
import styles from './lists.module.css';

export interface ExportDialogProps {
  list: ListName;
  /** What is seen: the filter, the order, and the columns in theirs. */
  wanted: Omit<ListExportInput, 'format'>;
  /** How many rows the list has, in words. */
  count: string;
  onClose: () => void;
}

type Format = (typeof EXPORT_FORMATS)[number];

const LOOK_EVERY_MS = 700;

/** Takes what is seen out of the program: the same filter, order and columns, as a workbook or a text table. */
export function ExportDialog({ list, wanted, count, onClose }: ExportDialogProps) {
  const { t } = useText();
  const [format, setFormat] = useState<Format>('xlsx');
  const [id, setId] = useState<string | null>(null);
  const start = useWrite(startListExportRoute);
  const cancel = useWrite(cancelListExportRoute);
  const [over, setOver] = useState(false);
  const read = useRead(
    readListExportRoute,
    { params: { id: id ?? '' } },
    { enabled: id !== null, ...(over ? {} : { refetchInterval: LOOK_EVERY_MS }) },
  );
  const state = read.data?.state ?? 'waiting';
  const ended = state !== 'waiting' && state !== 'running';
  if (ended !== over && id !== null) setOver(ended);
  const begin = () =>
    start.mutate({ params: { list }, body: { ...wanted, format } }, { onSuccess: (made) => setId(made.id) });
  return (
    <Dialog opened onClose={onClose} title={t('lists.export')}>
      <div className={styles.export}>
        <p>{t('lists.export_note', { count })}</p>
        {id === null ? (
          <>
            <Segmented
              label={t('lists.export_format')}
              value={format}
              onChange={setFormat}
              options={EXPORT_FORMATS.map((value) => ({ value, label: t(`lists.export_format.${value}`) }))}
            />
            {start.error === null ? null : <p role="alert">{start.error.message}</p>}
            <div className="row">
              <Button look="primary" onClick={begin} disabled={start.isPending}>
                {t('lists.export_start')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <p aria-live="polite">{t(`lists.export_state.${state}`, { count: read.data?.rows ?? 0 })}</p>
            <div className="row">
              {state === 'done' ? (
                <>
                  <a className="link" href={addressOf(listExportFileRoute.path, { id })} download>
                    {t('lists.export_download')}
                  </a>
                  <span className="ink-3">{t('lists.export_kept', { days: EXPORT_FILE_DAYS })}</span>
                </>
              ) : ended ? null : (
                <Button onClick={() => cancel.mutate({ params: { id } })}>{t('lists.export_cancel')}</Button>
              )}
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
