import { IconDatabaseImport } from '@tabler/icons-react';
import { useState } from 'react';
import { showFlow } from '#modules/handoffs/statistics/contract.ts';
import { DisputesPanel } from '#modules/handoffs/web/parts/DisputesPanel.tsx';
import { useRead } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { showRelay } from '../contract.ts';
import type { Figure } from '../rules.ts';
import { type Caller, CallsToday } from './CallsToday.tsx';
import { FigureRecords } from './FigureRecords.tsx';
import { Funnel } from './Funnel.tsx';
import { OverdueBand } from './OverdueBand.tsx';
import { RelayRow } from './RelayRow.tsx';
import styles from './reports.module.css';
import { StandingRow } from './StandingRow.tsx';

/** The head's desk: the alarm first, then the relay as it is, what waits, the funnel, coverage and what is to be settled. */
export function HeadDesk() {
  const { t } = useText();
  const report = useRead(showRelay, { query: {} }, { refetchInterval: 60_000 });
  const flow = useRead(showFlow, { query: {} });
  const [opened, setOpened] = useState<Figure | null>(null);
  const [caller, setCaller] = useState<Caller | null>(null);
  const system = report.data?.sales_system.name;
  usePage({ crumbs: [{ label: t('reports.title') }, ...(system === undefined ? [] : [{ label: system }])] });
  const close = () => {
    setOpened(null);
    setCaller(null);
  };

  if (report.error !== null) return <ErrorState title={report.error.message} requestId={report.error.requestId} />;
  if (report.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[2, 3, 2]} rows={10} />
      </Delayed>
    );
  }
  const { data } = report;
  const registered = data.funnel.find((step) => step.figure === 'register')?.n ?? 0;
  return (
    <SplitPane
      side={
        caller !== null ? (
          <CallsToday caller={caller} today={data.today} onClose={close} />
        ) : opened === null ? null : (
          <FigureRecords figure={opened} onClose={close} />
        )
      }
      sideLabel={t('reports.records')}
      onCloseSide={close}
    >
      <OverdueBand overdue={data.overdue} today={data.today} onShow={() => setOpened('overdue_checks')} />
      <h1 className="unseen">{data.sales_system.name}</h1>
      {registered === 0 ? (
        <EmptyState
          icon={IconDatabaseImport}
          title={t('reports.empty')}
          text={t('reports.empty_text')}
          action={{ label: t('reports.empty_action'), href: '/clients/import' }}
        />
      ) : (
        <div className={styles.desk}>
          <RelayRow relay={data.relay} flow={flow.data} onCalls={setCaller} />
          <StandingRow report={data} onOpen={setOpened} />
          <div className={styles.columns}>
            <Funnel report={data} onOpen={setOpened} />
            <div className={styles.column}>
              <DisputesPanel />
            </div>
          </div>
        </div>
      )}
    </SplitPane>
  );
}
