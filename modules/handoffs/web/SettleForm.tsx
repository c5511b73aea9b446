import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Handoff, settleOneDispute } from '../contract.ts';

/** The judge says which of the two it is, and why. */
export function SettleForm({ handoff }: { handoff: Handoff }) {
  const { t } = useText();
  const [failure, setFailure] = useState<string>();
  const settle = useWrite(settleOneDispute, { said: () => t('handoffs.settled_toast') });
  const form = useDraftForm({ initial: { text: '' }, draftKey: `settle/${handoff.id}` });
  const field = form.field('text');
  const accept = t('handoffs.settle_accepted', { name: handoff.receiver.full_name });
  const lacks = field.value.trim() === '' ? t('handoffs.settle_lacks', { action: accept }) : undefined;
  const focus = () => document.getElementById(field.id)?.focus();
  const send = (verdict: 'accepted' | 'upheld') =>
    settle.mutate(
      { params: { id: handoff.id }, body: { version: handoff.version, verdict, text: field.value.trim() } },
      {
        onSuccess: () => form.reset(),
        onError: (error) => setFailure(formFailure(error).text),
      },
    );
  return (
    <Section title={t('handoffs.settle_title')}>
      <div className="stack">
        <TextArea label={t('handoffs.settle_text')} {...field} rows={3} maxLength={4000} error={failure} required />
        <Button
          look="primary"
          size="main"
          wide
          busy={settle.isPending}
          missing={lacks}
          onMissing={focus}
          onClick={() => send('accepted')}
        >
          {accept}
        </Button>
        <Button wide busy={settle.isPending} disabled={lacks !== undefined} onClick={() => send('upheld')}>
          {t('handoffs.settle_upheld', { name: handoff.giver.full_name })}
        </Button>
      </div>
    </Section>
  );
}
