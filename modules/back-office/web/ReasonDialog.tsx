import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import {
  askBackRoute,
  cancelTaskRoute,
  finishTaskRoute,
  type OfficeTask,
  replyRoute,
  reworkTaskRoute,
} from '../contract.ts';

interface ReasonDialogProps {
  task: OfficeTask;
  what: 'rework' | 'cancel' | 'ask' | 'reply' | 'done';
  onClose: () => void;
}

/** A few words to a task: why it is sent back or not needed, what is asked, what was done. */
export function ReasonDialog({ task, what, onClose }: ReasonDialogProps) {
  const { t } = useText();
  const rework = useWrite(reworkTaskRoute);
  const cancel = useWrite(cancelTaskRoute);
  const ask = useWrite(askBackRoute);
  const reply = useWrite(replyRoute);
  const finish = useWrite(finishTaskRoute);
  const missing =
    what === 'ask'
      ? t('office.question_missing')
      : what === 'reply'
        ? t('office.reply_missing')
        : t('office.reason_missing');
  const form = useDraftForm<{ text: string; minutes: number | null }>({
    initial: { text: what === 'ask' ? (task.question ?? '') : '', minutes: null },
    missing: ({ text }) => (what === 'done' || text.trim() !== '' ? [] : [{ field: 'text', text: missing }]),
  });
  const name = t(`office.type.${task.type_key}`);
  const titles = {
    rework: t('office.rework_title'),
    cancel: t('office.cancel'),
    ask: t('office.ask_title', { who: task.asker_name }),
    reply: t('office.reply_title', { question: task.question ?? '' }),
    done: t('office.done_title', { what: name }),
  };
  const labels = {
    rework: t('office.rework_reason'),
    cancel: t('office.cancel_reason'),
    ask: t('office.question'),
    reply: t('office.reply_words'),
    done: t('office.result'),
  };
  const submits = {
    rework: t('office.rework'),
    cancel: t('office.cancel'),
    ask: t('office.ask'),
    reply: t('office.reply'),
    done: t('office.done'),
  };
  const save = (text: string, minutes: number | null) => {
    const params = { id: task.id };
    const { version } = task;
    switch (what) {
      case 'rework':
        return rework.mutateAsync({
          params,
          body: { version, reason: text, ...(minutes === null ? {} : { minutes }) },
        });
      case 'cancel':
        return cancel.mutateAsync({ params, body: { version, reason: text } });
      case 'ask':
        return ask.mutateAsync({ params, body: { version, question: text } });
      case 'reply':
        return reply.mutateAsync({ params, body: { version, reply: text } });
      case 'done':
        return finish.mutateAsync({ params, body: { version, ...(text === '' ? {} : { result_note: text }) } });
    }
  };
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={titles[what]}
      onClose={onClose}
      submitLabel={submits[what]}
      onSubmit={async ({ text, minutes }) => {
        try {
          await save(text.trim(), minutes);
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextArea
        label={labels[what]}
        {...form.field('text')}
        rows={4}
        maxLength={2000}
        autoFocus
        required={what !== 'done'}
      />
      {what === 'rework' ? (
        <NumberField
          label={t('office.rework_minutes')}
          {...form.field('minutes')}
          min={0}
          max={480}
          unit={t('office.minutes')}
        />
      ) : null}
    </FormDialog>
  );
}
