import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Readiness } from '../contract.ts';
import type { DraftOf } from './draft-id.ts';
import { passageOf } from './handoff-words.ts';
import { Baton } from './parts/Baton.tsx';
import { CriteriaList } from './parts/CriteriaList.tsx';
import styles from './parts/handoffs.module.css';
import { PairStatistics } from './parts/PairStatistics.tsx';
import { ReceiverChoice } from './parts/ReceiverChoice.tsx';
import { type Offer, useOffer } from './parts/use-offer.ts';

/** Something to be offered: what it still misses, who could receive it. */
export function OfferView({ draft, onOffered }: { draft: DraftOf; onOffered: (id: string) => void }) {
  const offer = useOffer(draft, (handoff) => onOffered(handoff.id));
  const { data, error } = offer.readiness;
  if (data === undefined) {
    return (
      <div className={styles.nothing}>
        {error === null ? (
          <Delayed>
            <SkeletonText lines={8} />
          </Delayed>
        ) : (
          <ErrorState title={error.message} requestId={error.requestId} />
        )}
      </div>
    );
  }
  return <Offering offer={offer} readiness={data} />;
}

function Offering({ offer, readiness }: { offer: Offer; readiness: Readiness }) {
  const { t, format } = useText();
  const me = useActor().employee_id;
  const { giver, criteria, client } = readiness;
  const { receiver, missing } = offer;
  const required = criteria.filter((one) => one.required).length;
  const self = receiver !== undefined && receiver.employee_id === giver?.id;
  useKeys({ KeyA: { run: offer.offer, label: t('handoffs.offer_title') } }, { group: t('handoffs.title') });
  return (
    <div className={styles.detail}>
      <article className={styles.centre} aria-label={client.name}>
        <header className={styles.head}>
          <p className="t-small ink-3">{passageOf(readiness, t)}</p>
          <h1 className="t-title">
            <AppLink href={`/clients/${client.id}`}>{client.name}</AppLink>
          </h1>
          <Baton
            state="draft"
            from={{
              name: giver?.full_name ?? '',
              me: giver?.id === me,
              note: t('handoffs.carries_until'),
            }}
            to={
              receiver === undefined
                ? null
                : {
                    name: receiver.full_name,
                    me: receiver.employee_id === me,
                    note: receiver.norm === 0 ? '' : t('handoffs.holds', { held: receiver.held, norm: receiver.norm }),
                  }
            }
          />
        </header>
        <Section
          title={t('handoffs.criteria')}
          note={t('handoffs.met_required', { met: required - missing, required })}
        >
          <CriteriaList criteria={criteria} />
        </Section>
      </article>
      <aside className={styles.pane} aria-label={t('handoffs.offer_title')}>
        <Section>
          <div className="stack">
            {missing === 0 ? (
              <p className="t-read strong">{t('handoffs.ready_title')}</p>
            ) : (
              <p className={styles.clock}>
                <span className="t-figure nowrap">{format.outOf(missing, required)}</span>
                <span className="ink-3">{t('handoffs.lacks_note')}</span>
              </p>
            )}
            <TextArea
              label={t('handoffs.note')}
              value={offer.note}
              onChange={offer.setNote}
              rows={2}
              maxLength={4000}
            />
            {offer.failure === undefined ? null : <ErrorState title={offer.failure} />}
            <Button
              look="primary"
              size="main"
              wide
              keys="KeyA"
              busy={offer.busy}
              missing={offer.lacks}
              onClick={offer.offer}
            >
              {self ? t('handoffs.self_check') : t('handoffs.offer', { name: receiver?.full_name ?? '' })}
            </Button>
            <p className="t-small ink-3">
              {self ? t('handoffs.self_check_note') : t('handoffs.offer_note', { days: readiness.deadline_days })}
            </p>
          </div>
        </Section>
        <Section title={t('handoffs.receiver')}>
          <ReceiverChoice offer={offer} />
        </Section>
        {giver === null || receiver === undefined || self ? null : (
          <PairStatistics
            kind={readiness.kind}
            giver={giver}
            receiver={{ id: receiver.employee_id, full_name: receiver.full_name }}
          />
        )}
      </aside>
    </div>
  );
}
