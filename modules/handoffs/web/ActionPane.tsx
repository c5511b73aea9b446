import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Handoff } from '../contract.ts';
import { AcceptForm } from './AcceptForm.tsx';
import { AnswerClock } from './AnswerClock.tsx';
import { DisputeForm } from './DisputeForm.tsx';
import { PairStatistics } from './parts/PairStatistics.tsx';
import { ReofferForm } from './ReofferForm.tsx';
import { ReturnForm } from './ReturnForm.tsx';
import { SettleForm } from './SettleForm.tsx';
import { WithdrawButton } from './WithdrawButton.tsx';

/** The right pane: how much time is left, what the reader may do, how the pair has fared so far. */
export function ActionPane({ handoff }: { handoff: Handoff }) {
  const { allowed } = handoff;
  return (
    <>
      <Section>
        <div className="stack">
          <State handoff={handoff} />
          {allowed.accept ? <AcceptForm handoff={handoff} /> : null}
          {allowed.offer_again ? <ReofferForm handoff={handoff} /> : null}
        </div>
      </Section>
      {allowed.return ? <ReturnForm handoff={handoff} /> : null}
      {allowed.dispute ? <DisputeForm handoff={handoff} /> : null}
      {allowed.settle ? <SettleForm handoff={handoff} /> : null}
      {allowed.withdraw ? <WithdrawButton handoff={handoff} /> : null}
      {handoff.self_check ? null : (
        <PairStatistics kind={handoff.kind} giver={handoff.giver} receiver={handoff.receiver} />
      )}
    </>
  );
}

/** What stands, in words, for whoever has nothing to press. */
function State({ handoff }: { handoff: Handoff }) {
  const { t, format } = useText();
  const { state, last_return: back } = handoff;
  if (state === 'offered') return <AnswerClock handoff={handoff} />;
  const when = handoff.closed_at === null ? '' : format.dateTime(handoff.closed_at);
  return (
    <div className="stack">
      <p className="t-read strong">{t(`handoffs.state_title.${handoff.self_check ? 'self_check' : state}`)}</p>
      {(state === 'returned' || state === 'disputed') && back !== null ? (
        <p>
          <span className="strong">{t(`handoffs.code.${back.code}`)}</span>
          {back.text === null ? null : <span className="ink-2">. {back.text}</span>}
        </p>
      ) : null}
      {handoff.dispute_text === null ? null : (
        <p className="ink-2">
          {t('handoffs.dispute_said', { name: handoff.giver.full_name, text: handoff.dispute_text })}
        </p>
      )}
      {state === 'disputed' && handoff.arbiter !== null && !handoff.allowed.settle ? (
        <p className="ink-3">{t('handoffs.settles', { name: handoff.arbiter.full_name })}</p>
      ) : null}
      {handoff.settlement === null ? null : (
        <p className="ink-2">
          {t('handoffs.settled_said', { name: handoff.settled_by?.full_name ?? '', text: handoff.settlement })}
        </p>
      )}
      {handoff.closing_note === null || handoff.settlement !== null ? null : (
        <p className="ink-2">{handoff.closing_note}</p>
      )}
      {state === 'accepted' ? (
        <>
          <p className="ink-3">
            {handoff.accepted_silently
              ? t('handoffs.accepted_silently', { when })
              : t('handoffs.accepted_by', { name: handoff.accepted_by?.full_name ?? '', when })}
          </p>
          <AppLink className="link" href={`/clients/${handoff.client.id}`}>
            {t('handoffs.open_client')}
          </AppLink>
        </>
      ) : null}
    </div>
  );
}
