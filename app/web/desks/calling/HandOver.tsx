import { useState } from 'react';
import type { Call } from '#modules/calling/contract.ts';
import { type Brief, giveVerdictRoute, type VerdictInput } from '#modules/qualification/contract.ts';
import { checkNotYet } from '#modules/qualification/rules.ts';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { LoadBar } from '#ui-kit/marks/Bars.tsx';
import { useText } from '#ui-kit/text.tsx';
import { FIRST_FIELD } from './BriefForm.tsx';
import parts from './brief.module.css';
import type { BriefDraft } from './use-brief-draft.ts';
import type { CallState } from './use-call-state.ts';

export interface HandOverProps {
  call: Call;
  brief: Brief;
  draft: BriefDraft;
  state: CallState;
}

/** The end of the brief: hand the client over, or let it wait. While something is missing the button says what. */
export function HandOver({ call, brief, draft, state }: HandOverProps) {
  const { t, format } = useText();
  const [receiverId, setReceiverId] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [failure, setFailure] = useState<string>();
  const verdict = useWrite(giveVerdictRoute, {
    said: (reply) =>
      reply.verdict === 'qualified'
        ? t('qualification.offered_to', { client: call.client.name, name: reply.receiver_name ?? '' })
        : t('qualification.waits', {
            client: call.client.name,
            when: reply.next_check_on === null ? '' : format.date(reply.next_check_on),
          }),
  });
  const receiver =
    brief.receivers.find((one) => one.employee_id === receiverId) ??
    brief.receivers.find((one) => one.chosen) ??
    brief.receivers[0];
  const gap = draft.missing[0];
  const lacks =
    gap !== undefined
      ? t('qualification.lacks', { what: t(`qualification.lack.${gap}`), more: draft.missing.length - 1 })
      : receiver === undefined
        ? t('qualification.nobody_receives')
        : undefined;
  const waits = checkNotYet(draft.fields, Temporal.PlainDate.from(brief.today));

  const give = async (input: Pick<VerdictInput, 'verdict' | 'receiver_id'>) => {
    if (verdict.isPending) return;
    setFailure(undefined);
    try {
      await draft.settled();
      const { contact_id, ...made } = state.made();
      const talkedWith = contact_id === undefined || draft.fields.contact?.full_name ? {} : { contact_id };
      // A returned brief may be mended without a call.
      const talked = brief.handoff === null || state.started ? { call: { ...made, ...talkedWith } } : {};
      await verdict.mutateAsync({
        params: { id: call.client_id },
        body: { ...draft.standing(), ...input, ...talked },
      });
      draft.forget();
      state.forget();
    } catch (error) {
      setFailure(formFailure(error).text);
    }
  };
  const handOver = () => {
    if (lacks !== undefined) focusOn(gap === undefined ? 'brief-receiver' : FIRST_FIELD[gap]);
    else void give({ verdict: 'qualified', ...(receiver === undefined ? {} : { receiver_id: receiver.employee_id }) });
  };
  useKeys(
    { 'Mod+Enter': { run: handOver, label: t('qualification.hand_over'), inFields: true } },
    { group: t('calling.title'), enabled: brief.handoff?.state !== 'offered' },
  );

  if (brief.handoff?.state === 'offered') {
    return (
      <div className={parts.handOver}>
        <p className="ink-2">
          {t('qualification.waiting_answer', {
            name: brief.handoff.receiver_name,
            when: brief.handoff.due_at === null ? '' : format.dateTime(brief.handoff.due_at),
          })}
        </p>
      </div>
    );
  }
  return (
    <div className={parts.handOver}>
      {failure === undefined ? null : <p role="alert">{failure}</p>}
      <Button
        look="primary"
        size="main"
        wide
        keys={lacks === undefined ? 'Mod+Enter' : undefined}
        busy={verdict.isPending}
        missing={lacks}
        onMissing={handOver}
        onClick={handOver}
      >
        {t('qualification.hand_over')}
      </Button>
      <div className="row-wrap">
        <p className="t-small ink-3 spread">
          {receiver === undefined
            ? t('qualification.nobody_receives')
            : t('qualification.receives', { name: receiver.full_name, held: receiver.held, norm: receiver.norm })}
          {brief.receivers.length > 1 ? (
            <>
              {' — '}
              <button
                type="button"
                id="brief-receiver"
                className="link"
                aria-expanded={choosing}
                onClick={() => setChoosing(!choosing)}
              >
                {t('qualification.change')}
              </button>
            </>
          ) : null}
        </p>
        <Button
          look="quiet"
          size="small"
          missing={waits.ok ? undefined : t('qualification.not_yet_lacks')}
          onMissing={() =>
            focusOn(
              waits.ok || waits.reason !== 'qualification.need_required' ? FIRST_FIELD.relevance : FIRST_FIELD.need,
            )
          }
          onClick={() => void give({ verdict: 'not_yet' })}
        >
          {t('qualification.not_yet')}
        </Button>
      </div>
      {choosing ? (
        <fieldset className={parts.receivers}>
          <legend className="unseen">{t('qualification.receiver')}</legend>
          {brief.receivers.map((one) => (
            <label key={one.employee_id}>
              <input
                type="radio"
                name="receiver"
                checked={one.employee_id === receiver?.employee_id}
                onChange={() => setReceiverId(one.employee_id)}
              />
              <span className="cut">{one.full_name}</span>
              <LoadBar held={one.held} norm={one.norm} label={one.full_name} />
              <span className="t-small ink-3 nowrap">
                {one.present ? format.outOf(one.held, one.norm) : t('qualification.away')}
              </span>
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

/** Puts the cursor where what is missing is typed in. */
function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}
