import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './deals.module.css';
import type { MilestoneLine, PaymentLine, PromiseLine, RiskLine } from './handover-form.ts';

interface ListProps<T> {
  lines: readonly T[];
  onChange: (lines: T[]) => void;
}

/** Lines with a button to add one and, on each, a button to take it away. */
function Lines<T>({
  lines,
  onChange,
  empty,
  className,
  addLabel,
  children,
}: ListProps<T> & {
  empty: T;
  className: string | undefined;
  addLabel: string;
  children: (line: T, set: (part: Partial<T>) => void) => ReactNode;
}) {
  const { t } = useText();
  return (
    <div className={styles.lines}>
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <div key={place} className={`${styles.line} ${className ?? ''}`}>
          {children(line, (part) => onChange(lines.map((one, at) => (at === place ? { ...one, ...part } : one))))}
          <IconButton
            icon={IconTrash}
            label={t('deals.handover.remove')}
            onClick={() => onChange(lines.filter((_, at) => at !== place))}
          />
        </div>
      ))}
      <span>
        <Button size="small" icon={IconPlus} onClick={() => onChange([...lines, empty])}>
          {addLabel}
        </Button>
      </span>
    </div>
  );
}

/** What the seller promised, by when; that nothing was promised is said outright. */
export function PromiseLines({
  lines,
  onChange,
  none,
  onNone,
}: ListProps<PromiseLine> & { none: boolean; onNone: (none: boolean) => void }) {
  const { t } = useText();
  const { today } = useActor();
  if (lines.length === 0 && none)
    return <CheckField label={t('deals.handover.no_promises')} value={none} onChange={onNone} />;
  return (
    <>
      <Lines
        lines={lines}
        onChange={onChange}
        empty={{ said: '', due_on: null }}
        className={styles.promise}
        addLabel={t('deals.handover.add_promise')}
      >
        {(line, set) => (
          <>
            <TextField
              label={t('deals.handover.promise')}
              placeholder={t('deals.handover.promise')}
              hideLabel
              value={line.said}
              onChange={(said) => set({ said })}
            />
            <DateField
              label={t('deals.handover.due_on')}
              hideLabel
              value={line.due_on}
              onChange={(due_on) => set({ due_on })}
              today={today}
            />
          </>
        )}
      </Lines>
      {lines.length > 0 ? null : <CheckField label={t('deals.handover.no_promises')} value={none} onChange={onNone} />}
    </>
  );
}

/** What may go wrong, and what is thought of against it. */
export function RiskLines({
  lines,
  onChange,
  none,
  onNone,
}: ListProps<RiskLine> & { none: boolean; onNone: (none: boolean) => void }) {
  const { t } = useText();
  if (lines.length === 0 && none)
    return <CheckField label={t('deals.handover.no_risks')} value={none} onChange={onNone} />;
  return (
    <>
      <Lines
        lines={lines}
        onChange={onChange}
        empty={{ said: '', answer: '' }}
        className={styles.risk}
        addLabel={t('deals.handover.add_risk')}
      >
        {(line, set) => (
          <>
            <TextField
              label={t('deals.handover.risk')}
              placeholder={t('deals.handover.risk')}
              hideLabel
              value={line.said}
              onChange={(said) => set({ said })}
            />
            <TextField
              label={t('deals.handover.answer')}
              placeholder={t('deals.handover.answer')}
              hideLabel
              value={line.answer}
              onChange={(answer) => set({ answer })}
            />
          </>
        )}
      </Lines>
      {lines.length > 0 ? null : <CheckField label={t('deals.handover.no_risks')} value={none} onChange={onNone} />}
    </>
  );
}

/** When how much is due by the contract. */
export function PaymentLines({ lines, onChange }: ListProps<PaymentLine>) {
  const { t } = useText();
  const { today } = useActor();
  return (
    <Lines
      lines={lines}
      onChange={onChange}
      empty={{ title: '', due_on: null, amount_minor: null, of_savings: false }}
      className={styles.payment}
      addLabel={t('deals.handover.add_payment')}
    >
      {(line, set) => (
        <>
          <TextField
            label={t('deals.handover.payment')}
            placeholder={t('deals.handover.payment')}
            hideLabel
            value={line.title}
            onChange={(title) => set({ title })}
          />
          <DateField
            label={t('deals.handover.due_on')}
            hideLabel
            value={line.due_on}
            onChange={(due_on) => set({ due_on })}
            today={today}
          />
          <MoneyField
            label={t('deals.handover.amount')}
            hideLabel
            value={line.amount_minor}
            onChange={(amount_minor) => set({ amount_minor })}
          />
          <CheckField
            label={t('deals.handover.of_savings')}
            value={line.of_savings}
            onChange={(of_savings) => set({ of_savings })}
          />
        </>
      )}
    </Lines>
  );
}

/** What is to be reached by when. */
export function MilestoneLines({ lines, onChange }: ListProps<MilestoneLine>) {
  const { t } = useText();
  const { today } = useActor();
  return (
    <Lines
      lines={lines}
      onChange={onChange}
      empty={{ title: '', planned_on: null }}
      className={styles.milestone}
      addLabel={t('deals.handover.add_milestone')}
    >
      {(line, set) => (
        <>
          <TextField
            label={t('deals.handover.milestone')}
            placeholder={t('deals.handover.milestone')}
            hideLabel
            value={line.title}
            onChange={(title) => set({ title })}
          />
          <DateField
            label={t('deals.handover.due_on')}
            hideLabel
            value={line.planned_on}
            onChange={(planned_on) => set({ planned_on })}
            today={today}
          />
        </>
      )}
    </Lines>
  );
}
