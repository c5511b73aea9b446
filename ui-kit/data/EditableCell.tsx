import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import forms from '../forms/forms.module.css';
import { useText } from '../text.tsx';

/**
 * A cell that is edited where it stands: a double press, or F2 on its row. Enter saves, Tab saves and goes on to the next
 * cell of the row, Esc gives up. What could not be saved stays in the field with a sentence.
 *
 *   <EditableCell label="Регион" value={row.region ?? ''} suggestions={regions} onSave={(region) => save(row, { region })}>{row.region}</EditableCell>
 */
export interface EditableCellProps {
  label: string;
  value: string;
  onSave: (value: string) => Promise<unknown>;
  suggestions?: readonly string[];
  /** What is shown while it is not edited. */
  children: ReactNode;
}

const EDITABLE = 'data-editable';

/** Begins to edit the first cell of a row that can be edited. */
export function editFirst(row: EventTarget | null): void {
  if (row instanceof Element) begin(row.querySelector(`[${EDITABLE}]`));
}

const begin = (cell: Element | null | undefined): void => {
  cell?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
};

export function EditableCell({ label, value, onSave, suggestions, children }: EditableCellProps) {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string>();
  const own = useRef<HTMLSpanElement>(null);
  const listId = useId();
  const rowOf = () => own.current?.closest<HTMLElement>('[role="row"]');

  const save = async () => {
    const next = draft?.trim() ?? value;
    setDraft(null);
    setWrong(undefined);
    if (next === value) return;
    setShown(next);
    try {
      await onSave(next);
    } catch (error) {
      setDraft(next);
      setWrong(error instanceof Error && error.message !== '' ? error.message : t('ui.form_failed'));
    } finally {
      setShown(null);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.code === 'Escape') {
      event.preventDefault();
      setDraft(null);
      setWrong(undefined);
      rowOf()?.focus();
    } else if (event.code === 'Enter' || event.code === 'NumpadEnter') {
      event.preventDefault();
      void save();
      rowOf()?.focus();
    } else if (event.code === 'Tab') {
      event.preventDefault();
      const cells = [...(rowOf()?.querySelectorAll(`[${EDITABLE}]`) ?? [])];
      const place = own.current === null ? -1 : cells.indexOf(own.current);
      const next = cells[place + (event.shiftKey ? -1 : 1)];
      void save();
      if (next === undefined) rowOf()?.focus();
      else begin(next);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 on the row does the same from the keyboard
    <span
      ref={own}
      className={forms.cell}
      {...{ [EDITABLE]: '' }}
      title={draft === null ? t('ui.edit_cell', { label }) : undefined}
      onDoubleClick={() => draft === null && setDraft(value)}
    >
      {draft === null ? (
        (shown ?? children)
      ) : (
        <span className={forms.inlineField}>
          <input
            // biome-ignore lint/a11y/noAutofocus: the reader has just asked to edit this very text
            autoFocus
            className={forms.inlineInput}
            aria-label={label}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? `${listId}-wrong` : undefined}
            list={suggestions === undefined ? undefined : listId}
            value={draft}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onClick={(event) => event.stopPropagation()}
            onBlur={() => (wrong ? undefined : void save())}
          />
          {suggestions === undefined ? null : (
            <datalist id={listId}>
              {suggestions.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
          {wrong ? (
            <span role="alert" id={`${listId}-wrong`} className={forms.cellWrong}>
              {wrong}
            </span>
          ) : null}
        </span>
      )}
    </span>
  );
}
