import { IconCalendarCheck } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { laterDialog } from '#ui-kit/later.tsx';
import { Hotkey } from '#ui-kit/marks/Hotkey.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listSteps, type Step } from '../../contract.ts';
import styles from './activities.module.css';
import { type TodayExtra, TodayRow, type TodayRowData, todayRows } from './TodayRow.tsx';

const FinishStepDialog = laterDialog(() => import('./FinishStepDialog.tsx'), 'FinishStepDialog');
const PostponeDialog = laterDialog(() => import('./PostponeDialog.tsx'), 'PostponeDialog');

export type { TodayExtra } from './TodayRow.tsx';

const MOST = 200;

export interface TodayListProps {
  /** Whose day; one's own unless named. */
  ownerId?: string;
  /** How ready the client is, and what it is worth: known to later modules, drawn by the desk. */
  /** A shorter name than the register's, where the desk knows one. */
  nameOf?: (clientId: string) => string | undefined;
  markOf?: (clientId: string) => ReactNode;
  figureOf?: (clientId: string) => ReactNode;
  /** What else has to be done today: hand-offs to answer, for example. */
  extras?: readonly TodayExtra[];
  activeClientId?: string | null;
  onOpen: (clientId: string) => void;
  /** The cursor came to a step: a side panel may follow. */
  onCursor?: (clientId: string) => void;
}

/**
 * What is to be done today: what is late first, then by the clock. J K move, Enter opens the client, E finishes, Z puts
 * off with a reason.
 */
export function TodayList(props: TodayListProps) {
  const { t } = useText();
  const { today } = useActor();
  const query = { until: today, limit: MOST, ...(props.ownerId === undefined ? {} : { owner_id: props.ownerId }) };
  const steps = useRead(listSteps, { query }, { refetchInterval: 60_000 });
  if (steps.error !== null && steps.data === undefined) {
    return <ErrorState title={steps.error.message} requestId={steps.error.requestId} />;
  }
  const rows = todayRows(steps.data?.items ?? [], props.extras ?? [], today);
  const overdue = rows.filter(({ late }) => late).length;
  return (
    <Section
      flush
      title={t('activities.today')}
      note={
        steps.isSuccess && rows.length > 0 ? t('activities.today_note', { count: rows.length, overdue }) : undefined
      }
      action={
        <span className="row ink-3 t-small">
          <Hotkey keys="KeyE" /> {t('activities.key_finish')} <Hotkey keys="KeyZ" /> {t('activities.key_postpone')}
        </span>
      }
    >
      {steps.isPending ? (
        <Delayed>
          <SkeletonRows columns="132px 12px 120px minmax(0,1fr) 48px" rows={6} />
        </Delayed>
      ) : null}
      {steps.isSuccess ? <Rows {...props} rows={rows} /> : null}
    </Section>
  );
}

function Rows({
  rows,
  nameOf,
  markOf,
  figureOf,
  activeClientId = null,
  onOpen,
  onCursor,
}: TodayListProps & { rows: TodayRowData[] }) {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const [cursor, setCursor] = useState(0);
  const [dialog, setDialog] = useState<{ kind: 'finish' | 'postpone'; step: Step } | null>(null);
  const at = Math.min(cursor, Math.max(0, rows.length - 1));
  const current = rows[at];
  const go = (to: number) => {
    const place = Math.max(0, Math.min(rows.length - 1, to));
    setCursor(place);
    list.current?.querySelectorAll<HTMLElement>('[data-row]')[place]?.focus();
    const next = rows[place];
    if (next?.step !== undefined) onCursor?.(next.step.client_id);
  };
  const inside = () => list.current?.contains(document.activeElement) === true;
  const act = (kind: 'finish' | 'postpone') => {
    if (current?.step !== undefined) setDialog({ kind, step: current.step });
  };
  useKeys(
    {
      KeyJ: { run: () => go(inside() ? at + 1 : at), label: t('ui.next_row'), held: true },
      KeyK: { run: () => go(inside() ? at - 1 : at), label: t('ui.previous_row'), held: true },
      KeyE: { run: () => act('finish'), label: t('activities.finish_submit') },
      KeyZ: { run: () => act('postpone'), label: t('activities.postpone_submit') },
    },
    { group: t('activities.today'), enabled: rows.length > 0 },
  );
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={IconCalendarCheck}
        title={t('activities.today_empty')}
        text={t('activities.today_empty_text')}
        look="default"
      />
    );
  }
  return (
    <>
      <ul ref={list} className={styles.today} aria-label={t('activities.today')}>
        {rows.map((row, place) => (
          <TodayRow
            key={row.id}
            row={row}
            current={place === at}
            active={row.step !== undefined && row.step.client_id === activeClientId}
            name={row.step === undefined ? undefined : nameOf?.(row.step.client_id)}
            mark={row.step === undefined ? row.extra?.mark : markOf?.(row.step.client_id)}
            figure={row.step === undefined ? row.extra?.figure : figureOf?.(row.step.client_id)}
            onFocus={() => setCursor(place)}
            onOpen={() => {
              if (row.step === undefined) row.extra?.onOpen();
              else onOpen(row.step.client_id);
            }}
            onFinish={() => row.step !== undefined && setDialog({ kind: 'finish', step: row.step })}
            onPostpone={() => row.step !== undefined && setDialog({ kind: 'postpone', step: row.step })}
            onMove={(by) => go(place + by)}
          />
        ))}
      </ul>
      {dialog?.kind === 'finish' ? <FinishStepDialog step={dialog.step} onClose={() => setDialog(null)} /> : null}
      {dialog?.kind === 'postpone' ? <PostponeDialog step={dialog.step} onClose={() => setDialog(null)} /> : null}
    </>
  );
}
