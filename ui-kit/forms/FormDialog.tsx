import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '../Button.tsx';
import { Dialog } from '../feedback/Dialog.tsx';
import { Glyph } from '../icon.tsx';
import { useKeys } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';
import styles from './forms.module.css';
import type { DraftForm } from './use-draft-form.ts';

/** How a save ended. Sentences per field are shown on the fields, `text` above the buttons. */
export type SaveResult = { ok: true } | { ok: false; fields?: Readonly<Record<string, string>>; text?: string };

export interface FormProps<T> {
  form: DraftForm<T>;
  /** Saves the values. On success the draft is forgotten and the form calls `onSaved`. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a saver that simply returns has succeeded
  onSubmit: (values: T) => Promise<SaveResult | void>;
  onSaved?: () => void;
  onCancel?: () => void;
  submitLabel: string;
  /** What happens after saving, under the button. */
  note?: ReactNode;
  children: ReactNode;
}

/**
 * Fields with the buttons under them, saved by the button or Ctrl+Enter. While something is missing the button stays,
 * says what, and takes the reader there.
 *
 *   <DraftFormBody form={form} onSubmit={save} submitLabel="Сохранить">…fields…</DraftFormBody>
 */
export function DraftFormBody<T>({ form, onSubmit, onSaved, onCancel, submitLabel, note, children }: FormProps<T>) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const fields = useRef<HTMLDivElement>(null);
  const gap = form.missing[0];

  const focusField = (name: string) => {
    const node = document.getElementById(form.idOf(name));
    const target = node?.matches('[role="radiogroup"], fieldset')
      ? (node.querySelector<HTMLElement>('input') ?? node)
      : node;
    target?.focus();
  };

  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    if (gap) {
      focusField(gap.field);
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const result = await onSubmit(form.values);
      if (result && !result.ok) {
        form.setErrors(result.fields ?? {});
        setFailure(result.text ?? (result.fields ? undefined : t('ui.form_failed')));
        const wrong = Object.keys(result.fields ?? {})[0];
        if (wrong !== undefined) requestAnimationFrame(() => focusField(wrong));
        return;
      }
      form.reset();
      onSaved?.();
    } catch (error) {
      setFailure(error instanceof Error && error.message !== '' ? error.message : t('ui.form_failed'));
    } finally {
      setBusy(false);
    }
  };

  useKeys({ 'Mod+Enter': { run: () => void save(), inFields: true } });

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void save(event)}>
      <div className={styles.fields} ref={fields}>
        {form.restored ? (
          <p className="t-small ink-3">
            {t('ui.draft_restored')}{' '}
            <button type="button" className="link" onClick={form.reset}>
              {t('ui.start_over')}
            </button>
          </p>
        ) : null}
        {children}
      </div>
      <div className={styles.formFoot}>
        {failure === undefined ? null : (
          <p className={styles.formError} role="alert">
            <Glyph of={IconAlertCircle} />
            {failure}
          </p>
        )}
        <div className={styles.formButtons}>
          <Button
            look="primary"
            size="main"
            wide
            submit
            busy={busy}
            keys="Mod+Enter"
            missing={gap ? `${submitLabel}: ${gap.text}` : undefined}
            onMissing={() => gap && focusField(gap.field)}
          >
            {submitLabel}
          </Button>
          {onCancel ? (
            <Button size="main" onClick={onCancel} keys="Escape">
              {t('ui.cancel')}
            </Button>
          ) : null}
        </div>
        {note ? <div className="t-small ink-3">{note}</div> : null}
      </div>
    </form>
  );
}

/**
 * The same in a window: a drawer beside what it is about, or a modal for a short question. What was typed survives both
 * closing and a reload.
 *
 *   <FormDialog form={form} opened={opened} title="Следующий шаг" onClose={close} onSubmit={save} submitLabel="Сохранить шаг">
 */
export interface FormDialogProps<T> extends Omit<FormProps<T>, 'onCancel' | 'onSaved'> {
  opened: boolean;
  title: ReactNode;
  onClose: () => void;
  kind?: 'drawer' | 'modal';
  size?: number;
}

export function FormDialog<T>({ opened, title, onClose, kind = 'drawer', size, ...body }: FormDialogProps<T>) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={title}
      kind={kind}
      {...(size === undefined ? {} : { size })}
      keepOnClickOutside={body.form.dirty}
    >
      <DraftFormBody {...body} onSaved={onClose} onCancel={onClose} />
    </Dialog>
  );
}
