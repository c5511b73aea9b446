import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DateField, TimeField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientCard, type FirstStep, takeClientRoute } from '../../contract.ts';

const KINDS: readonly FirstStep['kind'][] = ['call', 'meeting', 'video_meeting', 'letter', 'check', 'task'];

interface Step {
  kind: FirstStep['kind'];
  title: string;
  due_on: string | null;
  due_time: string | null;
}

/** Takes a client that nobody works with into one's own work, with the first step. Mount it when it is opened. */
export function TakeDialog({ client, onClose }: { client: Pick<ClientCard, 'id' | 'name'>; onClose: () => void }) {
  const { t } = useText();
  const { today } = useActor();
  const take = useWrite(takeClientRoute, { said: ({ name }) => t('clients.taken_said', { name }) });
  const form = useDraftForm<Step>({
    initial: { kind: 'call', title: '', due_on: null, due_time: null },
    draftKey: `take/${client.id}`,
    missing: ({ title, due_on }) => [
      ...(title.trim() === '' ? [{ field: 'title', text: t('clients.missing.step') } as const] : []),
      ...(due_on === null ? [{ field: 'due_on', text: t('clients.missing.day') } as const] : []),
    ],
  });
  const kind = form.field('kind');
  return (
    <FormDialog
      form={form}
      opened
      title={t('clients.take_title', { name: client.name })}
      onClose={onClose}
      submitLabel={t('clients.take')}
      note={t('clients.take_note')}
      onSubmit={async (values) => {
        const { due_on, due_time, title } = values;
        try {
          await take.mutateAsync({
            params: { id: client.id },
            body: {
              step: {
                kind: values.kind,
                title: title.trim(),
                due_on: due_on ?? '',
                ...(due_time === null ? {} : { due_time }),
              },
            },
          });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          const fields = Object.entries(failure.fields ?? {}).map(([path, text]) => [
            path.replace(/^step\//, ''),
            text,
          ]);
          return fields.length === 0 ? failure : { ...failure, fields: Object.fromEntries(fields) };
        }
      }}
    >
      <SelectField
        label={t('clients.step_kind')}
        {...kind}
        onChange={(value) => value !== null && kind.onChange(value)}
        options={KINDS.map((value) => ({ value, label: t(`clients.step_kind.${value}`) }))}
      />
      <TextField
        label={t('clients.first_step')}
        {...form.field('title')}
        placeholder={t('clients.first_step_example')}
        maxLength={500}
        required
        autoFocus
      />
      <FieldRow>
        <DateField label={t('clients.step_day')} {...form.field('due_on')} min={today} today={today} required />
        <TimeField label={t('clients.step_time')} {...form.field('due_time')} />
      </FieldRow>
    </FormDialog>
  );
}
