import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { RelayReport } from '../contract.ts';
import type { Figure } from '../rules.ts';
import styles from './reports.module.css';

interface StandingRowProps {
  report: RelayReport;
  onOpen: (figure: Figure) => void;
}

const VERDICTS = {
  waits_now: 'now',
  waits_dated: 'dated',
  waits_triggered: 'triggered',
  waits_dormant: 'dormant',
} as const;

/** What stands at each stage: the queue, the clients by readiness, the projects; and who serves the holders. */
export function StandingRow({ report, onOpen }: StandingRowProps) {
  const { t, format } = useText();
  const { queue, projects, signed_this_year: signed, office } = report;
  const yearStart = `${report.today.slice(0, 4)}-01-01`;
  return (
    <>
      <div className={styles.standing}>
        <section aria-label={t('reports.in_queue')}>
          <p className="ink-3 t-small">{t('reports.in_queue')}</p>
          <p className={styles.figure}>
            <AppLink className={styles.source} href="/clients?filter=state+is+cold">
              {t('reports.cold', { count: queue.cold })}
            </AppLink>
          </p>
          <p className="ink-2 t-small">
            <AppLink className={styles.source} href="/clients?filter=state+is+warm">
              {t('reports.warm', { count: queue.warm })}
            </AppLink>
            {' · '}
            <AppLink className={styles.source} href="/calendar">
              {t('reports.checks_due', { count: queue.checks_due })}
            </AppLink>
            {queue.find_contact > 0 ? ` · ${t('reports.find_contact', { count: queue.find_contact })}` : null}
          </p>
        </section>
        <section aria-label={t('reports.verdicts')}>
          <p className="ink-3 t-small">{t('reports.verdicts')}</p>
          <ul className={styles.verdicts}>
            {report.by_verdict.map(({ figure, clients }) => (
              <li key={figure}>
                <button type="button" className={styles.verdict} onClick={() => onOpen(figure)}>
                  {figure in VERDICTS ? <RelevanceMark verdict={VERDICTS[figure as keyof typeof VERDICTS]} /> : null}
                  <span className={styles.source}>{clients}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <section aria-label={t('reports.delivering')}>
          <p className="ink-3 t-small">{t('reports.delivering')}</p>
          <p className={styles.figure}>
            <AppLink className={styles.source} href="/projects">
              {t('reports.projects_running', { count: projects.running })}
            </AppLink>
          </p>
          <p className="ink-2 t-small">
            {projects.late > 0 ? `${t('reports.projects_late', { count: projects.late })} · ` : null}
            <AppLink className={styles.source} href={`/projects?scope=ended&filter=commissioned+is+${yearStart}..`}>
              {t('reports.commissioned', { count: projects.commissioned_this_year })}
            </AppLink>
          </p>
        </section>
        <section aria-label={t('reports.contracts')}>
          <p className="ink-3 t-small">{t('reports.contracts')}</p>
          <p className={styles.figure}>
            <AppLink
              className={styles.source}
              href={`/deals?scope=signed&filter=${encodeURIComponent(`signed is ${yearStart}..`)}`}
            >
              {t('reports.signed', { count: signed.count })}
            </AppLink>
          </p>
          <p className="ink-2 t-small nowrap">
            {t('reports.signed_sum', { sum: format.moneyShort(signed.value_minor) })}
          </p>
        </section>
      </div>
      <div className={styles.services}>
        <p className="medium">{t('reports.services')}</p>
        {report.services.map((unit) => (
          <p key={unit.unit_id}>
            <AppLink className="medium" href={`/support?unit=${unit.unit_id}`}>
              {unit.name}
            </AppLink>
            <span className="ink-2 t-small">
              {unit.open === 0
                ? t('reports.nothing_open')
                : unit.late > 0
                  ? t('reports.open_late', { open: unit.open, late: unit.late })
                  : t('reports.open_in_time', { open: unit.open })}
            </span>
          </p>
        ))}
        <p>
          <AppLink className="medium" href="/office">
            {t('reports.office')}
          </AppLink>
          <span className="ink-2 t-small">
            {t('reports.office_note', {
              open: office.open,
              late: office.late,
              released: format.duration(office.released_minutes),
            })}
          </span>
        </p>
      </div>
    </>
  );
}
