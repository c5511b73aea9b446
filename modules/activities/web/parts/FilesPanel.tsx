import { IconFileText, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { addressOf, call, ProblemError, useRead, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { FileDrop } from '#ui-kit/forms/FileDrop.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type About, attachClientFile, downloadAttachment, listAttachments, removeAttachment } from '../../contract.ts';
import styles from './activities.module.css';
import { sendFile } from './send-file.ts';

const LIMIT_BYTES = 25 * 1024 * 1024;
const PAGE = 50;

/** Files at a client, newest first; dropping one uploads it. `about` puts what is dropped to one record. */
export function FilesPanel({ clientId, about, mayAdd = true }: { clientId: string; about?: About; mayAdd?: boolean }) {
  const { t, format } = useText();
  const [limit, setLimit] = useState(PAGE);
  const files = useRead(listAttachments, { params: { id: clientId }, query: { limit } }, { keep: true });
  const remove = useWrite(removeAttachment, { said: () => t('activities.file_removed') });
  const upload = useUpload(clientId, about);
  return (
    <Section title={t('activities.files')} {...(files.data === undefined ? {} : { count: files.data.count.value })}>
      {files.error === null ? null : <ErrorState title={files.error.message} requestId={files.error.requestId} />}
      {files.isPending ? (
        <Delayed>
          <SkeletonRows columns="16px minmax(0,1fr) 72px" rows={3} />
        </Delayed>
      ) : null}
      <ul>
        {(files.data?.items ?? []).map((file) => (
          <li key={file.id} className={styles.file}>
            <Glyph of={IconFileText} />
            <a
              className="link cut"
              href={addressOf(downloadAttachment.path, { id: file.id })}
              download={file.file_name}
              title={t('activities.file_by', { who: file.added_by_name })}
            >
              {file.title}
            </a>
            <span className="ink-3 t-small nowrap">{format.bytes(file.size)}</span>
            <span className="ink-3 t-small nowrap">{format.dayOf(file.added_at)}</span>
            {file.may_remove ? (
              <IconButton
                icon={IconX}
                size="tiny"
                label={t('activities.file_remove', { title: file.title })}
                onClick={() => remove.mutate({ params: { id: file.id }, body: { version: file.version } })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {files.data?.next_cursor == null ? null : (
        <Button size="small" onClick={() => setLimit(limit + PAGE)}>
          {t('activities.earlier')}
        </Button>
      )}
      {mayAdd ? (
        <FileDrop
          label={t('activities.file_add')}
          files={upload.going.map(({ file }) => file)}
          onChange={(chosen) => upload.start(chosen.filter((file) => !upload.going.some((one) => one.file === file)))}
          maxBytes={LIMIT_BYTES}
          multiple
          error={upload.failure}
        />
      ) : null}
      {upload.going.map(({ file, share }) => (
        <ProgressBar
          key={file.name}
          share={share}
          tone="accent"
          label={t('activities.file_going', { name: file.name })}
        />
      ))}
    </Section>
  );
}

interface Going {
  file: File;
  share: number;
}

/** Uploads what was dropped, file by file, and puts each to the client as it arrives. */
function useUpload(clientId: string, about: About | undefined) {
  const queries = useQueryClient();
  const [going, setGoing] = useState<Going[]>([]);
  const [failure, setFailure] = useState<string>();
  const one = async (file: File) => {
    const moved = (share: number) =>
      setGoing((now) => now.map((other) => (other.file === file ? { file, share } : other)));
    try {
      const stored = await sendFile(file, moved);
      const body = { file_id: stored.id, ...(about === undefined ? {} : { about }) };
      await call(attachClientFile, { params: { id: clientId }, body });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setFailure(`${file.name}: ${error.message}`);
    } finally {
      setGoing((now) => now.filter((other) => other.file !== file));
    }
  };
  return {
    going,
    failure,
    start: (files: File[]) => {
      setFailure(undefined);
      setGoing((now) => [...now, ...files.map((file) => ({ file, share: 0 }))]);
      void Promise.all(files.map(one)).then(() => queries.invalidateQueries());
    },
  };
}
