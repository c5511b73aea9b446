import { useState } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import { Button } from '#ui-kit/Button.tsx';
import { addressOf, useRead, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { useText } from '#ui-kit/text.tsx';
import {
  cancelExportRoute,
  EXPORT_COLUMNS,
  EXPORT_FORMATS,
  type ExportColumn,
  exportFileRoute,
  readExportRoute,
  startExportRoute,
} from '../exports/contract.ts';
import { EXPORT_FILE_DAYS } from '../file-keeping/rules.ts';
import { asked, isSort, type ListShape } from './list-address.ts';
import styles from './parts/clients.module.css';

export interface ExportDialogProps {
  shape: ListShape;
  /** Ids of the columns that are seen, in their order. */
  columns: readonly string[];
  /** How many clients the list has, in words. */
  count: string;
  onClose: () => void;
}

type Format = (typeof EXPORT_FORMATS)[number];

const LOOK_EVERY_MS = 700;

const isExported = (column: string): column is ExportColumn =>
  EXPORT_COLUMNS.some((known) => known === column) || isCustomName(column);

/** Takes what is seen out of the program: the same filter, order and columns, as a workbook or a text table. */
export function ExportDialog({ shape, columns, count, onClose }: ExportDialogProps) {
  const { t } = useText();
  const [format, setFormat] = useState<Format>('xlsx');
  const [id, setId] = useState<string | null>(null);
  const start = useWrite(startExportRoute);
  const cancel = useWrite(cancelExportRoute);
  const [over, setOver] = useState(false);
  const read = useRead(
    readExportRoute,
    { params: { id: id ?? '' } },
    { enabled: id !== null, ...(over ? {} : { refetchInterval: LOOK_EVERY_MS }) },
  );
  const state = read.data?.state ?? 'waiting';
  const ended = state !== 'waiting' && state !== 'running';
  if (ended !== over && id !== null) setOver(ended);
  const begin = () => {
    const { sort } = shape;
    start.mutate(
      {
        body: {
          ...asked(shape),
          ...(sort !== null && isSort(sort.column)
            ? { sort: sort.column, order: sort.descending ? ('desc' as const) : ('asc' as const) }
            : {}),
          format,
          columns: columns.filter(isExported),
        },
      },
      { onSuccess: (made) => setId(made.id) },
    );
  };
  return (
    <Dialog opened onClose={onClose} title={t('clients.export')}>
      <div className={styles.export}>
        <p>{t('clients.export_note', { count })}</p>
        {id === null ? (
          <>
            <Segmented
              label={t('clients.export_format')}
              value={format}
              onChange={setFormat}
              options={EXPORT_FORMATS.map((value) => ({ value, label: t(`clients.export_format.${value}`) }))}
            />
            {start.error === null ? null : <p role="alert">{start.error.message}</p>}
            <div className="row">
              <Button look="primary" onClick={begin} disabled={start.isPending}>
                {t('clients.export_start')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <p aria-live="polite">{t(`clients.export_state.${state}`, { count: read.data?.rows ?? 0 })}</p>
            <div className="row">
              {state === 'done' ? (
                <>
                  <a className="link" href={addressOf(exportFileRoute.path, { id })} download>
                    {t('clients.export_download')}
                  </a>
                  <span className="ink-3">{t('clients.export_kept', { days: EXPORT_FILE_DAYS })}</span>
                </>
              ) : ended ? null : (
                <Button onClick={() => cancel.mutate({ params: { id } })}>{t('clients.export_cancel')}</Button>
              )}
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
