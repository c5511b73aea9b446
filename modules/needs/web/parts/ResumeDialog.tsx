import { StepFields } from '#modules/activities/web/parts/StepFields.tsx';
import {
  emptyStep,
  missingInStep,
  type StepValues,
  stepFaults,
  stepInput,
} from '#modules/activities/web/parts/step-form.ts';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { resumeClientRoute } from '../../contract.ts';

/** Brings a waiting client back into work, with its next step. Mount it when it is opened. */
export function ResumeDialog({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useText();
  const resume = useWrite(resumeClientRoute, { said: () => t('needs.resumed') });
  const form = useDraftForm<StepValues>({
    initial: emptyStep(),
    draftKey: `resume/${clientId}`,
    missing: (values) => missingInStep(values, { title: t('needs.missing.step'), day: t('needs.missing.step_day') }),
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('needs.resume_title')}
      onClose={onClose}
      submitLabel={t('needs.resume_submit')}
      note={t('needs.resume_note')}
      onSubmit={async (values) => {
        try {
          await resume.mutateAsync({ params: { id: clientId }, body: stepInput(values) });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          return { ...failure, fields: stepFaults(failure.fields) };
        }
      }}
    >
      <StepFields form={form} clientId={clientId} autoFocus />
    </FormDialog>
  );
}
