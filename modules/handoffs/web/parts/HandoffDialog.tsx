import { Button } from '#ui-kit/Button.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Handoff } from '../../contract.ts';
import { CriteriaList } from './CriteriaList.tsx';
import { ReceiverChoice } from './ReceiverChoice.tsx';
import { type OfferOf, useOffer } from './use-offer.ts';

/**
 * Hands a client over [H]: criteria as they stand this minute, what is missing, to whom and why, a covering note. While
 * something required is missing the button stays and says what. Mount it when it is opened.
 */
export function HandoffDialog({
  onClose,
  onOffered,
  ...of
}: OfferOf & { onClose: () => void; onOffered?: (handoff: Handoff) => void }) {
  const { t } = useText();
  return (
    <Dialog opened onClose={onClose} title={t('handoffs.offer_title')} kind="drawer" size={560}>
      <OfferBody
        of={of}
        onOffered={(handoff) => {
          onClose();
          onOffered?.(handoff);
        }}
      />
    </Dialog>
  );
}

function OfferBody({ of, onOffered }: { of: OfferOf; onOffered: (handoff: Handoff) => void }) {
  const { t } = useText();
  const offer = useOffer(of, onOffered);
  useKeys({
    KeyA: { run: offer.offer, label: t('handoffs.offer_title') },
    'Mod+Enter': { run: offer.offer, inFields: true },
  });
  const { data, error } = offer.readiness;
  if (data === undefined) {
    return error === null ? (
      <Delayed>
        <SkeletonText lines={8} />
      </Delayed>
    ) : (
      <ErrorState title={error.message} requestId={error.requestId} />
    );
  }
  const required = data.criteria.filter((one) => one.required);
  const self = offer.receiver !== undefined && offer.receiver.employee_id === data.giver?.id;
  return (
    <div className="stack">
      <p>
        <span className="t-read strong">{data.client.name}</span>
        <br />
        <span className="ink-3">
          {t(`structure.function.${data.from_function}`)} → {t(`structure.function.${data.to_function}`)}
        </span>
      </p>
      <div className="stack">
        <h3 className="strong">
          {t('handoffs.criteria')}{' '}
          <span className="ink-3">
            {t('handoffs.met_required', { met: required.length - offer.missing, required: required.length })}
          </span>
        </h3>
        <CriteriaList criteria={data.criteria} />
      </div>
      <div>
        <h3 className="strong">{t('handoffs.receiver')}</h3>
        <ReceiverChoice offer={offer} />
      </div>
      <TextArea label={t('handoffs.note')} value={offer.note} onChange={offer.setNote} rows={2} maxLength={4000} />
      {offer.failure === undefined ? null : <ErrorState title={offer.failure} />}
      <Button look="primary" size="main" wide keys="KeyA" busy={offer.busy} missing={offer.lacks} onClick={offer.offer}>
        {self ? t('handoffs.self_check') : t('handoffs.offer', { name: offer.receiver?.full_name ?? '' })}
      </Button>
      <p className="t-small ink-3">
        {self ? t('handoffs.self_check_note') : t('handoffs.offer_note', { days: data.deadline_days })}
      </p>
    </div>
  );
}
