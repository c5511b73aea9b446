import { type ReactNode, useState } from 'react';
import { Button } from '../Button.tsx';
import { useText } from '../text.tsx';
import { Dialog } from './Dialog.tsx';
import styles from './feedback.module.css';

/**
 * Two people changed one record: what was, theirs, yours, a choice per field; nothing is lost. Where only one of the two
 * changed a field there is nothing to choose, so give only fields that both changed.
 *
 *   <ConflictDialog opened who="И. Ковалёва" fields={[{ name: 'window', label: 'Окно', was, theirs, yours }]}
 *     onResolve={(choice) => save(choice)} onClose={close} />   // choice: { window: 'theirs' | 'yours' }
 */
export interface ConflictField {
  name: string;
  label: string;
  was: ReactNode;
  theirs: ReactNode;
  yours: ReactNode;
}

export type ConflictChoice = Record<string, 'theirs' | 'yours'>;

export interface ConflictDialogProps {
  opened: boolean;
  /** Who changed it meanwhile. */
  who: string;
  fields: ConflictField[];
  onResolve: (choice: ConflictChoice) => Promise<void> | void;
  onClose: () => void;
}

export function ConflictDialog(props: ConflictDialogProps) {
  const { t } = useText();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('ui.conflict')} size={480} keepOnClickOutside>
      <Choice {...props} />
    </Dialog>
  );
}

function Choice({ who, fields, onResolve, onClose }: ConflictDialogProps) {
  const { t } = useText();
  const [choice, setChoice] = useState<ConflictChoice>({});
  const undecided = fields.find((field) => choice[field.name] === undefined);
  const pick = (name: string, side: 'theirs' | 'yours') => setChoice((now) => ({ ...now, [name]: side }));
  return (
    <>
      <p className="ink-2">{t('ui.conflict_text', { who })}</p>
      <div className={styles.conflict}>
        {fields.map((field) => (
          <FieldChoice key={field.name} field={field} chosen={choice[field.name]} onPick={pick} />
        ))}
      </div>
      <div className={styles.foot}>
        <Button onClick={onClose} keys="Escape">
          {t('ui.cancel')}
        </Button>
        <Button
          look="primary"
          missing={undecided ? t('ui.conflict_choose', { field: undecided.label }) : undefined}
          onMissing={() => document.getElementById(`conflict-${undecided?.name}`)?.focus()}
          onClick={() => void onResolve(choice)}
        >
          {t('ui.save')}
        </Button>
      </div>
    </>
  );
}

function FieldChoice({
  field,
  chosen,
  onPick,
}: {
  field: ConflictField;
  chosen: 'theirs' | 'yours' | undefined;
  onPick: (name: string, side: 'theirs' | 'yours') => void;
}) {
  const { t } = useText();
  const side = (which: 'theirs' | 'yours', word: string, verb: string) => (
    <div className={styles.conflictRow} data-chosen={chosen === which || undefined}>
      <span className="ink-3">{word}</span>
      <span className="medium">{field[which]}</span>
      <Button
        size="small"
        pressed={chosen === which}
        label={`${field.label}: ${verb}`}
        onClick={() => onPick(field.name, which)}
        {...(which === 'theirs' ? { id: `conflict-${field.name}` } : {})}
      >
        {verb}
      </Button>
    </div>
  );
  return (
    <>
      <p className={styles.conflictField} style={{ gridColumn: '1 / -1' }}>
        {field.label}
      </p>
      <div className={styles.conflictRow}>
        <span className="ink-3">{t('ui.was')}</span>
        <span>{field.was}</span>
      </div>
      {side('theirs', t('ui.theirs'), t('ui.take'))}
      {side('yours', t('ui.yours'), t('ui.keep'))}
    </>
  );
}
