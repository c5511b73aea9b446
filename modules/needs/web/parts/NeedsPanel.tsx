import { IconBulb } from '@tabler/icons-react';
import { useState } from 'react';
import { readClientRoute } from '#modules/clients/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { usePhone } from '#ui-kit/media.ts';
import { useText } from '#ui-kit/text.tsx';
import { listClientNeeds, type NeedWithHistory } from '../../contract.ts';
import { CloseNeedDialog } from './CloseNeedDialog.tsx';
import { EvidenceDialog } from './EvidenceDialog.tsx';
import { GiveUpDialog } from './GiveUpDialog.tsx';
import { NeedDialog } from './NeedDialog.tsx';
import { type NeedAction, NeedRow } from './NeedRow.tsx';
import styles from './needs.module.css';
import { ParkDialog } from './ParkDialog.tsx';
import { RecurrenceDialog } from './RecurrenceDialog.tsx';
import { ResumeDialog } from './ResumeDialog.tsx';
import { TriggerDialog } from './TriggerDialog.tsx';
import { VerdictDialog } from './VerdictDialog.tsx';
import { StripAxis } from './VerdictStrip.tsx';
import { isClosed, stripScale } from './verdict-strip.ts';

type Opened =
  | { kind: NeedAction; needId: string }
  | { kind: 'new' | 'trigger' | 'park' | 'resume' | 'give_up'; needId?: never }
  | null;

/** The needs of a client: a strip of verdicts over the years for each, and what can be done about them. V determines. */
export function NeedsPanel({ clientId }: { clientId: string }) {
  const { t } = useText();
  const needs = useRead(listClientNeeds, { params: { id: clientId } });
  const today = Temporal.PlainDate.from(useActor().today);
  const phone = usePhone();
  const [openId, setOpenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Opened>(null);
  const items = needs.data?.items ?? [];
  const mayWork = needs.data?.may_work ?? false;
  const current = items.find((need) => need.id === openId) ?? items.find((need) => !isClosed(need));
  useKeys(
    {
      KeyV: {
        run: () => current !== undefined && setDialog({ kind: 'verdict', needId: current.id }),
        label: t('needs.verdict_submit'),
      },
    },
    { group: t('needs.title'), enabled: mayWork && current !== undefined && !isClosed(current) },
  );
  if (needs.error !== null && needs.data === undefined) {
    return <ErrorState title={needs.error.message} requestId={needs.error.requestId} />;
  }
  if (needs.data === undefined) {
    return (
      <Delayed>
        <SkeletonText lines={4} />
      </Delayed>
    );
  }
  const scale = stripScale(items, today);
  return (
    <Section
      flush
      title={t('needs.title')}
      {...(items.length > 0 && !phone ? { note: t('needs.strip_note') } : {})}
      action={mayWork ? <PanelActions clientId={clientId} items={items} onOpen={setDialog} /> : undefined}
    >
      {items.length === 0 ? (
        <EmptyState
          icon={IconBulb}
          title={t('needs.empty')}
          text={t('needs.empty_text')}
          look="default"
          action={mayWork ? { label: t('needs.new'), onClick: () => setDialog({ kind: 'new' }) } : undefined}
        />
      ) : (
        <div className={styles.needs}>
          <div className={styles.axis}>
            <span />
            <StripAxis scale={scale} />
          </div>
          {items.map((need) => (
            <NeedRow
              key={need.id}
              need={need}
              scale={scale}
              today={today}
              open={openId === need.id}
              mayWork={mayWork}
              onToggle={() => setOpenId(openId === need.id ? null : need.id)}
              onAct={(kind) => setDialog({ kind, needId: need.id })}
            />
          ))}
        </div>
      )}
      <NeedDialogs clientId={clientId} items={items} opened={dialog} onClose={() => setDialog(null)} />
    </Section>
  );
}

function PanelActions({
  clientId,
  items,
  onOpen,
}: {
  clientId: string;
  items: readonly NeedWithHistory[];
  onOpen: (what: Opened) => void;
}) {
  const { t } = useText();
  const client = useRead(readClientRoute, { params: { id: clientId } });
  const group = client.data?.group;
  const open = items.filter((need) => !isClosed(need));
  const checked = open.some((need) => need.next_check_on !== null);
  const hopeless = open.every((need) => need.verdict === 'none');
  return (
    <span className={`row ${styles.panelActions}`}>
      {items.length === 0 ? null : (
        <Button size="small" onClick={() => onOpen({ kind: 'new' })}>
          {t('needs.new')}
        </Button>
      )}
      <ActionMenu
        label={t('needs.more')}
        items={[
          { label: t('needs.trigger_menu'), onRun: () => onOpen({ kind: 'trigger' }) },
          ...(group === 'in_work' && checked
            ? [{ label: t('needs.park_submit'), onRun: () => onOpen({ kind: 'park' as const }) }]
            : []),
          ...(group === 'waiting'
            ? [{ label: t('needs.resume_submit'), onRun: () => onOpen({ kind: 'resume' as const }) }]
            : []),
          ...(hopeless && group !== 'closed' && group !== 'queued'
            ? [{ label: t('needs.give_up_menu'), onRun: () => onOpen({ kind: 'give_up' as const }) }]
            : []),
        ]}
      />
    </span>
  );
}

function NeedDialogs({
  clientId,
  items,
  opened,
  onClose,
}: {
  clientId: string;
  items: readonly NeedWithHistory[];
  opened: Opened;
  onClose: () => void;
}) {
  if (opened === null) return null;
  if (opened.kind === 'new') return <NeedDialog clientId={clientId} onClose={onClose} />;
  if (opened.kind === 'trigger') return <TriggerDialog clientId={clientId} onClose={onClose} />;
  if (opened.kind === 'resume') return <ResumeDialog clientId={clientId} onClose={onClose} />;
  if (opened.kind === 'give_up') return <GiveUpDialog clientId={clientId} onClose={onClose} />;
  if (opened.kind === 'park') {
    const checks = items.flatMap((need) => (need.next_check_on === null ? [] : [need.next_check_on]));
    return <ParkDialog clientId={clientId} until={checks.toSorted()[0] ?? null} onClose={onClose} />;
  }
  const need = items.find((one) => one.id === opened.needId);
  if (need === undefined) return null;
  switch (opened.kind) {
    case 'verdict':
      return <VerdictDialog clientId={clientId} need={need} onClose={onClose} />;
    case 'evidence':
      return <EvidenceDialog clientId={clientId} need={need} onClose={onClose} />;
    case 'edit':
      return <NeedDialog clientId={clientId} need={need} onClose={onClose} />;
    case 'close':
      return <CloseNeedDialog need={need} onClose={onClose} />;
    case 'recurrence':
      return <RecurrenceDialog need={need} onClose={onClose} />;
  }
}
