import { Popover } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Condition } from '#shared/filter.ts';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { useOpened } from '../later.tsx';
import { useText } from '../text.tsx';
import { CONDITION_PARTS } from './condition-parts.ts';
import type { FieldWords } from './filter-words.ts';
import styles from './filters.module.css';

/** The button that adds a condition, with the picker under it. A press beside it takes what has been said; Esc forgets it. */
export interface AddConditionProps {
  fields: readonly FieldWords[];
  open: boolean;
  onOpen: (open: boolean) => void;
  onAdd: (condition: Condition) => void;
  opener: ReactElement;
}

export function AddCondition({ fields, open, onOpen, onAdd, opener }: AddConditionProps) {
  const { t } = useText();
  const [draft, setDraft] = useState<Condition | null>(null);
  const close = (said: Condition | null) => {
    onOpen(false);
    setDraft(null);
    if (said !== null) onAdd(said);
  };
  const parts = useOpened(CONDITION_PARTS, open, () => onOpen(false));
  return (
    <Popover
      opened={parts !== null}
      onChange={(next) => (next ? onOpen(true) : close(draft))}
      position="bottom-start"
      trapFocus
      returnFocus
      width={320}
    >
      <Popover.Target>{opener}</Popover.Target>
      <Popover.Dropdown aria-label={t('ui.filter.add')} className={styles.dropdown}>
        <EscapeLayer onEscape={() => close(null)}>
          {parts === null ? null : <parts.ConditionPicker fields={fields} onDraft={setDraft} onAdd={close} />}
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
}
