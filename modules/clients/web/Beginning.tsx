import { useState } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import { LineField } from '#ui-kit/forms/LineField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { isSortName, isStart } from '../listing/rules.ts';
import type { ClientAddress } from './client-list.ts';
import styles from './parts/clients.module.css';

export interface BeginningProps {
  shown: ClientAddress;
  onShow: (part: Partial<ClientAddress>) => void;
}

/** Where in its order the list begins: at a letter, a day, a size. */
export function Beginning({ shown, onShow }: BeginningProps) {
  const { t, format } = useText();
  const column = shown.sort?.column ?? 'name';
  const sort = isSortName(column) ? column : 'name';
  const words = sort === 'name' || sort === 'region';
  const print = (start: string) => (/^\d{4}-/.test(start) ? format.date(start) : start);
  const [typed, setTyped] = useState(print(shown.start));
  if (sort === 'state' || isCustomName(sort)) return null;
  const read = (text: string): string => {
    const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim()) ?? [];
    return day === undefined ? text.trim() : `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
  const start = read(typed);
  const clear = start === '' || isStart(sort, start);
  const go = () => {
    if (clear && start !== shown.start) onShow({ start });
  };
  return (
    <form
      className={styles.beginning}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <LineField
        label={t('clients.begin_at')}
        placeholder={words ? t('clients.begin_at_letter') : t('clients.begin_at_day')}
        value={typed}
        onChange={setTyped}
        onBlur={go}
        error={clear ? undefined : t('clients.begin_unclear')}
      />
    </form>
  );
}
