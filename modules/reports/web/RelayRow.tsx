import { Fragment } from 'react';
import type { HandoffFlow } from '#modules/handoffs/statistics/contract.ts';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { LoadBar } from '#ui-kit/marks/Bars.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { RelayReport } from '../contract.ts';
import type { Caller } from './CallsToday.tsx';
import styles from './reports.module.css';

interface RelayRowProps {
  relay: RelayReport['relay'];
  flow: HandoffFlow | undefined;
  /** Asked for the calls behind the figure of somebody who calls. */
  onCalls: (caller: Caller) => void;
}

const KIND_AFTER: Record<string, 'H1' | 'H2' | undefined> = { prospecting: 'H1', need_development: 'H2' };

/** Who holds how much against the norm, and between them what passes and what comes back. */
export function RelayRow({ relay, flow, onCalls }: RelayRowProps) {
  const { t, format } = useText();
  return (
    <div className={styles.relay}>
      {relay.map((stage) => {
        const kind = KIND_AFTER[stage.function];
        return (
          <Fragment key={stage.function}>
            <section className={styles.stage} aria-label={t(`reports.role.${roleOf(stage.function)}`)}>
              <h2 className={styles.stageHead}>
                {t(`reports.role.${roleOf(stage.function)}`)}
                <span className="ink-3 t-small">{t(`reports.norm.${roleOf(stage.function)}`)}</span>
              </h2>
              <ul className={styles.people}>
                {stage.people.map((person) => (
                  <li key={person.employee_id} className={styles.person}>
                    <Avatar name={person.full_name} />
                    <span className="cut" title={person.full_name}>
                      {shortName(parsePersonName(person.full_name))}
                    </span>
                    <LoadBar
                      held={person.held}
                      norm={person.norm}
                      label={`${person.full_name}, ${format.outOf(person.held, person.norm)}`}
                    />
                    {stage.function === 'prospecting' ? (
                      <button type="button" className={styles.count} onClick={() => onCalls(person)}>
                        {format.outOf(person.held, person.norm)}
                      </button>
                    ) : (
                      <AppLink className={styles.count} href={held(stage.function, person.employee_id)}>
                        {format.outOf(person.held, person.norm)}
                      </AppLink>
                    )}
                  </li>
                ))}
              </ul>
            </section>
            {kind === undefined ? null : <Passing kind={kind} flow={flow} />}
          </Fragment>
        );
      })}
    </div>
  );
}

const held = (name: string, id: string) =>
  name === 'delivery' ? `/projects?filter=manager+is+${id}` : `/clients?filter=holder+is+${id}`;

function roleOf(name: string): 'prospecting' | 'need_development' | 'delivery' {
  return name === 'delivery' || name === 'need_development' ? name : 'prospecting';
}

function Passing({ kind, flow }: { kind: 'H1' | 'H2'; flow: HandoffFlow | undefined }) {
  const { t, format } = useText();
  const found = flow?.kinds.find((one) => one.kind === kind);
  const figures = found?.figures;
  const records = (what: string) => `/handoffs?${new URLSearchParams({ kind, since: flow?.since ?? '' })}&${what}`;
  return (
    <section className={styles.passing} aria-label={`${t('reports.handoff')} ${kind}`}>
      <h2 className={styles.stageHead}>{t('reports.handoff')}</h2>
      <svg className={styles.arrow} viewBox="0 0 104 14" aria-hidden="true">
        <path d="M2 7H92" stroke="var(--accent)" strokeWidth={Math.min(10, 3 + (figures?.offered ?? 0) / 6)} />
        <path d="M90 0 103 7 90 14Z" fill="var(--accent)" />
      </svg>
      {figures === undefined ? null : (
        <>
          <AppLink href={records('outcome=accepted_first')} className={styles.passed}>
            {format.outOf(figures.accepted_first.n, figures.accepted_first.of)}
          </AppLink>
          <Whisker part={figures.accepted_first.n} whole={figures.accepted_first.of} width={56} words={false} />
          <span className="ink-3 t-small">
            {t('reports.first_time')}
            {figures.returned.n > 0 ? (
              <>
                {', '}
                <AppLink href={records('outcome=returned')} className={styles.source}>
                  {t('reports.returned', { count: figures.returned.n })}
                </AppLink>
              </>
            ) : null}
          </span>
          {(found?.waiting_answer ?? 0) > 0 ? (
            <AppLink href={`/handoffs?kind=${kind}&state=offered`} className={styles.count}>
              {t('reports.waiting', { count: found?.waiting_answer ?? 0 })}
            </AppLink>
          ) : null}
        </>
      )}
    </section>
  );
}
