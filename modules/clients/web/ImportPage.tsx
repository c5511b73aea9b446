import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { ProblemError, useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { FileDrop } from '#ui-kit/forms/FileDrop.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink, useNavigateTo } from '#ui-kit/link.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientImport, listImportsRoute, readImportRoute } from '../imports/contract.ts';
import { ImportDraft } from './ImportDraft.tsx';
import { ImportQuestions } from './ImportQuestions.tsx';
import { ImportRemarks } from './ImportRemarks.tsx';
import { BroughtPairs, ImportReport } from './ImportReport.tsx';
import { ImportReturn } from './ImportReturn.tsx';
import { ImportRun } from './ImportRun.tsx';
import styles from './parts/clients.module.css';
import { uploadImport } from './upload-import.ts';

const LOOK_MS = 700;

/** A base brought into the register: dropped, recognised, mapped, tried, taken, told. */
export function ImportPage() {
  const { t } = useText();
  const id = useLocation({ select: (location) => new URLSearchParams(location.searchStr).get('id') });
  usePage({ crumbs: [{ label: t('clients.list'), href: '/clients' }, { label: t('clients.bring_base') }] });
  return id === null ? <Choosing /> : <OneImport key={id} id={id} />;
}

function Choosing() {
  const { t } = useText();
  const navigate = useNavigateTo();
  const [going, setGoing] = useState<{ file: File; share: number } | null>(null);
  const [failure, setFailure] = useState<string>();
  const limit = useRead(listImportsRoute, {}).data?.upload_limit_bytes;
  const send = async (file: File) => {
    setFailure(undefined);
    setGoing({ file, share: 0 });
    try {
      const preview = await uploadImport(file, (share) => setGoing({ file, share }));
      navigate(`/clients/import?id=${preview.import.id}`);
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
        title={t('clients.bring_base')}
        note={t('clients.import.intro')}
        actions={<Button href="/history">{t('clients.import.bring_history')}</Button>}
      />
      <div className={`${styles.sheet} ${styles.slim}`}>
        <Section>
          <FileDrop
            label={t('clients.import.file')}
            hint={t('clients.import.file_hint')}
            accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.html,.htm,.vcf"
            {...(limit === undefined ? {} : { maxBytes: limit })}
            files={going === null ? [] : [going.file]}
            onChange={(files) => files[0] !== undefined && void send(files[0])}
            error={failure}
          />
          {going === null ? null : (
            <ProgressBar
              share={going.share}
              tone="accent"
              label={t('clients.import.going', { name: going.file.name })}
            />
          )}
          <ol className={`col stack ink-2 ${styles.lessons}`}>
            {(['recognised', 'identity', 'twice', 'refused'] as const).map((line) => (
              <li key={line}>{t(`clients.import.lesson.${line}`)}</li>
            ))}
          </ol>
        </Section>
        <FormerImports />
      </div>
    </>
  );
}

const FIGURES = ['taken', 'updated', 'refused'] as const;

/** What became of a file in a word: a trial has taken nothing, and what was taken back is there no more. */
function stateWord({ state, dry_run: isTrial, returning }: ClientImport) {
  if (state === 'done' && isTrial) return 'clients.import.tried';
  if (returning?.state === 'done' && returning.removed + returning.restored > 0)
    return returning.left > 0 ? 'clients.import.returned_partly' : 'clients.import.returned_whole';
  return `clients.import_state.${state}` as const;
}

/** Files brought in before, with what became of them. */
function FormerImports() {
  const { t, format } = useText();
  const imports = useRead(listImportsRoute, {});
  const items = imports.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('clients.import.before')} flush>
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{t('clients.import.file_name')}</th>
              <th scope="col">{t('clients.import.when')}</th>
              <th scope="col">{t('clients.import.state')}</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col" className={styles.num}>
                  {t(`clients.import.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td>
                  <AppLink className="link" href={`/clients/import?id=${one.id}`}>
                    {one.file_name}
                  </AppLink>
                </td>
                <td>{format.dateTime(one.started_at ?? one.created_at)}</td>
                <td>{t(stateWord(one))}</td>
                {FIGURES.map((figure) => (
                  <td key={figure} className={styles.num}>
                    {one.started_at === null ? null : <Num>{format.number(one.report[figure])}</Num>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

const AT_WORK: readonly (string | undefined)[] = ['waiting', 'running'];
const isGoing = (one: ClientImport | undefined): boolean => AT_WORK.includes(one?.state);
const isBusy = (one: ClientImport): boolean => isGoing(one) || one.answering || AT_WORK.includes(one.returning?.state);

function OneImport({ id }: { id: string }) {
  const { t } = useText();
  const [going, setGoing] = useState(false);
  const read = useRead(readImportRoute, { params: { id } }, going ? { refetchInterval: LOOK_MS } : {});
  const one = read.data;
  if (one !== undefined && isBusy(one) !== going) setGoing(isBusy(one));
  if (read.error !== null) {
    return (
      <ErrorState
        title={read.error.message}
        requestId={read.error.requestId}
        actions={<Button href="/clients/import">{t('clients.import.another')}</Button>}
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
  const hasEnded = one.state === 'done' || one.state === 'cancelled' || one.state === 'failed';
  return (
    <>
      <PageHeader title={one.file_name} note={t(stateWord(one))} />
      <div className={styles.sheet}>
        {isGoing(one) ? <ImportRun run={one} /> : null}
        {hasEnded ? <ImportReport done={one} /> : null}
        {one.open_conflicts > 0 && !isGoing(one) ? <ImportQuestions of={one} /> : null}
        {hasEnded && !one.dry_run ? <BroughtPairs importId={one.id} /> : null}
        {!one.dry_run && !isGoing(one) && one.report.taken + one.report.updated + one.answered_from_file > 0 ? (
          <ImportReturn of={one} />
        ) : null}
        {hasEnded ? <ImportRemarks of={one} /> : null}
        {one.state === 'draft' ||
        one.state === 'cancelled' ||
        one.state === 'failed' ||
        (one.state === 'done' && one.dry_run) ? (
          <ImportDraft key={`${one.state}`} id={id} />
        ) : null}
      </div>
    </>
  );
}
