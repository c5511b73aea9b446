import { Button } from '#ui-kit/Button.tsx';
import { type GroupedItem, GroupedList } from '#ui-kit/data/GroupedList.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { ProjectLine } from '../contract.ts';
import type { ShownProjects } from './ProjectTable.tsx';
import styles from './projects.module.css';

type Group = 'attention' | 'running' | 'suspended' | 'ended';
const GROUPS: readonly Group[] = ['attention', 'running', 'suspended', 'ended'];

/** The same projects beside the one that is open: what is late or unpaid first. */
export function ProjectList({ items, activeId, onOpen, onMore }: ShownProjects & { activeId: string }) {
  const { t, format } = useText();
  const item = (one: ProjectLine): GroupedItem => ({
    id: one.id,
    title: one.title,
    aside:
      one.milestones_late > 0 ? (
        <Late>{t('projects.late', { count: one.milestones_late })}</Late>
      ) : (
        <span className="ink-2">{format.outOf(one.milestones_reached, one.milestones)}</span>
      ),
    lines: [
      one.client_name,
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
