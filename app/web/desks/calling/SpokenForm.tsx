import { useState } from 'react';
import type { Call, OutcomeInput } from '#modules/calling/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { DateField, TimeField } from '#ui-kit/forms/DateField.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './outcomes.module.css';

interface SpokenFormProps {
  call: Call;
  contactId: string | null;
  busy: boolean;
  onRecord: (input: OutcomeInput) => Promise<void>;
  onClose: () => void;
}

const NEW = 'new';

/** With whom, and what comes next. Who is ready is handed over from the brief, and needs no step of ours here. */
export function SpokenForm({ call, contactId, busy, onRecord, onClose }: SpokenFormProps) {
  const { t } = useText();
  const { today } = useActor();
  const [who, setWho] = useState<string | null>(contactId ?? (call.people.length === 0 ? NEW : null));
  const [name, setName] = useState('');
  const [position, setPosition] = useState('');
  const [title, setTitle] = useState('');
  const [on, setOn] = useState<string | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const known = who !== null && who !== NEW;
  const lacks =
    known || name.trim() !== ''
      ? on === null
        ? t('calling.spoken_lacks_date')
        : undefined
      : t('calling.spoken_lacks_who');
  const save = () => {
    if (lacks !== undefined || on === null || busy) return;
    void onRecord({
      outcome: 'spoken',
      ...(known
        ? { contact_id: who }
        : {
            who: {
              full_name: name.trim(),
              ...(position.trim() === '' ? {} : { position_title: position.trim() }),
            },
          }),
      next: {
        due_on: on,
        ...(title.trim() === '' ? {} : { title: title.trim() }),
        ...(at === null ? {} : { due_time: at, time_of: 'client' as const }),
      },
    });
  };
  useKeys({ 'Mod+Enter': { run: save, inFields: true } });
  return (
    <div className={styles.asked}>
      <SelectField
        label={t('calling.spoken_who')}
        value={who}
        onChange={setWho}
        options={[
          ...call.people.map((person) => ({
            value: person.contact_id,
            label: person.full_name,
            note: person.position_title ?? undefined,
          })),
          { value: NEW, label: t('calling.spoken_new') },
        ]}
      />
      {who === NEW ? (
        <>
          <TextField label={t('calling.spoken_name')} value={name} onChange={setName} maxLength={300} autoFocus />
          <TextField label={t('calling.spoken_position')} value={position} onChange={setPosition} maxLength={300} />
        </>
      ) : null}
      <TextField
        label={t('calling.spoken_next')}
        placeholder={t('calling.step.call_back')}
        value={title}
        onChange={setTitle}
        maxLength={500}
      />
      <FieldRow template="minmax(0, 3fr) minmax(80px, 2fr)">
        <DateField label={t('calling.call_back_on')} value={on} onChange={setOn} min={today} today={today} />
        <TimeField label={t('calling.call_back_at')} value={at} onChange={setAt} />
      </FieldRow>
      <p className="t-small ink-3">{t('calling.spoken_note')}</p>
      <div className={styles.choice}>
        <Button look="primary" wide keys="Mod+Enter" busy={busy} missing={lacks} onClick={save}>
          {t('calling.spoken_save')}
        </Button>
        <Button look="quiet" size="small" keys="Escape" onClick={onClose}>
          {t('calling.other_outcome')}
        </Button>
      </div>
    </div>
  );
}
