import { Fragment } from 'react';
import type { HandoffFlow } from '#modules/handoffs/statistics/contract.ts';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { LoadBar } from '#ui-kit/marks/Bars.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { RelayReport } from '../contract.ts';
import styles from './reports.module.css';

interface RelayRowProps {
  relay: RelayReport['relay'];
  flow: HandoffFlow | undefined;
}

const KIND_AFTER: Record<string, 'H1' | 'H2' | undefined> = { prospecting: 'H1', need_development: 'H2' };
const RECORDS: Record<string, (id: string) => string> = {
  prospecting: (id) => `/clients?holder=${id}`,
  need_development: (id) => `/clients?holder=${id}`,
  delivery: (id) => `/projects?manager=${id}`,
};

/** Who holds how much against the norm, and between them what passes and what comes back. */
export function RelayRow({ relay, flow }: RelayRowProps) {
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
                    <AppLink
                      className={styles.source}
                      href={(RECORDS[stage.function] ?? clientsOf)(person.employee_id)}
                    >
                      {format.outOf(person.held, person.norm)}
                    </AppLink>
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

const clientsOf = (id: string) => `/clients?holder=${id}`;

function roleOf(name: string): 'prospecting' | 'need_development' | 'delivery' {
  return name === 'delivery' || name === 'need_development' ? name : 'prospecting';
}

function Passing({ kind, flow }: { kind: 'H1' | 'H2'; flow: HandoffFlow | undefined }) {
  const { t, format } = useText();
  const found = flow?.kinds.find((one) => one.kind === kind);
  const figures = found?.figures;
  return (
    <section className={styles.passing} aria-label={`${t('reports.handoff')} ${kind}`}>
      <h2 className={styles.stageHead}>{t('reports.handoff')}</h2>
      <svg className={styles.arrow} viewBox="0 0 104 14" aria-hidden="true">
        <path d="M2 7H92" stroke="var(--accent)" strokeWidth={Math.min(10, 3 + (figures?.offered ?? 0) / 6)} />
        <path d="M90 0 103 7 90 14Z" fill="var(--accent)" />
      </svg>
      {figures === undefined ? null : (
        <>
          <AppLink href="/handoffs" className={styles.passed}>
            <span className="strong">{format.outOf(figures.accepted_first.n, figures.accepted_first.of)}</span>
            <Whisker part={figures.accepted_first.n} whole={figures.accepted_first.of} width={56} words={false} />
          </AppLink>
          <span className="ink-3 t-small">{t('reports.first_time')}</span>
          {figures.returned.n > 0 ? (
            <span className="ink-3 t-small">{t('reports.returned', { count: figures.returned.n })}</span>
          ) : null}
          {(found?.waiting_answer ?? 0) > 0 ? (
            <span className="medium">{t('reports.waiting', { count: found?.waiting_answer ?? 0 })}</span>
          ) : null}
        </>
      )}
    </section>
  );
}
