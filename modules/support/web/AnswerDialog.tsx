import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { answerRequestRoute, type SupportRequest } from '../contract.ts';

const MINUTES = 60;

/** The answer in two versions, technical and in the client's language, and the hours it took. */
export function AnswerDialog({ request, onClose }: { request: SupportRequest; onClose: () => void }) {
  const { t } = useText();
  const answer = useWrite(answerRequestRoute);
  const form = useDraftForm<{ finding: string; for_client: string; hours: number | null }>({
    initial: { finding: request.finding ?? '', for_client: request.for_client ?? '', hours: null },
    draftKey: `answer/${request.id}`,
    missing: (values) => [
      ...(values.finding.trim() === '' ? [{ field: 'finding', text: t('support.finding_missing') } as const] : []),
      ...(values.for_client.trim() === ''
        ? [{ field: 'for_client', text: t('support.for_client_missing') } as const]
        : []),
      ...(values.hours === null ? [{ field: 'hours', text: t('support.spent_missing') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('support.answer_title', { what: `${request.type_name}, ${request.client_name}` })}
      onClose={onClose}
      submitLabel={t('support.answer')}
      onSubmit={async ({ finding, for_client, hours }) => {
        try {
          await answer.mutateAsync({
            params: { id: request.id },
            body: {
              version: request.version,
              finding: finding.trim(),
              for_client: for_client.trim(),
              spent_minutes: Math.max(1, Math.round((hours ?? 0) * MINUTES)),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextArea label={t('support.finding')} {...form.field('finding')} rows={6} required autoFocus />
      <TextArea
        label={t('support.for_client')}
        {...form.field('for_client')}
        rows={5}
        required
        hint={t('support.for_client_hint')}
      />
      <NumberField
        label={t('support.spent')}
        {...form.field('hours')}
        digits={1}
        min={0.1}
        max={500}
        required
        unit={t('support.hours_unit')}
      />
    </FormDialog>
  );
}
