import { IconDownload, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { addressOf, useRead, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { listPairsRoute } from '../duplicates/contract.ts';
import { type ClientImport, refusedRowsRoute, startImportRoute } from '../imports/contract.ts';
import styles from './parts/clients.module.css';

/** What an import did, or would do: every row has exactly one outcome, and every refusal its reason. */
export function ImportReport({ done }: { done: ClientImport }) {
  const { t, format } = useText();
  const { report } = done;
  const start = useWrite(startImportRoute);
  const figures = [
    ['read', report.read],
    ['taken', report.taken],
    ['updated', report.updated],
    ['skipped', report.skipped],
    ['refused', report.refused],
  ] as const;
  return (
    <>
      {done.failure === null ? null : (
        <ErrorState title={t('clients.import.failed')} why={reasonWords(t, done.failure, {})} />
      )}
      <Section
        title={t(done.dry_run ? 'clients.import.would' : 'clients.import.did')}
        note={t('clients.import.report_note')}
      >
        <dl className={styles.figures}>
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt className="t-small ink-3">{t(`clients.import.${name}`)}</dt>
              <dd className="t-figure">
                <Num>{format.number(value)}</Num>
              </dd>
            </div>
          ))}
        </dl>
        <div className="row-wrap">
          {done.dry_run ? (
            <Button
              look="primary"
              icon={IconPlayerPlay}
              busy={start.isPending}
              onClick={() => start.mutate({ params: { id: done.id }, body: {} })}
            >
              {t('clients.import.start')}
            </Button>
          ) : (
            <Button look="primary" href="/clients">
              {t('clients.import.to_register')}
            </Button>
          )}
          {report.refused > 0 ? (
            <a className="link row" href={addressOf(refusedRowsRoute.path, { id: done.id })} download>
              <Glyph of={IconDownload} />
              {t('clients.import.download_refused')}
            </a>
          ) : null}
          <Button href="/clients/import">{t('clients.import.another')}</Button>
        </div>
        {done.file_kept ? null : <p className="ink-3">{t('clients.import.file_gone')}</p>}
      </Section>
    </>
  );
}

const WHILE_COMPARING_MS = 2000;

/** What an import has brought that looks like doubles: the rules have decided what they may, the rest waits for people. */
export function BroughtPairs({ importId }: { importId: string }) {
  const { t, format } = useText();
  const read = useRead(listPairsRoute, { query: { import_id: importId, limit: 1 } }, { keep: true });
  const isComparing = (read.data?.waiting.value ?? 0) > 0;
  const { refetch } = read;
  useEffect(() => {
    if (!isComparing) return;
    const timer = window.setInterval(() => void refetch(), WHILE_COMPARING_MS);
    return () => window.clearInterval(timer);
  }, [isComparing, refetch]);
  if (read.data === undefined) return null;
  const { left, waiting } = read.data;
  if (left.value === 0 && waiting.value === 0) return null;
  const found = left.exact
    ? t('clients.dup.brought', { count: left.value })
    : t('clients.dup.left_more', { count: format.number(left.value) });
  const said = [
    ...(left.value === 0 ? [] : [found]),
    ...(waiting.value === 0 ? [] : [t('clients.dup.still_comparing')]),
  ];
  return (
    <Section title={t('clients.dup.title')} note={t('clients.dup.brought_note')}>
      <div className="row-wrap" role="status">
        <p>{said.join(' ')}</p>
        {left.value === 0 ? null : (
          <Button href={`/clients/duplicates?import=${importId}`}>{t('clients.dup.review_brought')}</Button>
        )}
      </div>
    </Section>
  );
}
