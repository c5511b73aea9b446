import { useRead } from '#ui-kit/call.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { clientProjectsRoute } from '../../contract.ts';
import { NextMilestone } from '../NextMilestone.tsx';
import styles from '../projects.module.css';

/** Projects of a client: how each goes, what comes next, what is paid. */
export function ProjectsPanel({ clientId }: { clientId: string }) {
  const { t, format } = useText();
  const projects = useRead(clientProjectsRoute, { params: { id: clientId } });
  const items = projects.data?.items ?? [];
  return (
    <Section title={t('projects.panel')} count={items.length}>
      {projects.isSuccess && items.length === 0 ? <p className="ink-3">{t('projects.panel_empty')}</p> : null}
      <ul className={styles.items}>
        {items.map((project) => (
          <li key={project.id} className={styles.stacked}>
            <span className="row">
              <AppLink className="link medium cut spread" href={`/projects/${project.id}`}>
                {project.title}
              </AppLink>
              {project.milestones_late > 0 ? (
                <Late>{t('projects.late', { count: project.milestones_late })}</Late>
              ) : (
                <Chip look={project.state === 'running' ? 'plain' : 'outline'}>
                  {t(`projects.state.${project.state}`)}
                </Chip>
              )}
            </span>
            <NextMilestone project={project} />
            <span className="ink-2 t-small">
              {t('projects.contract_no', { number: project.contract_number })} ·{' '}
              {t('projects.paid_of', {
                paid: format.moneyShort(project.paid_minor),
                total: format.moneyShort(project.value_minor),
              })}
              {project.overdue_minor > 0 ? (
                <b> · {t('projects.overdue_sum', { sum: format.moneyShort(project.overdue_minor) })}</b>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
