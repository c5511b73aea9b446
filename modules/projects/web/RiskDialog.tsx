import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { addRiskRoute } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

/** What may go wrong [R], and what is done about it. */
export function RiskDialog({ project, onClose }: DialogProps) {
  const { t } = useText();
  const save = useSave(addRiskRoute);
  const form = useDraftForm<{ said: string; answer: string }>({
    initial: { said: '', answer: '' },
    draftKey: `risk/${project.id}`,
    missing: ({ said }) => (said.trim() === '' ? [{ field: 'said', text: t('projects.words_missing') }] : []),
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('projects.risk')}
      onClose={onClose}
      submitLabel={t('projects.risk')}
      onSubmit={({ said, answer }) =>
        save({
          params: { id: project.id },
          body: { said: said.trim(), ...(answer.trim() === '' ? {} : { answer: answer.trim() }) },
        })
      }
    >
      <TextArea label={t('projects.risk_said')} {...form.field('said')} rows={3} maxLength={1000} required autoFocus />
      <TextArea label={t('projects.risk_answer')} {...form.field('answer')} rows={3} maxLength={1000} />
    </FormDialog>
  );
}
