import { VerdictFields } from '#modules/needs/web/parts/VerdictFields.tsx';
import {
  missingInVerdict,
  type VerdictValues,
  verdictInput,
  verdictOf,
} from '#modules/needs/web/parts/verdict-form.ts';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type Deal, postponeDealRoute } from '../../contract.ts';

interface Values extends VerdictValues {
  reason: string;
  client_waits: boolean;
}

const AMONG = ['dated', 'triggered', 'dormant'] as const;

/** The deal goes back to relevance with what unlocks it; nothing is lost. Mount it when it is opened. */
export function PostponeDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useText();
  const postpone = useWrite(postponeDealRoute, { said: () => t('deals.postponed_toast') });
  const form = useDraftForm<Values>({
    initial: { ...verdictOf(undefined, 'dated'), reason: '', client_waits: true },
    draftKey: `postpone/${deal.id}`,
    missing: (values) => [
      ...(values.reason.trim() === '' ? [{ field: 'reason', text: t('deals.missing.reason') } as const] : []),
      ...missingInVerdict(values, {
        evidence: t('needs.missing.evidence'),
        blocker: t('needs.missing.blocker'),
        window: t('needs.missing.window'),
        event: t('needs.missing.event'),
      }),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('deals.postpone_title')}
      onClose={onClose}
      submitLabel={t('deals.postpone_submit')}
      note={t('deals.postpone_note')}
      onSubmit={async (values) => {
        try {
          await postpone.mutateAsync({
            params: { id: deal.id },
            body: {
              version: deal.version,
              reason: values.reason.trim(),
              verdict: verdictInput(values),
              client_waits: values.client_waits,
            },
          });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          const fields = Object.entries(failure.fields ?? {}).map(([path, text]) => [
            path.replace(/^verdict\//, ''),
            text,
          ]);
          return { ...failure, fields: Object.fromEntries(fields) };
        }
      }}
    >
      <p className="ink-3">{deal.title}</p>
      <TextArea
        label={t('deals.field.why_postponed')}
        placeholder={t('deals.field.why_postponed_example')}
        {...form.field('reason')}
        autoFocus
        required
      />
      <VerdictFields form={form} among={AMONG} />
      <CheckField
        label={t('deals.field.client_waits')}
        hint={t('deals.field.client_waits_hint')}
        {...form.field('client_waits')}
      />
    </FormDialog>
  );
}
