import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { ProjectLine } from '../contract.ts';
import { daysSince } from './plan-line.ts';
import styles from './projects.module.css';

/** What comes next in a project and when; the day stands in ink when it has passed. */
export function NextMilestone({ project }: { project: ProjectLine }) {
  const { t, format } = useText();
  const { today } = useActor();
  const { next_milestone: next } = project;
  if (next === null) {
    return (
      <span className="ink-3">{t(project.milestones === 0 ? 'projects.no_milestones' : 'projects.all_reached')}</span>
    );
  }
  const late = daysSince(next.planned_on, today);
  const open = project.state === 'running' || project.state === 'suspended';
  return (
    <span className={styles.two}>
      <span className="cut">{next.title}</span>
      <span className="row">
        <span className="ink-2 t-small nowrap">{format.date(next.planned_on)}</span>
        {open && late > 0 ? <Late>{format.overdueMark(late)}</Late> : null}
      </span>
    </span>
  );
}
