import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import styles from '#modules/clients/web/parts/clients.module.css';
import { Button } from '#ui-kit/Button.tsx';
import { ProblemError, useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { FileDrop } from '#ui-kit/forms/FileDrop.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink, useNavigateTo } from '#ui-kit/link.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { uploadFile } from '#ui-kit/upload.ts';
import { type HistoryImport, listHistoryRoute, readHistoryRoute, uploadHistoryRoute } from '../contract.ts';
import { HISTORY_KINDS, type HistoryKind } from '../rules.ts';
import { HistoryDraft } from './HistoryDraft.tsx';
import { HistoryReport } from './HistoryReport.tsx';
import { HistoryRun } from './HistoryRun.tsx';

const LOOK_MS = 700;

/** Another program's past brought in: dropped, its columns named, tried, taken, told, and taken back where it was wrong. */
export function HistoryPage() {
  const { t } = useText();
  const id = useLocation({ select: (location) => new URLSearchParams(location.searchStr).get('id') });
  usePage({
    crumbs: [
      { label: t('clients.list'), href: '/clients' },
      { label: t('history.title'), href: '/history' },
    ],
  });
  return id === null ? <Choosing /> : <OneFile key={id} id={id} />;
}

function Choosing() {
  const { t } = useText();
  const navigate = useNavigateTo();
  const [kind, setKind] = useState<HistoryKind>('touches');
  const [going, setGoing] = useState<{ file: File; share: number } | null>(null);
  const [failure, setFailure] = useState<string>();
  const limit = useRead(listHistoryRoute, {}).data?.upload_limit_bytes;
  const send = async (file: File) => {
    setFailure(undefined);
    setGoing({ file, share: 0 });
    try {
      const onShare = (share: number) => setGoing({ file, share });
      const preview = await uploadFile(uploadHistoryRoute, file, { query: { kind }, onShare });
      navigate(`/history?id=${preview.import.id}`);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setFailure(error.message);
    } finally {
      setGoing(null);
    }
  };
  return (
    <>
      <PageHeader
        title={t('history.title')}
        note={t('history.intro')}
        actions={<Button href="/clients/import">{t('history.to_base')}</Button>}
      />
      <div className={`${styles.sheet} ${styles.narrow}`}>
        <Section>
          <div className={styles.fields}>
            <ChoiceField
              label={t('history.kind')}
              value={kind}
              onChange={(value) => value !== null && setKind(value)}
              options={HISTORY_KINDS.map((value) => ({ value, label: t(`history.kind.${value}`) }))}
              hint={t(`history.kind_note.${kind}`)}
            />
            <FileDrop
              label={t('history.file')}
              hint={t('history.file_hint')}
              {...(limit === undefined ? {} : { maxBytes: limit })}
              files={going === null ? [] : [going.file]}
              onChange={(files) => files[0] !== undefined && void send(files[0])}
              error={failure}
            />
            {going === null ? null : <ProgressBar share={going.share} tone="accent" label={going.file.name} />}
            <ol className="col stack ink-2">
              {(['client', 'people', 'twice', 'state'] as const).map((line) => (
                <li key={line}>{t(`history.lesson.${line}`)}</li>
              ))}
            </ol>
          </div>
        </Section>
        <Former />
      </div>
    </>
  );
}

function Former() {
  const { t, format } = useText();
  const read = useRead(listHistoryRoute, {});
  const items = read.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('history.before')} flush>
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{t('history.file_name')}</th>
              <th scope="col">{t('history.kind')}</th>
              <th scope="col">{t('history.when')}</th>
              <th scope="col">{t('history.state')}</th>
              <th scope="col" className={styles.num}>
                {t('history.taken')}
              </th>
              <th scope="col" className={styles.num}>
                {t('history.refused')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td>
                  <AppLink className="link" href={`/history?id=${one.id}`}>
                    {one.file_name}
                  </AppLink>
                </td>
                <td>{t(`history.kind.${one.kind}`)}</td>
                <td className="nowrap">{format.dateTime(one.started_at ?? one.created_at)}</td>
                <td>{t(`history.state.${wordOf(one)}`)}</td>
                <td className={styles.num}>
                  {one.started_at === null ? null : <Num>{format.number(one.report.taken)}</Num>}
                </td>
                <td className={styles.num}>
                  {one.started_at === null ? null : <Num>{format.number(one.report.refused)}</Num>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

const wordOf = (one: HistoryImport) => (one.dry_run && one.state === 'done' ? 'tried' : one.state);

const GOING = ['waiting', 'running', 'taking_back'];

function OneFile({ id }: { id: string }) {
  const { t } = useText();
  const [going, setGoing] = useState(false);
  const read = useRead(readHistoryRoute, { params: { id } }, going ? { refetchInterval: LOOK_MS } : {});
  const one = read.data;
  const works = one !== undefined && GOING.includes(one.state);
  if (one !== undefined && works !== going) setGoing(works);
  if (read.error !== null) {
    return (
      <ErrorState
        title={read.error.message}
        requestId={read.error.requestId}
        actions={<Button href="/history">{t('history.another')}</Button>}
      />
    );
  }
  if (one === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[2, 3, 2]} rows={8} />
      </Delayed>
    );
  }
  const editable =
    one.state === 'draft' ||
    one.state === 'failed' ||
    one.state === 'cancelled' ||
    (one.state === 'done' && one.dry_run);
  return (
    <>
      <PageHeader
        title={one.file_name}
        note={`${t(`history.kind.${one.kind}`)} · ${t(`history.state.${wordOf(one)}`)}`}
        actions={<Button href="/history">{t('history.another')}</Button>}
      />
      <div className={styles.sheet}>
        {works ? <HistoryRun run={one} /> : null}
        {works || one.state === 'draft' ? null : <HistoryReport done={one} />}
        {editable ? <HistoryDraft id={id} /> : null}
      </div>
    </>
  );
}
