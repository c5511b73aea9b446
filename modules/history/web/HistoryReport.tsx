import { IconArrowBackUp, IconDownload, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import styles from '#modules/clients/web/parts/clients.module.css';
import { RemarkTable } from '#modules/clients/web/parts/RemarkTable.tsx';
import { useRowPages } from '#modules/clients/web/parts/use-pages.ts';
import { Button } from '#ui-kit/Button.tsx';
import { addressOf, call, formFailure, readKey, useWrite } from '#ui-kit/call.ts';
import { ConfirmDialog } from '#ui-kit/feedback/ConfirmDialog.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import {
  type HistoryImport,
  listHistoryRemarksRoute,
  refusedHistoryRoute,
  startHistoryRoute,
  takeBackHistoryRoute,
} from '../contract.ts';
import { useReasonWords } from './use-reason-words.ts';

/** What was done, or would be: every row has one outcome, every refusal its reason; and the way back. */
export function HistoryReport({ done }: { done: HistoryImport }) {
  const { t, format } = useText();
  const words = useReasonWords();
  const start = useWrite(startHistoryRoute);
  const takeBack = useWrite(takeBackHistoryRoute);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { report } = done;
  const wasTakenBack = done.state === 'taken_back';
  const figures = wasTakenBack
    ? ([
        ['removed', done.removed],
        ['kept', done.kept],
      ] as const)
    : ([
        ['read', report.read],
        ['taken', report.taken],
        ['skipped', report.skipped],
        ['refused', report.refused],
      ] as const);
  return (
    <>
      {done.failure === null ? null : <ErrorState title={t('history.failed_title')} why={words(done.failure, {})} />}
      <Section title={t(done.dry_run ? 'history.would' : 'history.did')}>
        <dl className={styles.figures}>
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt className="t-small ink-3">{t(`history.${name}`)}</dt>
              <dd className="t-figure">
                <Num>{format.number(value)}</Num>
              </dd>
            </div>
          ))}
        </dl>
        {failure === undefined ? null : <ErrorState title={failure} />}
        {done.file_kept ? null : <p className="ink-3">{t('clients.import.file_gone')}</p>}
        <div className="row-wrap">
          {done.dry_run ? (
            <Button
              look="primary"
              icon={IconPlayerPlay}
              busy={start.isPending}
              onClick={() => start.mutate({ params: { id: done.id }, body: {} })}
            >
              {t('history.start')}
            </Button>
          ) : null}
          {!done.dry_run && !wasTakenBack && report.taken > 0 ? (
            <Button icon={IconArrowBackUp} onClick={() => setAsking(true)}>
              {t('history.take_back')}
            </Button>
          ) : null}
          {report.refused > 0 && !wasTakenBack ? (
            <a className="link row" href={addressOf(refusedHistoryRoute.path, { id: done.id })} download>
              <Glyph of={IconDownload} />
              {t('history.download_refused')}
            </a>
          ) : null}
        </div>
      </Section>
      <Remarks id={done.id} />
      <ConfirmDialog
        opened={asking}
        title={t('history.take_back_confirm', { name: done.file_name })}
        consequence={t('history.take_back_text')}
        verb={t('history.take_back')}
        onConfirm={async () => {
          await takeBack
            .mutateAsync({ params: { id: done.id } })
            .catch((error: unknown) => setFailure(formFailure(error).text));
          setAsking(false);
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

const PAGE = 50;

function Remarks({ id }: { id: string }) {
  const { t } = useText();
  const words = useReasonWords();
  const asked = { params: { id }, query: { limit: PAGE } };
  const pages = useRowPages(readKey(listHistoryRemarksRoute, asked), (after) =>
    call(listHistoryRemarksRoute, { ...asked, query: { ...asked.query, ...after } }),
  );
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('history.rows')} flush={items.length > 0}>
      {pages.data === undefined ? null : items.length === 0 ? (
        <p className="ink-3">{t('history.no_rows')}</p>
      ) : (
        <RemarkTable items={items} words={words} />
      )}
      {pages.hasNextPage ? (
        <div className={styles.more}>
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('history.more')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
