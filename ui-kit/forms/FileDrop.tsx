import { IconFile, IconFileUpload, IconX } from '@tabler/icons-react';
import { type DragEvent, useId, useState } from 'react';
import { IconButton } from '../IconButton.tsx';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import styles from './forms.module.css';

/**
 * Where a file is dropped or chosen.
 *
 *   <FileDrop label="База клиентов" accept=".xlsx,.csv,.vcf" maxBytes={50_000_000} files={files} onChange={setFiles} hint="XLSX, CSV или VCF" />
 */
export interface FileDropProps {
  label: string;
  files: readonly File[];
  onChange: (files: File[]) => void;
  accept?: string;
  maxBytes?: number;
  multiple?: boolean;
  hint?: string;
  error?: string | undefined;
}

export function FileDrop({ label, files, onChange, accept, maxBytes, multiple = false, hint, error }: FileDropProps) {
  const { t, format } = useText();
  const id = useId();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string>();
  const take = (list: FileList | null) => {
    const came = [...(list ?? [])];
    const large = came.find((file) => maxBytes !== undefined && file.size > maxBytes);
    setRefused(
      large && maxBytes !== undefined
        ? t('ui.drop_too_big', { name: large.name, size: format.bytes(maxBytes) })
        : undefined,
    );
    const good = came.filter((file) => file !== large);
    if (good.length === 0) return;
    onChange(multiple ? [...files, ...good] : good.slice(0, 1));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const wrong = refused ?? error;
  const limit = maxBytes === undefined ? undefined : t('ui.drop_limit', { size: format.bytes(maxBytes) });
  return (
    <div>
      <div className={styles.legend}>{label}</div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the input inside does everything */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Glyph of={IconFileUpload} size={24} stroke={1.5} />
        <p>
          <label htmlFor={id} className={styles.dropLabel}>
            {t('ui.drop_choose')}
          </label>{' '}
          {t('ui.drop_or')}
        </p>
        <p className="t-small ink-3">{[hint, limit].filter(Boolean).join(', ')}</p>
        <input
          id={id}
          className="unseen"
          type="file"
          accept={accept}
          multiple={multiple}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {wrong ? (
        <p id={`${id}-wrong`} className={styles.wrong} role="alert">
          {wrong}
        </p>
      ) : null}
      <ul>
        {files.map((file) => (
          <li key={`${file.name}${file.size}`} className={styles.file}>
            <Glyph of={IconFile} />
            <span className="cut spread">{file.name}</span>
            <span className="ink-3 nowrap t-small">{format.bytes(file.size)}</span>
            <IconButton
              size="tiny"
              icon={IconX}
              label={t('ui.remove', { name: file.name })}
              onClick={() => onChange(files.filter((one) => one !== file))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
