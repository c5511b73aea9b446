import { IconDatabaseImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type CoverageLine, type CoverageReport, showCoverage } from '../contract.ts';
import type { Figure } from '../rules.ts';
import { FigureRecords } from './FigureRecords.tsx';
import styles from './reports.module.css';

interface Opened {
  figure: Figure;
  line: CoverageLine | null;
}

/** How well the market is known, whole and part by part; every number opens the clients that it was counted from. */
export function CoveragePage() {
  const { t } = useText();
  usePage({ crumbs: [{ label: t('reports.title'), href: '/relay' }, { label: t('reports.coverage') }] });
  const [by, setBy] = useState<CoverageReport['by']>('region');
  const [opened, setOpened] = useState<Opened | null>(null);
  const report = useRead(showCoverage, { query: { by } }, { keep: true });
  if (report.error !== null) return <ErrorState title={report.error.message} requestId={report.error.requestId} />;
  if (report.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[3, 1, 2, 2, 2]} rows={12} />
      </Delayed>
    );
  }
  const { data } = report;
  const nameOf = (line: CoverageLine) => line.name ?? t(`reports.without.${data.by}`);
  return (
    <SplitPane
      side={
        opened === null ? null : (
          <FigureRecords
            key={`${opened.figure}/${opened.line?.part}`}
            figure={opened.figure}
            {...(opened.line === null
              ? {}
              : { within: { by: data.by, part: opened.line.part, name: nameOf(opened.line) } })}
            onClose={() => setOpened(null)}
          />
        )
      }
      sideLabel={t('reports.records')}
      onCloseSide={() => setOpened(null)}
    >
      <PageHeader
        title={t('reports.coverage')}
        note={t('reports.coverage_note')}
        actions={
          <Segmented
            label={t('reports.cut_by')}
            value={by}
            onChange={(next) => {
              setOpened(null);
              setBy(next);
            }}
            options={(['region', 'segment', 'holder'] as const).map((value) => ({
              value,
              label: t(`reports.by.${value}`),
            }))}
          />
        }
      />
      {data.whole.clients === 0 ? (
        <EmptyState
          icon={IconDatabaseImport}
          title={t('reports.empty')}
          text={t('reports.empty_text')}
          action={{ label: t('reports.empty_action'), href: '/clients/import' }}
        />
      ) : (
        <div className={styles.scroll}>
          <table className={styles.parts}>
            <thead>
              <tr>
                <th scope="col">{t(`reports.by.${data.by}`)}</th>
                <th scope="col">{t('reports.figure.register')}</th>
                {data.whole.shares.map(({ figure }) => (
                  <th scope="col" key={figure} title={t(`reports.formula.${figure}`)}>
                    {t(`reports.figure.${figure}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <Line line={data.whole} name={t('reports.whole_market')} whole onOpen={setOpened} />
              {data.lines.map((line) => (
                <Line key={line.part ?? ''} line={line} name={nameOf(line)} onOpen={setOpened} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </SplitPane>
  );
}

interface LineProps {
  line: CoverageLine;
  name: string;
  whole?: boolean;
  onOpen: (opened: Opened) => void;
}

function Line({ line, name, whole = false, onOpen }: LineProps) {
  const { t, format } = useText();
  const open = (figure: Figure) => onOpen({ figure, line: whole ? null : line });
  const figure = (which: Figure, count: number, words: string) => (
    <button
      type="button"
      className={styles.opens}
      aria-label={`${name}, ${t(`reports.figure.${which}`)}: ${words}. ${t('reports.open_records', { count })}`}
      onClick={() => open(which)}
    >
      {words}
    </button>
  );
  return (
    <tr className={whole ? 'strong' : undefined}>
      <th scope="row">{name}</th>
      <td>{figure('register', line.clients, format.number(line.clients))}</td>
      {line.shares.map(({ figure: which, n, of }) => (
        <td key={which}>
          <Whisker part={n} whole={of} width={40} words={figure(which, n, format.outOf(n, of))} />
        </td>
      ))}
    </tr>
  );
}
