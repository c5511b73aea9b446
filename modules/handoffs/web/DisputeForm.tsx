import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { disputeOneHandoff, type Handoff } from '../contract.ts';

/** Whoever thinks a return unjust says so in words while there is time; the head judges. */
export function DisputeForm({ handoff }: { handoff: Handoff }) {
  const { t, format } = useText();
  const clock = useClock();
  const [open, setOpen] = useState(false);
  const until = handoff.dispute_until === null ? '' : format.dateTime(handoff.dispute_until);
  const over = handoff.dispute_until !== null && Temporal.Instant.compare(clock.now(), handoff.dispute_until) > 0;
  return (
    <Section title={t('handoffs.dispute_title')}>
      <div className="stack">
        <p className="t-small ink-3">{t(over ? 'handoffs.dispute_over' : 'handoffs.dispute_until', { until })}</p>
        {over ? null : open ? (
          <DisputeFields handoff={handoff} onCancel={() => setOpen(false)} />
        ) : (
          <Button onClick={() => setOpen(true)}>{t('handoffs.dispute')}</Button>
        )}
      </div>
    </Section>
  );
}

function DisputeFields({ handoff, onCancel }: { handoff: Handoff; onCancel: () => void }) {
  const { t } = useText();
  const dispute = useWrite(disputeOneHandoff, {
    said: (done) => t('handoffs.disputed_toast', { name: done.arbiter?.full_name ?? '' }),
  });
  const form = useDraftForm({
    initial: { text: '' },
    draftKey: `dispute/${handoff.id}`,
    missing: (values) => (values.text.trim() === '' ? [{ field: 'text', text: t('handoffs.dispute_lacks') }] : []),
  });
  return (
    <DraftFormBody
      form={form}
      submitLabel={t('handoffs.dispute')}
      onCancel={onCancel}
      onSubmit={async ({ text }) => {
        try {
          await dispute.mutateAsync({
            params: { id: handoff.id },
            body: { version: handoff.version, text: text.trim() },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextArea
        label={t('handoffs.dispute_text')}
        {...form.field('text')}
        rows={3}
        maxLength={4000}
        autoFocus
        required
      />
    </DraftFormBody>
  );
}
