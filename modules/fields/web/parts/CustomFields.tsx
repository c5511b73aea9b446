import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { FieldHistory } from '#modules/journal/web/parts/FieldHistory.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { ProblemError, theirsOf } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { ConflictDialog } from '#ui-kit/feedback/ConflictDialog.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { FieldView } from '../../contract.ts';
import { type CustomValue, customName, type Entity } from '../../rules.ts';
import styles from './fields.module.css';
import { useFields } from './use-fields.ts';
import { ValueField } from './ValueField.tsx';
import { valueWords } from './value-words.ts';

type Values = Readonly<Record<string, CustomValue>>;
type People = Readonly<Record<string, string>>;
/** Saves one value over the version that was read, or over another one. */
export type SaveCustom = (custom: Record<string, CustomValue | null>, version?: number) => Promise<unknown>;

export interface CustomFieldsProps {
  entity: Entity;
  id: string;
  values: Values;
  people: People;
  /** Absent for whoever may only read the record. */
  save?: SaveCustom | undefined;
  /** Without a frame of its own: inside of another part of the card. */
  bare?: boolean;
}

/** The company's own fields on a card, each read, changed where it stands, and with its history. Nothing where there are none. */
export function CustomFields({ entity, id, values, people, save, bare = false }: CustomFieldsProps) {
  const { t } = useText();
  const fields = useFields(entity);
  const [editing, setEditing] = useState<string | null>(null);
  const shown = (fields ?? []).filter(({ key }) => save !== undefined || values[key] !== undefined);
  if (shown.length === 0) return null;
  const list = (
    <KeyValue
      labelWidth={152}
      items={shown.map((field) => ({
        label: field.name,
        value:
          editing === field.key && save !== undefined ? (
            <Editor
              field={field}
              value={values[field.key] ?? null}
              people={people}
              save={save}
              onDone={() => setEditing(null)}
            />
          ) : (
            <span className={styles.value}>
              <Shown field={field} value={values[field.key]} people={people} />
              {save === undefined ? null : (
                <button
                  type="button"
                  className={styles.edit}
                  aria-label={t('fields.change_value', { name: field.name })}
                  title={t('fields.change_value', { name: field.name })}
                  onClick={() => setEditing(field.key)}
                >
                  <Glyph of={IconPencil} />
                </button>
              )}
              <FieldHistory kind={entity} id={id} field={customName(field.key)} label={field.name} />
            </span>
          ),
      }))}
    />
  );
  return bare ? list : <Section title={t('fields.values')}>{list}</Section>;
}

function Shown({ field, value, people }: { field: FieldView; value: CustomValue | undefined; people: People }) {
  const { t, format } = useText();
  if (value === undefined) return <span className="ink-3">{t('fields.unknown_value')}</span>;
  const words = valueWords(field, value, people, t, format);
  if (field.type !== 'link') return <span className={styles.words}>{words}</span>;
  return (
    <a className={`link ${styles.words}`} href={words} target="_blank" rel="noreferrer noopener">
      {words.replace(/^https?:\/\//, '')}
    </a>
  );
}

interface EditorProps {
  field: FieldView;
  value: CustomValue | null;
  people: People;
  save: SaveCustom;
  onDone: () => void;
}

/**
 * One value being changed: Enter saves, Esc gives up. Where a colleague has changed the record meanwhile, but not this
 * field, it is saved over that; where they have changed this field, too, the reader chooses.
 */
function Editor({ field, value, people, save, onDone }: EditorProps) {
  const { t, format } = useText();
  const [draft, setDraft] = useState(value);
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [clash, setClash] = useState<{ theirs: CustomValue | null; version: number } | null>(null);
  const [was] = useState(value);
  const { key } = field;
  const keep = async (version?: number): Promise<void> => {
    if (draft === was && version === undefined) return onDone();
    setBusy(true);
    try {
      await save({ [key]: draft }, version);
      onDone();
    } catch (error) {
      const now = theirsOf(error);
      const theirs = now === null ? undefined : valueIn(now, key);
      if (now !== null && theirs !== undefined && typeof now.version === 'number') {
        if (theirs === was && version === undefined) return await keep(now.version);
        setClash({ theirs, version: now.version });
        return;
      }
      setWrong(faultOf(error, key) ?? t('ui.form_failed'));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void keep();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  const said = (one: CustomValue | null) => (one === null ? '—' : valueWords(field, one, people, t, format));
  return (
    <form className={styles.editor} aria-label={field.name} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <ValueField
        field={field}
        value={draft}
        people={people}
        hideLabel
        autoFocus
        error={wrong}
        onChange={(next) => {
          setWrong(undefined);
          setDraft(next);
        }}
      />
      <div className="row">
        <Button submit look="primary" size="small" disabled={busy}>
          {t('fields.save')}
        </Button>
        <Button size="small" look="quiet" onClick={onDone}>
          {t('fields.cancel')}
        </Button>
      </div>
      {clash === null ? null : (
        <ConflictDialog
          opened
          who={t('fields.colleague')}
          fields={[{ name: key, label: field.name, was: said(was), theirs: said(clash.theirs), yours: said(draft) }]}
          onClose={() => setClash(null)}
          onResolve={async (choice) => {
            if (choice[key] === 'yours') await save({ [key]: draft }, clash.version);
            onDone();
          }}
        />
      )}
    </form>
  );
}

/** The value that the record has now; undefined where what the server answered is no record with fields. */
function valueIn(record: Record<string, unknown>, key: string): CustomValue | null | undefined {
  const { custom } = record;
  if (typeof custom !== 'object' || custom === null) return undefined;
  // Under `custom` there is nothing but values.
  return (custom as Record<string, CustomValue>)[key] ?? null;
}

function faultOf(error: unknown, key: string): string | null {
  if (!(error instanceof ProblemError)) return null;
  return error.fields[`custom/${key}`] ?? error.message;
}
