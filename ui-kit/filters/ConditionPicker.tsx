import { useState } from 'react';
import type { Condition } from '#shared/filter.ts';
import { Button } from '../Button.tsx';
import type { FoundGroup } from '../keys/options.ts';
import { useKeys } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';
import { ConditionEditor } from './ConditionEditor.tsx';
import { conditionWords, type FieldWords } from './filter-words.ts';
import styles from './filters.module.css';
import { OptionPicker } from './OptionPicker.tsx';

/** A condition found by typing its name; what can be said at once («телефон: нет», «проверка: просрочена») is offered whole. */
export interface ConditionPickerProps {
  fields: readonly FieldWords[];
  /** What has been said so far, with every change: closing the picker then adds it. */
  onDraft: (condition: Condition | null) => void;
  onAdd: (condition: Condition) => void;
}

export function ConditionPicker({ fields, onDraft, onAdd }: ConditionPickerProps) {
  const { t, format } = useText();
  const [chosen, setChosen] = useState<FieldWords | null>(null);
  const [draft, setDraft] = useState<Condition | null>(null);
  const take = () => {
    if (draft !== null) onAdd(draft);
  };
  useKeys({ 'Mod+Enter': { run: take, inFields: true } });
  if (chosen !== null) {
    return (
      <>
        <div className={styles.title}>{chosen.label}</div>
        <ConditionEditor
          field={chosen}
          condition={draft}
          onChange={(next) => {
            setDraft(next);
            onDraft(next);
          }}
          onDone={(last) => last !== null && onAdd(last)}
        />
        <div className={styles.foot}>
          <span className="spread" />
          <Button look="primary" size="small" keys="Mod+Enter" disabled={draft === null} onClick={take}>
            {t('ui.filter.take')}
          </Button>
        </div>
      </>
    );
  }
  const groups: FoundGroup[] = [
    {
      label: t('ui.filter.by'),
      items: fields
        .filter(({ type }) => type !== 'yes_no')
        .map((field) => ({ id: field.name, label: field.label, onRun: () => setChosen(field) })),
    },
    {
      label: t('ui.filter.at_once'),
      items: fields.flatMap((field) =>
        readyConditions(field).map((condition) => ({
          id: `${condition.field} ${condition.op} ${condition.values.join(',')}`,
          label: `${field.label}: ${conditionWords(condition, field, t, format)}`,
          onRun: () => onAdd(condition),
        })),
      ),
    },
  ];
  return <OptionPicker label={t('ui.filter.find')} groups={groups} />;
}

/** What needs no more words: both answers of yes and no, the common days, and that nothing is known. */
function readyConditions(field: FieldWords): Condition[] {
  const is = (...values: string[]): Condition => ({ field: field.name, op: 'is', values });
  if (field.type === 'yes_no') return [is('yes'), is('no')];
  const nothing = field.empty === true ? [is()] : [];
  if (field.type === 'date') return [is('overdue'), is('today'), is('next-30-days'), ...nothing];
  if (field.type === 'moment') {
    const untouched: Condition = { field: field.name, op: 'not', values: ['last-30-days'] };
    return [is('last-30-days'), ...(field.empty === true ? [untouched] : []), ...nothing];
  }
  if (field.type === 'person') return [is('me'), is('my-unit'), ...nothing];
  return nothing;
}
