import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import { errorSign, mantineProps } from './Frame.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';

/**
 * Search as you type among things that live on the server: a person, a client, a document.
 *
 *   <PickField label="Кто примет" {...form.field('receiver')} find={(query, signal) => searchPeople(query, signal)} />
 *
 * `find('')` gives what is offered before anything is typed. `onCreate` adds «Создать «…»» under the results.
 */
export interface PickOption {
  value: string;
  label: string;
  note?: string | undefined;
  mark?: ReactNode;
}

export interface PickFieldProps extends FieldProps<PickOption | null> {
  find: (query: string, signal: AbortSignal) => Promise<readonly PickOption[]>;
  onCreate?: ((query: string) => void) | undefined;
  /** How many letters to wait for; 0 by default. */
  from?: number;
}

type Found = { state: 'waiting' } | { state: 'failed' } | { state: 'found'; options: readonly PickOption[] };

const PAUSE_MS = 150;
const CREATE = '\u0000create';

/** Asks after a pause in typing and forgets answers to what is no longer typed. */
function useFound(find: PickFieldProps['find'], query: string, asked: boolean): Found {
  const [found, setFound] = useState<Found>({ state: 'waiting' });
  useEffect(() => {
    if (!asked) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        find(query, stop.signal).then(
          (options) => !stop.signal.aborted && setFound({ state: 'found', options }),
          () => !stop.signal.aborted && setFound({ state: 'failed' }),
        );
      },
      query === '' ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [find, query, asked]);
  return found;
}

export function PickField({ value, onChange, find, onCreate, from = 0, onBlur, ...rest }: PickFieldProps) {
  const { t } = useText();
  const [query, setQuery] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const typed = query ?? '';
  const enough = typed.length >= from;
  const found = useFound(find, typed, combobox.dropdownOpened && enough);
  const options = found.state === 'found' ? found.options : [];
  const firstOption = options[0]?.value;
  const { selectFirstOption } = combobox;
  useEffect(() => {
    if (firstOption !== undefined) selectFirstOption();
  }, [firstOption, selectFirstOption]);

  const choose = (id: string) => {
    if (id === CREATE) onCreate?.(typed);
    else onChange(options.find((option) => option.value === id) ?? null);
    setQuery(null);
    combobox.closeDropdown();
  };
  const message = !enough
    ? t('ui.keep_typing')
    : found.state === 'waiting'
      ? t('ui.searching')
      : found.state === 'failed'
        ? t('ui.find_failed')
        : options.length === 0
          ? typed === '' && from === 0
            ? t('ui.type_to_find')
            : t('ui.nothing_found')
          : undefined;
  const clear = (
    <button
      type="button"
      className={styles.inField}
      aria-label={t('ui.clear')}
      onClick={() => {
        onChange(null);
        setQuery(null);
      }}
    >
      <Glyph of={IconX} size={14} />
    </button>
  );
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          {...mantineProps({ ...rest, placeholder: rest.placeholder ?? t('ui.type_to_find') })}
          value={query ?? value?.label ?? ''}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            setQuery(null);
            combobox.closeDropdown();
            onBlur?.();
          }}
          rightSection={value !== null && !rest.disabled ? clear : errorSign(rest.error)}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={rest.label} mah={280} style={{ overflowY: 'auto' }}>
          {options.map((option) => (
            <Combobox.Option key={option.value} value={option.value}>
              {option.mark}
              <span className={styles.option}>
                <span className="cut">{option.label}</span>
                {option.note ? <span className={`${styles.optionNote} cut`}>{option.note}</span> : null}
              </span>
            </Combobox.Option>
          ))}
          {onCreate && typed.trim() !== '' && found.state === 'found' ? (
            <Combobox.Option value={CREATE}>
              <Glyph of={IconPlus} />
              {t('ui.create', { query: typed.trim() })}
            </Combobox.Option>
          ) : null}
          {message === undefined ? null : <Combobox.Empty>{message}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
