import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { type GroupedItem, GroupedList } from '#ui-kit/data/GroupedList.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { ProjectLine } from '../contract.ts';
import { NoProjects } from './NoProjects.tsx';
import { daysSince } from './plan-line.ts';
import styles from './projects.module.css';

export interface ProjectListProps {
  items: readonly ProjectLine[];
  loading: boolean;
  ended: boolean;
  activeId: string | null;
  onOpen: (id: string) => void;
  onMore: (() => void) | undefined;
}

type Group = 'attention' | 'running' | 'suspended' | 'ended';
const GROUPS: readonly Group[] = ['attention', 'running', 'suspended', 'ended'];

/** The same projects beside the one that is open: what is late or unpaid first. */
export function ProjectList({ items, loading, ended, activeId, onOpen, onMore }: ProjectListProps) {
  const { t, format } = useText();
  const { today } = useActor();
  const item = (one: ProjectLine): GroupedItem => ({
    id: one.id,
    title: one.client_name,
    aside:
      one.milestones_late > 0 && one.next_milestone !== null ? (
        <Late>{format.overdueMark(daysSince(one.next_milestone.planned_on, today))}</Late>
      ) : (
        <span className="ink-2">{format.outOf(one.milestones_reached, one.milestones)}</span>
      ),
    lines: [
      one.title,
      one.overdue_minor > 0
        ? t('projects.overdue_sum', { sum: format.moneyShort(one.overdue_minor) })
        : t('projects.paid_of', {
            paid: format.moneyShort(one.paid_minor),
            total: format.moneyShort(one.value_minor),
          }),
    ],
  });
  const groups = GROUPS.map((id) => ({
    id,
    label: t(`projects.group.${id}`),
    items: items.filter((one) => groupOf(one) === id).map(item),
  })).filter((group) => group.items.length > 0);
  if (groups.length === 0 && !loading) return <NoProjects ended={ended} />;
  return (
    <>
      <GroupedList
        label={t('projects.list')}
        groups={groups}
        activeId={activeId}
        onOpen={(chosen) => onOpen(chosen.id)}
      />
      {onMore === undefined ? null : (
        <div className={styles.listHead}>
          <Button size="small" onClick={onMore}>
            {t('projects.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function groupOf(one: ProjectLine): Group {
  if (one.state === 'commissioned' || one.state === 'terminated') return 'ended';
  if (one.milestones_late > 0 || one.overdue_minor > 0) return 'attention';
  return one.state;
}
