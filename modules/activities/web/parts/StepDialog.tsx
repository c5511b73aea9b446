import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type About, planClientStep, type StepKind } from '../../contract.ts';
import { StepFields } from './StepFields.tsx';
import { emptyStep, missingInStep, type StepValues, stepFaults, stepInput } from './step-form.ts';

/** Plans a step at a client [N]. Mount it when it is opened. */
export function StepDialog({
  clientId,
  clientName,
  onClose,
  kind,
  about,
  ownerId,
}: {
  clientId: string;
  clientName?: string | undefined;
  onClose: () => void;
  kind?: StepKind;
  about?: About;
  ownerId?: string;
}) {
  const { t, format } = useText();
  const plan = useWrite(planClientStep, {
    said: (step) => t('activities.planned', { title: step.title, day: format.date(step.due_on) }),
  });
  const form = useDraftForm<StepValues>({
    initial: emptyStep(kind),
    draftKey: `step/${clientId}`,
    missing: (values) =>
      missingInStep(values, { title: t('activities.missing.title'), day: t('activities.missing.day') }),
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('activities.step_title', { client: clientName ?? '' })}
      onClose={onClose}
      submitLabel={t('activities.step_submit')}
      onSubmit={async (values) => {
        try {
          const more = {
            ...(about === undefined ? {} : { about }),
            ...(ownerId === undefined ? {} : { owner_id: ownerId }),
          };
          await plan.mutateAsync({ params: { id: clientId }, body: { ...stepInput(values), ...more } });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          return { ...failure, fields: stepFaults(failure.fields) };
        }
      }}
    >
      <StepFields form={form} clientId={clientId} ownerId={ownerId} autoFocus />
    </FormDialog>
  );
}
