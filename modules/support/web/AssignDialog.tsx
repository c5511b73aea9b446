import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { assignRequestRoute, type RoutingView, type SupportRequest } from '../contract.ts';

interface AssignDialogProps {
  request: SupportRequest;
  routing: RoutingView;
  onClose: () => void;
}

/** Overrules the choice of the department, with the reason that is kept. */
export function AssignDialog({ request, routing, onClose }: AssignDialogProps) {
  const { t } = useText();
  const assign = useWrite(assignRequestRoute);
  const form = useDraftForm<{ who: string | null; reason: string }>({
    initial: { who: routing.specialist_id, reason: '' },
    missing: (values) => [
      ...(values.who === null ? [{ field: 'who', text: t('support.assign_title') } as const] : []),
      ...(values.who !== routing.specialist_id && values.reason.trim() === ''
        ? [{ field: 'reason', text: t('support.reason_missing') } as const]
        : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('support.assign_title')}
      onClose={onClose}
      submitLabel={t('support.assign')}
      onSubmit={async ({ who, reason }) => {
        try {
          await assign.mutateAsync({
            params: { id: request.id },
            body: {
              version: request.version,
              ...(who === null || who === routing.specialist_id ? {} : { specialist_id: who, reason: reason.trim() }),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <SelectField
        label={t('support.specialist')}
        {...form.field('who')}
        required
        options={routing.order.map((one) => ({
          value: one.employee_id,
          label: one.name,
          note: t(`support.why.${one.why}`),
        }))}
      />
      <TextArea label={t('support.assign_reason')} {...form.field('reason')} rows={3} maxLength={1000} />
    </FormDialog>
  );
}
