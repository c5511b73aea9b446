import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { giveUpClientRoute } from '../../contract.ts';

interface GiveUpValues {
  as: 'lost' | 'not_target';
  reason: string;
  to: string;
  look_on: string | null;
}

/** Gives up a client none of whose needs will be bought: an explicit decision with a reason. Mount it when it is opened. */
export function GiveUpDialog({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useText();
  const { today } = useActor();
  const giveUp = useWrite(giveUpClientRoute, { said: () => t('needs.given_up') });
  const form = useDraftForm<GiveUpValues>({
    initial: { as: 'lost', reason: '', to: '', look_on: null },
    draftKey: `give-up/${clientId}`,
    missing: (values) => [
      ...(values.reason.trim() === '' ? [{ field: 'reason', text: t('needs.missing.reason') } as const] : []),
      ...(values.as === 'lost' && values.look_on === null
        ? [{ field: 'look_on', text: t('needs.missing.look') } as const]
        : []),
    ],
  });
  const as = form.field('as');
  return (
    <FormDialog
      form={form}
      opened
      title={t('needs.give_up_title')}
      onClose={onClose}
      submitLabel={t('needs.give_up_submit')}
      onSubmit={async (values) => {
        try {
          const lost = values.as === 'lost';
          await giveUp.mutateAsync({
            params: { id: clientId },
            body: {
              as: values.as,
              reason: values.reason.trim(),
              ...(lost && values.to.trim() !== '' ? { to: values.to.trim() } : {}),
              ...(lost && values.look_on !== null ? { look_on: values.look_on } : {}),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <ChoiceField
        label={t('needs.field.give_up_as')}
        {...as}
        onChange={(value) => value !== null && as.onChange(value)}
        options={(['lost', 'not_target'] as const).map((value) => ({ value, label: t(`needs.give_up.${value}`) }))}
        hint={t(`needs.give_up_hint.${form.values.as}`)}
      />
      <TextArea label={t('needs.field.reason')} {...form.field('reason')} autoFocus required />
      {form.values.as === 'lost' ? (
        <>
          <TextField label={t('needs.field.lost_to')} {...form.field('to')} maxLength={200} />
          <DateField
            label={t('needs.field.look_on')}
            hint={t('needs.field.look_hint')}
            {...form.field('look_on')}
            min={today}
            today={today}
            required
          />
        </>
      ) : null}
    </FormDialog>
  );
}
