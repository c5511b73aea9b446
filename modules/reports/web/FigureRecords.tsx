import { useState } from 'react';
import { StateChip } from '#modules/clients/web/parts/StateChip.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type CoverageReport, listFigureRecords } from '../contract.ts';
import type { Figure } from '../rules.ts';
import styles from './reports.module.css';

interface FigureRecordsProps {
  figure: Figure;
  /** Only a part of the market: what it is cut by, which part, and how that part is called. */
  within?: { by: CoverageReport['by']; part: string | null; name: string };
  onClose: () => void;
}

/** The clients that a figure was counted from; each opens. */
export function FigureRecords({ figure, within, onClose }: FigureRecordsProps) {
  const { t } = useText();
  const [limit, setLimit] = useState(PAGE);
  const records = useRead(
    listFigureRecords,
    {
      params: { figure },
      query: {
        limit,
        ...(within === undefined ? {} : { by: within.by, ...(within.part === null ? {} : { part: within.part }) }),
      },
    },
    { keep: true },
  );
  return (
    <SidePanel
      title={t(`reports.figure.${figure}`)}
      note={[within?.name, t(`reports.formula.${figure}`)].filter((part) => part !== undefined).join('. ')}
      onClose={onClose}
    >
      {records.error === null ? null : <ErrorState title={records.error.message} requestId={records.error.requestId} />}
      {records.data === undefined ? (
        <Delayed>
          <SkeletonRows columns={[3, 1]} rows={8} />
        </Delayed>
      ) : (
        <ul className={styles.records}>
          {records.data.items.map((client) => (
            <li key={client.id}>
              <AppLink className="medium cut" href={`/clients/${client.id}`}>
                {client.name}
              </AppLink>
              <span className="ink-3 t-small cut">
                {[client.region, client.holder_name ?? t('reports.nobody_holds')]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
              <StateChip state={client.state} />
            </li>
          ))}
        </ul>
      )}
      {records.data?.next_cursor != null && limit < MOST ? (
        <Button onClick={() => setLimit(MOST)}>{t('reports.more')}</Button>
      ) : null}
    </SidePanel>
  );
}

const PAGE = 50;
const MOST = 200;
