import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { type Missing, useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { finishOneStep, listClientSteps, type Step, type StepKind, type TouchKind } from '../../contract.ts';
import { StepFields } from './StepFields.tsx';
import { emptyStep, missingInStep, type StepValues, stepFaults, stepInput } from './step-form.ts';
import { TouchFields, type TouchResultValues } from './TouchFields.tsx';

/** Which touch a finished step was; a check and a task need not have been one. */
const TOUCH_OF: Partial<Record<StepKind, TouchKind>> = {
  call: 'call',
  meeting: 'meeting',
  video_meeting: 'video_meeting',
  letter: 'letter',
};
const TOUCHES: readonly TouchKind[] = ['call', 'meeting', 'video_meeting', 'letter', 'message', 'visit'];

type After = 'next' | 'wait' | 'nothing';

interface FinishValues extends StepValues, TouchResultValues {
  outcome: string;
  touch: TouchKind | 'none';
  after: After;
  wait_reason: string;
}

/**
 * Finishes a step [E]: what came of it, and what comes next. Where another step of the same owner is open at the client,
 * nothing has to come next.
 */
export function FinishStepDialog({ step, onClose }: { step: Step; onClose: () => void }) {
  const { t } = useText();
  const others = useRead(listClientSteps, { params: { id: step.client_id } });
  const finish = useWrite(finishOneStep, { said: () => t('activities.finished') });
  const another = others.data?.items.find((one) => one.id !== step.id && one.owner_id === step.owner_id);
  const form = useDraftForm<FinishValues>({
    initial: {
      ...emptyStep(step.kind === 'check' ? 'call' : step.kind, step.contact_id),
      outcome: '',
      touch: TOUCH_OF[step.kind] ?? 'none',
      result: null,
      with_decision_maker: false,
      after: 'next',
      wait_reason: '',
    },
    draftKey: `finish/${step.id}`,
    missing: (values) => missingIn(values),
  });
  const { values } = form;
  const touch = form.field('touch');
  const after = form.field('after');

  function missingIn(now: FinishValues): Missing<FinishValues>[] {
    return [
      ...(now.outcome.trim() === '' ? [{ field: 'outcome', text: t('activities.missing.outcome') } as const] : []),
      ...(now.after === 'next'
        ? missingInStep(now, { title: t('activities.missing.next_title'), day: t('activities.missing.next_day') })
        : []),
      ...(now.after === 'wait' && now.wait_reason.trim() === ''
        ? [{ field: 'wait_reason', text: t('activities.missing.wait_reason') } as const]
        : []),
    ];
  }

  return (
    <FormDialog
      form={form}
      opened
      title={t('activities.finish_title', { title: step.title })}
      onClose={onClose}
      submitLabel={t('activities.finish_submit')}
      onSubmit={async (now) => {
        try {
          await finish.mutateAsync({
            params: { id: step.id },
            body: {
              version: step.version,
              outcome: now.outcome.trim(),
              ...(now.touch === 'none' ? {} : { touch: touchInput(now.touch, now) }),
              ...(now.after === 'next' ? { next: stepInput(now) } : {}),
              ...(now.after === 'wait' ? { wait: { reason: now.wait_reason.trim() } } : {}),
            },
          });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          return { ...failure, fields: stepFaults(failure.fields) };
        }
      }}
    >
      <p className="ink-3">{step.client_name}</p>
      <TextArea
        label={t('activities.field.outcome')}
        placeholder={t('activities.field.outcome_example')}
        {...form.field('outcome')}
        rows={3}
        maxLength={20_000}
        autoFocus
        required
      />
      <SelectField
        label={t('activities.field.was_touch')}
        {...touch}
        onChange={(value) => value !== null && touch.onChange(value)}
        options={[
          { value: 'none', label: t('activities.no_touch') },
          ...TOUCHES.map((value) => ({ value, label: t(`activities.touch_kind.${value}`) })),
        ]}
      />
      {values.touch === 'none' ? null : <TouchFields form={form} />}
      <ChoiceField
        label={t('activities.field.after')}
        {...after}
        onChange={(value) => value !== null && after.onChange(value)}
        options={[
          { value: 'next', label: t('activities.after.next') },
          { value: 'wait', label: t('activities.after.wait') },
          ...(another === undefined ? [] : [{ value: 'nothing', label: t('activities.after.nothing') } as const]),
        ]}
        hint={
          values.after === 'nothing' && another !== undefined
            ? t('activities.after_nothing_hint', { title: another.title })
            : t(values.after === 'wait' ? 'activities.after_wait_hint' : 'activities.after_next_hint')
        }
      />
      {values.after === 'next' ? <StepFields form={form} clientId={step.client_id} ownerId={step.owner_id} /> : null}
      {values.after === 'wait' ? (
        <TextArea
          label={t('activities.field.wait_reason')}
          placeholder={t('activities.field.wait_reason_example')}
          {...form.field('wait_reason')}
          required
        />
      ) : null}
    </FormDialog>
  );
}

function touchInput(kind: TouchKind, { result, with_decision_maker }: TouchResultValues) {
  return { kind, with_decision_maker, ...(result === null ? {} : { result }) };
}
