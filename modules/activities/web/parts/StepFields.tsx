import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead } from '#ui-kit/call.ts';
import { DateField, TimeField } from '#ui-kit/forms/DateField.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { findWorkingDay, type StepKind } from '../../contract.ts';
import { ContactField } from './ContactField.tsx';
import type { StepForm } from './step-form.ts';

const KINDS: readonly StepKind[] = ['call', 'meeting', 'video_meeting', 'letter', 'check', 'task'];

/** What, when and with whom: the fields of a step, also inside forms that end in one. */
export function StepFields({
  form,
  clientId,
  ownerId,
  autoFocus = false,
}: {
  form: StepForm;
  clientId: string;
  ownerId?: string | undefined;
  autoFocus?: boolean;
}) {
  const { t } = useText();
  const { today } = useActor();
  const kind = form.field('step_kind');
  return (
    <>
      <SelectField
        label={t('activities.field.step_kind')}
        {...kind}
        onChange={(value) => value !== null && kind.onChange(value)}
        options={KINDS.map((value) => ({ value, label: t(`activities.step_kind.${value}`) }))}
      />
      <TextField
        label={t('activities.field.title')}
        placeholder={t('activities.field.title_example')}
        {...form.field('title')}
        maxLength={500}
        autoFocus={autoFocus}
        required
      />
      <FieldRow template="minmax(0, 3fr) minmax(88px, 2fr)">
        <DateField
          label={t('activities.field.due_on')}
          {...form.field('due_on')}
          min={today}
          today={today}
          hint={<LandsOn on={form.values.due_on} time={form.values.due_time} ownerId={ownerId} />}
          required
        />
        <TimeField label={t('activities.field.due_time')} {...form.field('due_time')} />
      </FieldRow>
      <ContactField label={t('activities.field.contact')} clientId={clientId} {...form.field('step_contact')} />
    </>
  );
}

/** Says where a day off moves to, before it is saved. */
function LandsOn({ on, time, ownerId }: { on: string | null; time: string | null; ownerId: string | undefined }) {
  const { t, format } = useText();
  const asked = on !== null && time === null;
  const query = { on: on ?? '', ...(ownerId === undefined ? {} : { owner_id: ownerId }) };
  const lands = useRead(findWorkingDay, { query }, { enabled: asked });
  if (!asked || lands.data === undefined || !lands.data.moved) return null;
  return <>{t('activities.day_off_moves', { day: format.weekdayDate(lands.data.on) })}</>;
}
