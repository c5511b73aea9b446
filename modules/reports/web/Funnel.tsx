import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { Explain } from '#ui-kit/marks/Explain.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { RelayReport, Share } from '../contract.ts';
import type { Figure } from '../rules.ts';
import styles from './reports.module.css';

interface FunnelProps {
  report: RelayReport;
  onOpen: (figure: Figure) => void;
}

/** How far the market has come, hand-off by hand-off, and how much of it is covered; each as n of N with its interval. */
export function Funnel({ report, onOpen }: FunnelProps) {
  const { t } = useText();
  const whole = report.funnel[0]?.n ?? 0;
  return (
    <div className={styles.column}>
      <Section title={t('reports.funnel')} note={t('reports.intervals')}>
        <table className={styles.funnel}>
          <tbody>
            {report.funnel.map((step) => (
              <tr key={step.figure}>
                <th scope="row">{t(`reports.figure.${step.figure}`)}</th>
                <td className={styles.funnelBar}>
                  <ProgressBar share={whole === 0 ? 0 : step.n / whole} label={t(`reports.figure.${step.figure}`)} />
                </td>
                <td className="right nowrap">
                  <Counted step={step} onOpen={onOpen} />
                </td>
                <td className={styles.funnelShare}>
                  {step.figure === 'register' ? null : (
                    <Whisker part={step.n} whole={step.of} width={72} words={false} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section
        title={t('reports.coverage')}
        action={
          <AppLink className="link" href="/coverage">
            {t('reports.coverage_more')}
          </AppLink>
        }
      >
        <ul className={styles.coverage}>
          {report.coverage.map((step) => (
            <li key={step.figure}>
              <span className="ink-2">{t(`reports.figure.${step.figure}`)}</span>
              <ProgressBar share={step.of === 0 ? 0 : step.n / step.of} label={t(`reports.figure.${step.figure}`)} />
              <Counted step={step} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

/** The figure; a click explains it, shows its interval and opens the records. */
function Counted({ step, onOpen }: { step: Share; onOpen: (figure: Figure) => void }) {
  const { t, format } = useText();
  return (
    <Explain
      formula={t(`reports.formula.${step.figure}`)}
      picture={step.figure === 'register' ? undefined : <Whisker part={step.n} whole={step.of} />}
      records={{ label: t('reports.open_records', { count: step.n }), onOpen: () => onOpen(step.figure) }}
    >
      {step.figure === 'register' ? format.number(step.n) : format.outOf(step.n, step.of)}
    </Explain>
  );
}
