import { IconPencil } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { Button } from '../Button.tsx';
import forms from '../forms/forms.module.css';
import { IconButton } from '../IconButton.tsx';
import { useText } from '../text.tsx';
import { CellConflict } from './cell-conflict.ts';

/**
 * A cell that is edited where it stands: a double press, or F2 on its row. Enter saves, Tab saves and goes on to the next
 * cell of the row, Esc gives up. What could not be saved stays in the field with a sentence. Where a colleague has changed
 * the same value meanwhile, theirs is shown and the reader chooses; `onSave` says so by a `CellConflict`.
 *
 *   <EditableCell label="Регион" value={row.region ?? ''} suggestions={regions} onSave={(region) => save(row, { region })} look="cut ink-2">{row.region}</EditableCell>
 */
export interface EditableCellProps {
  label: string;
  value: string;
  onSave: (value: string) => Promise<unknown>;
  suggestions?: readonly string[] | undefined;
  /** Classes of what is shown, where that is words and nothing else: they then stand in the cell itself. */
  look?: string;
  /** What is shown while it is not edited. */
  children: ReactNode;
}

const EDITABLE = 'data-editable';
const FAULTY = 'data-faulty';

/** Begins to edit the first cell of a row that can be edited. */
export function editFirst(row: EventTarget | null): void {
  if (row instanceof Element) begin(row.querySelector(`[${EDITABLE}]`));
}

const begin = (cell: Element | null | undefined): void => {
  cell?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
};

/**
 * A pencil beside an editable cell, for rows that one press opens: there a second press comes too late. It is seen under the
 * pointer; from the keyboard F2 does the same.
 *
 *   <span className={styles.named}><EditableCell … /><EditPencil label={t('projects.title_of')} /></span>
 */
export function EditPencil({ label }: { label: string }) {
  const { t } = useText();
  return (
    <IconButton
      icon={IconPencil}
      size="tiny"
      className={forms.pencil}
      tabIndex={-1}
      label={t('ui.edit_here', { label })}
      onClick={(event) => {
        event.stopPropagation();
        begin(event.currentTarget.parentElement?.querySelector(`[${EDITABLE}]`));
      }}
    />
  );
}

export function EditableCell(props: EditableCellProps) {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  const own = useRef<HTMLSpanElement>(null);
  const close = useCallback(() => setOpened(false), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 on the row does the same from the keyboard
    <span
      ref={own}
      className={props.look === undefined || opened ? forms.cell : `${forms.words} ${props.look}`}
      {...{ [EDITABLE]: '' }}
      // Said when it may be read: a long list has thousands of cells.
      onPointerEnter={(event) => {
        event.currentTarget.title = opened ? '' : t('ui.edit_cell', { label: props.label });
      }}
      onDoubleClick={() => setOpened(true)}
    >
      {opened ? <Editing {...props} own={own} onOver={close} /> : props.children}
    </span>
  );
}

interface EditingProps extends EditableCellProps {
  own: RefObject<HTMLSpanElement | null>;
  /** Nothing is being typed or saved here any more. */
  onOver: () => void;
}

/** The field of a cell; most cells of a list never have one. */
function Editing({ label, value, onSave, suggestions, look, children, own, onOver }: EditingProps) {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(value);
  const [shown, setShown] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string>();
  const [conflict, setConflict] = useState<CellConflict | null>(null);
  /** What stood here when the reader began: a list that is alive may change under them. */
  const [began] = useState(value);
  /** A key has ended the edit: the loss of focus that follows is none of the reader's. */
  const ended = useRef(false);
  const listId = useId();
  const isOver = draft === null && shown === null;
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver, onOver]);
  const isWrong = wrong !== undefined || conflict !== null;
  useEffect(() => {
    // What is wrong is said below the cell, over the next rows.
    const cell = own.current?.closest('[role="gridcell"]');
    cell?.toggleAttribute(FAULTY, isWrong);
    return () => cell?.removeAttribute(FAULTY);
  }, [isWrong, own]);
  const rowOf = () => own.current?.closest<HTMLElement>('[role="row"]');

  const finish = () => {
    setDraft(null);
    setWrong(undefined);
    setConflict(null);
  };
  const send = async (next: string, write: () => Promise<unknown>) => {
    finish();
    setShown(next);
    try {
      await write();
    } catch (error) {
      setDraft(next);
      if (error instanceof CellConflict) setConflict(error);
      else setWrong(error instanceof Error && error.message !== '' ? error.message : t('ui.form_failed'));
    } finally {
      setShown(null);
    }
  };
  const save = async () => {
    const next = draft?.trim() ?? value;
    if (next === value || next === began) return finish();
    if (value !== began) {
      const theirs = typeof children === 'string' ? children : value;
      return setConflict(new CellConflict(theirs, () => onSave(next)));
    }
    await send(next, () => onSave(next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.code === 'Escape') {
      event.preventDefault();
      ended.current = true;
      finish();
      rowOf()?.focus();
    } else if (event.code === 'Enter' || event.code === 'NumpadEnter') {
      event.preventDefault();
      ended.current = true;
      void save();
      rowOf()?.focus();
    } else if (event.code === 'Tab') {
      event.preventDefault();
      const cells = [...(rowOf()?.querySelectorAll(`[${EDITABLE}]`) ?? [])];
      const place = own.current === null ? -1 : cells.indexOf(own.current);
      ended.current = true;
      const next = cells[place + (event.shiftKey ? -1 : 1)];
      void save();
      if (next === undefined) rowOf()?.focus();
      else begin(next);
    }
  };
  if (draft === null) return <span className={look}>{shown ?? children}</span>;
  return (
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
        onBlur={() => (ended.current || wrong || conflict ? undefined : void save())}
      />
      {suggestions === undefined ? null : (
        <datalist id={listId}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {conflict === null ? null : (
        <span role="alert" className={forms.cellWrong}>
          {t('ui.cell_conflict', { value: conflict.theirs === '' ? '—' : conflict.theirs })}
          <span className="row">
            <Button size="small" onClick={finish}>
              {t('ui.cell_take')}
            </Button>
            <Button size="small" onClick={() => void send(draft, conflict.overwrite)}>
              {t('ui.cell_keep')}
            </Button>
          </span>
        </span>
      )}
      {wrong ? (
        <span role="alert" id={`${listId}-wrong`} className={forms.cellWrong}>
          {wrong}
        </span>
      ) : null}
    </span>
  );
}
