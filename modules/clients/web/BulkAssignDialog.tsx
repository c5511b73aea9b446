import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MultiSelectField, SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { ASSIGN_RULES, type AssignRule, startBulkRoute } from '../bulk/contract.ts';
import type { BulkDialogProps } from './BulkEditDialog.tsx';

/** Gives all that is chosen to one person, or to several by a rule. */
export function BulkAssignDialog({ chosen, count, fields, onStarted, onClose }: BulkDialogProps) {
  const { t } = useText();
  const start = useWrite(startBulkRoute);
  const people = fields.find(({ name }) => name === 'holder')?.choices ?? [];
  const form = useDraftForm<{ to: string[]; rule: AssignRule; note: string }>({
    initial: { to: [], rule: 'evenly', note: '' },
    missing: ({ to, note }) => [
      ...(to.length === 0 ? [{ field: 'to', text: t('clients.missing.receiver') } as const] : []),
      ...(note.trim() === '' ? [{ field: 'note', text: t('clients.missing.cover') } as const] : []),
    ],
  });
  const { to, rule } = form.values;
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('clients.bulk.assign_title', { count })}
      onClose={onClose}
      submitLabel={t('clients.bulk.assign')}
      note={t('clients.bulk.assign_note')}
      onSubmit={async (values) => {
        try {
          const change = { kind: 'assign' as const, to: values.to, rule: values.rule, note: values.note.trim() };
          const { id } = await start.mutateAsync({ body: { selection: chosen, change } });
          onStarted(id);
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          return { ok: false, ...(failure.text === undefined ? {} : { text: failure.text }) };
        }
      }}
    >
      <MultiSelectField
        {...form.field('to')}
        label={t('clients.bulk.assign_to')}
        hint={t('clients.bulk.assign_to_hint')}
        options={people}
        required
        autoFocus
      />
      {to.length > 1 ? (
        <SelectField
          {...form.field('rule')}
          label={t('clients.bulk.rule')}
          hint={t(`clients.bulk.rule_hint.${rule}`)}
          options={ASSIGN_RULES.map((value) => ({ value, label: t(`clients.bulk.rule.${value}`) }))}
          onChange={(next) => form.set({ rule: next ?? 'evenly' })}
        />
      ) : null}
      <TextArea
        {...form.field('note')}
        label={t('clients.cover')}
        placeholder={t('clients.bulk.cover_example')}
        rows={3}
        maxLength={4000}
        required
      />
    </FormDialog>
  );
}
