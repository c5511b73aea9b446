import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type DepartureView, departEmployee, previewDeparture } from '../departure/contract.ts';
import { findEmployees } from './find-employees.ts';
import { PositionBadge } from './parts/PositionBadge.tsx';
import { useSave } from './saved.ts';
import styles from './structure.module.css';
import { usePartName, useWorkWords } from './work-words.ts';

interface DeparturePanelProps {
  employeeId: string;
  today: string;
  onClose: () => void;
}

/** An employee leaves: what they hold, who takes it over, and the click that passes everything at once. */
export function DeparturePanel({ employeeId, today, onClose }: DeparturePanelProps) {
  const { t } = useText();
  const [leaving, setLeaving] = useState(false);
  // While somebody is leaving nobody asks about them again: a moment later there is nothing to preview.
  const preview = useRead(previewDeparture, { params: { employee_id: employeeId } }, { enabled: !leaving });
  if (preview.data === undefined) {
    return (
      <SidePanel title={t('structure.departure')} onClose={onClose}>
        <div className={styles.block}>
          {preview.error === null ? (
            <Delayed>
              <SkeletonText lines={8} />
            </Delayed>
          ) : (
            <ErrorState title={preview.error.message} requestId={preview.error.requestId} />
          )}
        </div>
      </SidePanel>
    );
  }
  return (
    <Departure
      key={employeeId}
      view={preview.data}
      today={today}
      busy={leaving}
      onBusy={setLeaving}
      onClose={onClose}
    />
  );
}

interface DepartureProps {
  view: DepartureView;
  today: string;
  busy: boolean;
  onBusy: (busy: boolean) => void;
  onClose: () => void;
}

function Departure({ view, today, busy, onBusy, onClose }: DepartureProps) {
  const { t, format } = useText();
  const words = useWorkWords();
  const partName = usePartName();
  const save = useSave(departEmployee, t('structure.departed', { name: view.employee.full_name }));
  const proposed = view.colleagues.find((one) => one.id === view.suggested);
  const [all, setAll] = useState<PickOption | null>(
    proposed === undefined ? null : { value: proposed.id, label: proposed.full_name },
  );
  const [byPart, setByPart] = useState(false);
  const [parts, setParts] = useState<Record<string, PickOption | null>>({});
  const [lastDay, setLastDay] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);

  const named = (part: string): PickOption | null => (byPart ? (parts[part] ?? all) : all);
  const left = view.parts.filter(({ part }) => named(part) === null);
  const lacking = lastDay === null ? 'day' : left.length > 0 ? 'successor' : null;

  const depart = async () => {
    if (lastDay === null) return;
    onBusy(true);
    const chosen = byPart
      ? Object.entries(parts).flatMap(([part, who]) => (who === null ? [] : [[part, who.value]]))
      : [];
    const result = await save({
      body: {
        employee_id: view.employee.id,
        last_day: lastDay,
        successor_id: all?.value ?? null,
        successors: Object.fromEntries(chosen),
        ...(reason.trim() === '' ? {} : { reason }),
      },
    });
    if (result.ok) {
      onClose();
      return;
    }
    onBusy(false);
    setFailure(Object.values(result.fields ?? {})[0] ?? result.text ?? null);
  };

  return (
    <SidePanel
      title={t('structure.departure_title', { name: view.employee.full_name })}
      onClose={onClose}
      foot={
        <>
          {failure === null ? null : <p role="alert">{failure}</p>}
          <div className="row">
            <span className="spread">
              <Button
                look="primary"
                wide
                busy={busy}
                missing={
                  lacking === null
                    ? undefined
                    : `${t('structure.departure_submit')}: ${t(`structure.missing.${lacking}`)}`
                }
                onMissing={() => document.getElementById(lacking === 'day' ? 'last-day' : 'successor')?.focus()}
                onClick={() => void depart()}
              >
                {t('structure.departure_submit')}
              </Button>
            </span>
            <Button keys="Escape" onClick={onClose}>
              {t('structure.cancel')}
            </Button>
          </div>
        </>
      }
    >
      <div className={`${styles.block} ${styles.fields}`}>
        <div className={styles.people}>
          {view.positions.map((position) => (
            <PositionBadge key={position.id} title={position.title} unit={position.unit_name} />
          ))}
        </div>
        <p className="ink-2">{t('structure.departure_note')}</p>
        <PickField
          label={t('structure.field.successor')}
          value={all}
          onChange={setAll}
          find={findEmployees}
          id="successor"
          hint={proposed === undefined ? undefined : t('structure.successor_hint')}
        />
        {view.parts.length > 1 ? (
          <CheckField label={t('structure.field.by_part')} value={byPart} onChange={setByPart} />
        ) : null}
      </div>
      <div className={`${styles.block} ${styles.fields}`}>
        {view.parts.length === 0 ? <p>{t('structure.holds_nothing')}</p> : null}
        {view.parts.map(({ part, work }) => (
          <div key={part}>
            <p>
              <b>{partName(part)}</b>{' '}
              <span className="ink-2">{work.map((one) => words({ part, ...one })).join(', ')}</span>
            </p>
            {byPart ? (
              <PickField
                label={t('structure.field.part_successor', { part: partName(part) })}
                hideLabel
                value={parts[part] ?? null}
                onChange={(who) => setParts((now) => ({ ...now, [part]: who }))}
                find={findEmployees}
                placeholder={all?.label}
              />
            ) : null}
          </div>
        ))}
        <p className="row">
          <Glyph of={left.length === 0 ? IconCircleCheck : IconAlertTriangle} />
          <span>
            {left.length === 0
              ? t('structure.nothing_left', { count: view.total })
              : t('structure.would_be_left', { parts: format.list(left.map(({ part }) => partName(part))) })}
          </span>
        </p>
        {view.vacant.length === 0 ? null : (
          <p className={styles.warn}>
            <Glyph of={IconAlertTriangle} size={14} />
            <span>
              {t('structure.left_vacant', {
                functions: format.list(view.vacant.map((fn) => t(`structure.function.${fn}`))),
              })}
            </span>
          </p>
        )}
      </div>
      <div className={`${styles.block} ${styles.fields}`}>
        <DateField
          label={t('structure.field.last_day')}
          value={lastDay}
          onChange={setLastDay}
          max={today}
          today={today}
          id="last-day"
        />
        <TextArea label={t('structure.field.reason')} value={reason} onChange={setReason} rows={2} />
        <p className="t-small ink-3">{t('structure.departure_consequence')}</p>
      </div>
    </SidePanel>
  );
}
