import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { LineField } from '#ui-kit/forms/LineField.tsx';
import styles from './lists.module.css';

const TYPING_PAUSE_MS = 200;

export interface ListSearchProps {
  /** What can be typed. */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** The words typed go into the address after a pause, so that the list does not flicker at every letter. */
export function ListSearch({ label, value, onChange }: ListSearchProps) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== sent) {
    // The address has changed by itself: a cleared filter, the way back.
    setSent(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(typed);
      onChange(typed);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, sent, onChange]);
  return (
    <div className={styles.search}>
      <LineField label={label} icon={IconSearch} value={typed} onChange={setTyped} />
    </div>
  );
}
