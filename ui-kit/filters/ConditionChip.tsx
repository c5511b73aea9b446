import { Popover } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Condition } from '#shared/filter.ts';
import { Button } from '../Button.tsx';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { useOpened } from '../later.tsx';
import { useText } from '../text.tsx';
import { CONDITION_PARTS } from './condition-parts.ts';
import { conditionWords, type FieldWords } from './filter-words.ts';
import styles from './filters.module.css';

/** One condition of the sentence: pressed it opens, Delete takes it out. */
export interface ConditionChipProps {
  condition: Condition;
  field: FieldWords;
  fields: readonly FieldWords[];
  /** `null` takes the condition out. */
  onChange: (next: Condition | null) => void;
  onAlternative: (other: Condition) => void;
}

export function ConditionChip({ condition, field, fields, onChange, onAlternative }: ConditionChipProps) {
  const { t, format } = useText();
  const [open, setOpen] = useState(false);
  const [adding, setAdding] = useState(false);
  const close = (next: boolean) => {
    setOpen(next);
    setAdding(false);
  };
  /** Taking the last value away leaves the condition as it was: to take it out there is a button of its own. */
  const finish = (last: Condition | null) => {
    close(false);
    onChange(last);
  };
  const addAlternative = (other: Condition) => {
    close(false);
    onAlternative(other);
  };
  const words = conditionWords(condition, field, t, format);
  const parts = useOpened(CONDITION_PARTS, open, () => close(false));
  return (
    <Popover opened={parts !== null} onChange={close} position="bottom-start" trapFocus returnFocus width={320}>
      <Popover.Target>
        <button
          type="button"
          className={styles.chip}
          onPointerEnter={CONDITION_PARTS.preload}
          onClick={() => close(!open)}
          onKeyDown={(event) => {
            if (event.code === 'Delete' || event.code === 'Backspace') onChange(null);
          }}
        >
          <span className="ink-3 nowrap">{field.label}:</span> <span className="cut">{words}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={field.label} className={styles.dropdown}>
        <EscapeLayer onEscape={() => close(false)}>
          {parts === null ? null : adding ? (
            <parts.ConditionPicker fields={fields} onDraft={() => undefined} onAdd={addAlternative} />
          ) : (
            <>
              <div className={styles.title}>{field.label}</div>
              <parts.ConditionEditor
                field={field}
                condition={condition}
                onChange={(next) => next !== null && onChange(next)}
                onDone={finish}
              />
              <div className={styles.foot}>
                <Button look="quiet" size="small" onClick={() => setAdding(true)}>
                  {t('ui.filter.alternative')}
                </Button>
                <span className="spread" />
                <Button look="quiet" size="small" icon={IconTrash} onClick={() => finish(null)}>
                  {t('ui.filter.remove')}
                </Button>
              </div>
            </>
          )}
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
}
