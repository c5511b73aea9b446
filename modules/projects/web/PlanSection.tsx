import { IconArrowBackUp, IconCircleCheck, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { usePhone } from '#ui-kit/media.ts';
import { useText } from '#ui-kit/text.tsx';
import { editMilestoneRoute, type Milestone, type Project, reachMilestoneRoute } from '../contract.ts';
import { PlanAxis, PlanMark } from './PlanMark.tsx';
import { delayOf, overdueBy, type PlanLine, planLine } from './plan-line.ts';
import type { PartProps } from './project-dialog.ts';
import styles from './projects.module.css';
import { usePress } from './use-save.ts';

/** Milestones: promised at the hand-off, planned now, reached in fact, and all three on one line of time. */
export function PlanSection({ project, works, onDialog }: PartProps) {
  const { t } = useText();
  const { today } = useActor();
  const phone = usePhone();
  const line = planLine(project.opened_at, today, project.plan);
  return (
    <Section
      title={t('projects.plan')}
      note={phone ? undefined : t('projects.plan_note')}
      count={project.plan.length}
      action={
        works ? (
          <Button look="quiet" size="small" icon={IconPlus} keys="KeyM" onClick={() => onDialog({ kind: 'milestone' })}>
            {t('projects.add_milestone')}
          </Button>
        ) : undefined
      }
    >
      {project.plan.length === 0 ? (
        <p className="ink-3">{t('projects.plan_empty')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.plan}>
            <thead>
              <tr>
                <th>{t('projects.milestone')}</th>
                <th className={styles.aside}>{t('projects.responsible')}</th>
                <th className={`right ${styles.roomy}`}>{t('projects.promised')}</th>
                <th className="right">{t('projects.planned')}</th>
                <th className="right">{t('projects.reached')}</th>
                <th className={`${styles.lineHead} ${styles.roomy}`} aria-label={t('projects.on_line')}>
                  <PlanAxis line={line} today={today} />
                </th>
                <th />
              </tr>
            </thead>
            <tbody>
              {project.plan.map((milestone) => (
                <Row
                  key={milestone.id}
                  milestone={milestone}
                  project={project}
                  line={line}
                  today={today}
                  works={works}
                  onDialog={onDialog}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

interface RowProps extends PartProps {
  milestone: Milestone;
  line: PlanLine;
  today: string;
}

function Row({ milestone, project, line, today, works, onDialog }: RowProps) {
  const { t, format } = useText();
  const ended = project.state === 'commissioned' || project.state === 'terminated';
  const overdue = ended ? 0 : overdueBy(milestone, today);
  const delay = delayOf(milestone);
  const waitsFor = project.plan.filter((other) => milestone.after.includes(other.id));
  return (
    <tr>
      <th scope="row">
        <span className={styles.two}>
          <span className={milestone.reached_on === null ? 'medium' : 'ink-2'}>{milestone.title}</span>
          {waitsFor.length === 0 && milestone.note === null ? null : (
            <span className="ink-3 t-small">
              {[
                ...(waitsFor.length === 0
                  ? []
                  : [t('projects.after', { titles: format.list(waitsFor.map((other) => other.title)) })]),
                ...(milestone.note === null ? [] : [milestone.note]),
              ].join(' · ')}
            </span>
          )}
        </span>
      </th>
      <td className={`ink-2 nowrap ${styles.aside}`}>
        {milestone.responsible_name === null ? '' : shortName(parsePersonName(milestone.responsible_name))}
      </td>
      <td className={`right ink-3 ${styles.roomy}`}>
        <Num>{format.date(milestone.promised_on)}</Num>
      </td>
      <td className="right">
        <Num>{format.date(milestone.planned_on)}</Num>
      </td>
      <td className="right">
        {milestone.reached_on === null ? (
          overdue > 0 ? (
            <Late>{format.overdueMark(overdue)}</Late>
          ) : null
        ) : (
          <span className={`${styles.two} ${styles.atRight}`}>
            <Num>{format.date(milestone.reached_on)}</Num>
            {delay === 0 ? null : <span className="ink-3 t-small nowrap">{format.signed(delay)}</span>}
          </span>
        )}
      </td>
      <td className={`${styles.lineCell} ${styles.roomy}`}>
        <PlanMark line={line} today={today} milestone={milestone} late={overdue > 0} />
      </td>
      <td className="right">
        {works ? <RowMenu milestone={milestone} project={project} onDialog={onDialog} /> : null}
      </td>
    </tr>
  );
}

function RowMenu({
  milestone,
  project,
  onDialog,
}: { milestone: Milestone; project: Project } & Pick<PartProps, 'onDialog'>) {
  const { t } = useText();
  const reach = usePress(reachMilestoneRoute);
  const edit = usePress(editMilestoneRoute, t('projects.milestone_removed'));
  const params = { id: project.id, part_id: milestone.id };
  const { version } = milestone;
  return (
    <ActionMenu
      label={milestone.title}
      items={[
        milestone.reached_on === null
          ? {
              label: t('projects.reach'),
              icon: IconCircleCheck,
              onRun: () => onDialog({ kind: 'reach', milestone }),
            }
          : {
              label: t('projects.reopen'),
              icon: IconArrowBackUp,
              onRun: () => reach.press({ params, body: { version, reached_on: null } }),
            },
        {
          label: t('projects.edit_milestone'),
          icon: IconPencil,
          onRun: () => onDialog({ kind: 'milestone', milestone }),
        },
        {
          label: t('projects.remove_milestone'),
          icon: IconTrash,
          onRun: () => edit.press({ params, body: { version, removed: true } }),
        },
      ]}
    />
  );
}
