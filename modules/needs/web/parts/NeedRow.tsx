import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { NeedWithHistory } from '../../contract.ts';
import { NeedFacts } from './NeedFacts.tsx';
import { NeedHistory } from './NeedHistory.tsx';
import styles from './needs.module.css';
import { RelevanceMark } from './RelevanceMark.tsx';
import { VerdictStrip } from './VerdictStrip.tsx';
import { isClosed, type StripScale } from './verdict-strip.ts';

export type NeedAction = 'verdict' | 'evidence' | 'edit' | 'close' | 'recurrence';

interface NeedRowProps {
  need: NeedWithHistory;
  scale: StripScale;
  today: Temporal.PlainDate;
  open: boolean;
  mayWork: boolean;
  onToggle: () => void;
  onAct: (action: NeedAction) => void;
}

/** One need in a line with its strip; opened, what is known of it and the history of what was found out. */
export function NeedRow(props: NeedRowProps) {
  const { need, scale, today, open, onToggle } = props;
  const { t, format } = useText();
  return (
    <div className={styles.need} data-open={open || undefined}>
      <button type="button" className={styles.needRow} aria-expanded={open} onClick={onToggle}>
        <span className={styles.needWords}>
          <span className="row">
            <Glyph of={open ? IconChevronDown : IconChevronRight} size={14} />
            <span className="medium cut">{need.subject}</span>
          </span>
          <span className="strong">
            {need.value_minor === null ? null : <Num>{format.moneyShort(need.value_minor)}</Num>}
          </span>
          <span className="row t-small ink-3">
            {isClosed(need) ? <ClosedWord need={need} /> : <RelevanceMark verdict={need.verdict} />}
            <span className="cut">{wordsOf(need, t).join(' · ')}</span>
          </span>
        </span>
        <VerdictStrip need={need} scale={scale} today={today} />
      </button>
      {open ? <NeedMore {...props} /> : null}
    </div>
  );
}

type T = ReturnType<typeof useText>['t'];

function wordsOf(need: NeedWithHistory, t: T): string[] {
  if (isClosed(need)) return [need.closed_note ?? ''];
  return [
    `${t(`needs.origin_short.${need.origin}`)}, ${t(`needs.status.${need.status}`)}`,
    ...(need.verdict === null || need.verdict === 'now' || need.blocker === null
      ? []
      : [t('needs.hinders', { blocker: t(`needs.blocker.${need.blocker}`) })]),
  ];
}

function ClosedWord({ need }: { need: NeedWithHistory }) {
  const { t } = useText();
  return <span className="medium ink-2">{t(`needs.closed_as.${need.satisfied_by ?? 'void'}`)}</span>;
}

function NeedMore({ need, today, mayWork, onAct }: NeedRowProps) {
  const { t } = useText();
  const open = !isClosed(need);
  return (
    <div className={styles.needMore}>
      {mayWork && open ? (
        <div className="row-wrap">
          <Button size="small" keys="KeyV" onClick={() => onAct('verdict')}>
            {t('needs.verdict_button')}
          </Button>
          <Button size="small" onClick={() => onAct('evidence')}>
            {t('needs.evidence_button')}
          </Button>
          <ActionMenu
            label={t('needs.more')}
            items={[
              { label: t('needs.edit_menu'), onRun: () => onAct('edit') },
              { label: t('needs.recurrence_menu'), onRun: () => onAct('recurrence') },
              { label: t('needs.close_menu'), onRun: () => onAct('close') },
            ]}
          />
        </div>
      ) : null}
      <NeedFacts need={need} today={today} />
      <NeedHistory need={need} />
    </div>
  );
}
