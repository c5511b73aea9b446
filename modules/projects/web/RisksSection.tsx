import { Button } from '#ui-kit/Button.tsx';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { setRiskRoute } from '../contract.ts';
import type { PartProps } from './project-dialog.ts';
import styles from './projects.module.css';
import { usePress } from './use-save.ts';

const STATES = ['open', 'came_true', 'gone'] as const;

/** What may go wrong, what is done against it, and whether it has come true. */
export function RisksSection({ project, works, onDialog }: PartProps) {
  const { t } = useText();
  const set = usePress(setRiskRoute, t('projects.risk_saved'));
  return (
    <Section
      title={t('projects.risks')}
      count={project.risks.length}
      action={
        works ? (
          <Button look="quiet" size="small" keys="KeyR" onClick={() => onDialog({ kind: 'risk' })}>
            {t('projects.risk')}
          </Button>
        ) : undefined
      }
    >
      {project.risks.length === 0 ? <p className="ink-3">{t('projects.risks_empty')}</p> : null}
      <ul className={styles.items}>
        {project.risks.map((risk) => (
          <li key={risk.id} className={styles.stacked}>
            <span>{risk.said}</span>
            {risk.answer === null ? null : <span className="ink-2 t-small">{risk.answer}</span>}
            <span className="row">
              {works ? (
                <Segmented
                  label={t('projects.risk_state', { said: risk.said })}
                  size="small"
                  value={risk.state}
                  onChange={(state) =>
                    set.press({
                      params: { id: project.id, part_id: risk.id },
                      body: { version: risk.version, state },
                    })
                  }
                  options={STATES.map((value) => ({ value, label: t(`projects.risk.${value}`) }))}
                />
              ) : (
                <Chip>{t(`projects.risk.${risk.state}`)}</Chip>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
