import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Handoff, showHandoff } from '../contract.ts';
import { ActionPane } from './ActionPane.tsx';
import { Baton } from './parts/Baton.tsx';
import { CriteriaList } from './parts/CriteriaList.tsx';
import { HeadlineMark } from './parts/HeadlineMark.tsx';
import styles from './parts/handoffs.module.css';
import { PackageView, Seal } from './parts/PackageView.tsx';
import { RoundList } from './RoundList.tsx';

/** One hand-off: who carries the client, whether it was ready, the package as it was offered, and what to do about it. */
export function HandoffView({ id }: { id: string }) {
  const read = useRead(showHandoff, { params: { id } }, { refetchInterval: 60_000 });
  if (read.data !== undefined) return <Opened handoff={read.data} />;
  return (
    <div className={styles.nothing}>
      {read.error === null ? (
        <Delayed>
          <SkeletonText lines={8} />
        </Delayed>
      ) : (
        <ErrorState title={read.error.message} requestId={read.error.requestId} />
      )}
    </div>
  );
}

function Opened({ handoff }: { handoff: Handoff }) {
  const { t, format } = useText();
  const clock = useClock();
  const offered = t(handoff.round > 1 ? 'handoffs.offered_again_at' : 'handoffs.offered_at', {
    when: format.near(handoff.offered_at, clock.now()),
  });
  return (
    <div className={styles.detail}>
      <article className={styles.centre} aria-label={handoff.client.name}>
        <header className={styles.head}>
          <div className="row-wrap">
            {handoff.headline === null ? null : <HeadlineMark headline={handoff.headline} />}
            <span className="spread" />
            <span className="t-small ink-3">{offered}</span>
          </div>
          <h1 className="t-title">
            <AppLink href={`/clients/${handoff.client.id}`}>{handoff.client.name}</AppLink>
          </h1>
          <Relay handoff={handoff} />
          {handoff.note === null ? null : <p className="ink-2">«{handoff.note}»</p>}
        </header>
        <Section
          title={t('handoffs.criteria')}
          note={t('handoffs.met_required', { met: handoff.criteria_met, required: handoff.criteria_required })}
        >
          <CriteriaList criteria={handoff.criteria} />
        </Section>
        <Section title={t('handoffs.package')} note={t('handoffs.package_note')} action={<Seal seal={handoff.seal} />}>
          <PackageView sections={handoff.sections} />
        </Section>
        <RoundList rounds={handoff.rounds} />
      </article>
      <aside className={styles.pane} aria-label={t('handoffs.answer')}>
        <ActionPane handoff={handoff} />
      </aside>
    </div>
  );
}

function Relay({ handoff }: { handoff: Handoff }) {
  const { t } = useText();
  const me = useActor().employee_id;
  const passed = handoff.state === 'accepted';
  const waiting = handoff.state === 'offered';
  return (
    <Baton
      state={passed ? 'passed' : waiting ? 'offered' : 'back'}
      from={{
        name: handoff.giver.full_name,
        me: handoff.giver.id === me,
        note: t(passed ? 'handoffs.carried_until' : 'handoffs.carries_until'),
      }}
      to={{
        name: handoff.receiver.full_name,
        me: handoff.receiver.id === me,
        note:
          handoff.deputy === null
            ? t(passed ? 'handoffs.carries_since' : waiting ? 'handoffs.will_carry' : 'handoffs.does_not_carry')
            : t('handoffs.deputy_answers', { name: handoff.deputy.full_name }),
      }}
    />
  );
}
