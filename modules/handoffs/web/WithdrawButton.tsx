import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Handoff, withdrawOneHandoff } from '../contract.ts';

/** Taking an offer back cannot be undone, so it says what follows, and asks why. */
export function WithdrawButton({ handoff }: { handoff: Handoff }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  return (
    <Section>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('handoffs.withdraw')}
      </Button>
      {asking ? <WithdrawDialog handoff={handoff} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

function WithdrawDialog({ handoff, onClose }: { handoff: Handoff; onClose: () => void }) {
  const { t } = useText();
  const withdraw = useWrite(withdrawOneHandoff, { said: () => t('handoffs.withdrawn_toast') });
  const form = useDraftForm({ initial: { reason: '' } });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('handoffs.withdraw_title', { client: handoff.client.name })}
      onClose={onClose}
      submitLabel={t('handoffs.withdraw')}
      note={t('handoffs.withdraw_note', { name: handoff.giver.full_name })}
      onSubmit={async ({ reason }) => {
        try {
          const words = reason.trim();
          const body = { version: handoff.version, ...(words === '' ? {} : { reason: words }) };
          await withdraw.mutateAsync({ params: { id: handoff.id }, body });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextField label={t('handoffs.withdraw_reason')} {...form.field('reason')} maxLength={2000} autoFocus />
    </FormDialog>
  );
}
