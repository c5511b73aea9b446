import { StepFields } from '#modules/activities/web/parts/StepFields.tsx';
import {
  emptyStep,
  missingInStep,
  type StepValues,
  stepFaults,
  stepInput,
} from '#modules/activities/web/parts/step-form.ts';
import { readClientRoute } from '#modules/clients/contract.ts';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { determineRelevanceRoute, type Need } from '../../contract.ts';
import { VerdictFields } from './VerdictFields.tsx';
import { missingInVerdict, type VerdictValues, verdictInput, verdictOf } from './verdict-form.ts';

type After = 'nothing' | 'next' | 'wait';

interface Values extends VerdictValues, StepValues {
  after: After;
  wait_reason: string;
}

/**
 * Determines the relevance of a need [V], and in the same breath what follows for the client: one that waited comes back
 * into work with a step, one in work goes to waiting. Mount it when it is opened.
 */
export function VerdictDialog({ clientId, need: now, onClose }: { clientId: string; need: Need; onClose: () => void }) {
  const need = useAtOpening(now);
  const { t, format } = useText();
  const client = useRead(readClientRoute, { params: { id: clientId } });
  const waits = client.data?.group === 'waiting';
  const determine = useWrite(determineRelevanceRoute, {
    said: (saved) =>
      saved.next_check_on === null
        ? t('needs.no_more_checks')
        : t('needs.check_set', { day: format.weekdayDate(saved.next_check_on) }),
  });
  const form = useDraftForm<Values>({
    initial: { ...verdictOf(need), ...emptyStep(), after: 'nothing', wait_reason: '' },
    draftKey: `verdict/${need.id}/${need.version}`,
    missing: (values) => [
      ...missingInVerdict(values, {
        evidence: t('needs.missing.evidence'),
        blocker: t('needs.missing.blocker'),
        window: t('needs.missing.window'),
        event: t('needs.missing.event'),
      }),
      ...(afterOf(values, waits) === 'next'
        ? missingInStep(values, { title: t('needs.missing.step'), day: t('needs.missing.step_day') })
        : []),
      ...(afterOf(values, waits) === 'wait' && values.wait_reason.trim() === ''
        ? [{ field: 'wait_reason', text: t('needs.missing.wait_reason') } as const]
        : []),
    ],
  });
  const { values } = form;
  const after = form.field('after');
  const choices = choicesFor(values, waits);
  const chosen = afterOf(values, waits);
  return (
    <FormDialog
      form={form}
      opened
      title={t('needs.verdict_title')}
      onClose={onClose}
      submitLabel={t('ui.save')}
      note={t('needs.verdict_note')}
      onSubmit={async (now) => {
        const follows = afterOf(now, waits);
        try {
          await determine.mutateAsync({
            params: { id: need.id },
            body: {
              version: need.version,
              ...verdictInput(now),
              ...(follows === 'next' ? { next: stepInput(now) } : {}),
              ...(follows === 'wait' ? { wait: now.wait_reason.trim() } : {}),
            },
          });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          return { ...failure, fields: stepFaults(failure.fields) };
        }
      }}
    >
      <p className="ink-3">{need.subject}</p>
      <VerdictFields form={form} autoFocus />
      {choices.length < 2 ? null : (
        <ChoiceField
          label={t('needs.field.after')}
          {...after}
          value={chosen}
          onChange={(value) => value !== null && after.onChange(value)}
          options={choices.map((value) => ({ value, label: t(`needs.after.${waits ? 'waiting' : 'work'}.${value}`) }))}
        />
      )}
      {chosen === 'next' ? <StepFields form={form} clientId={clientId} /> : null}
      {chosen === 'wait' ? (
        <TextArea
          label={t('needs.field.wait_reason')}
          placeholder={t('needs.field.wait_reason_example')}
          hint={t('needs.field.wait_hint')}
          {...form.field('wait_reason')}
          required
        />
      ) : null}
    </FormDialog>
  );
}

/** A client that waits may come back by «now», or by a window; one in work may wait by anything else. */
function choicesFor({ verdict }: Values, waits: boolean): After[] {
  if (waits) return verdict === 'now' || verdict === 'dated' ? ['nothing', 'next'] : ['nothing'];
  return verdict === 'now' ? ['nothing'] : ['nothing', 'wait'];
}

function afterOf(values: Values, waits: boolean): After {
  return choicesFor(values, waits).includes(values.after) ? values.after : 'nothing';
}
