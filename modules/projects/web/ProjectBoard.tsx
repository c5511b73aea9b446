import { useLocation } from '@tanstack/react-router';
import { readAddress } from '#modules/lists/web/parts/list-address.ts';
import { useRowsOf } from '#modules/lists/web/parts/use-list-rows.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { ProjectList } from './ProjectList.tsx';
import { ProjectView } from './ProjectView.tsx';
import { PROJECT_LIST } from './project-list.ts';
import styles from './projects.module.css';
import { useProjects } from './use-projects.ts';

/** One project with everything in it, beside the list that it was opened from. */
export function ProjectBoard({ id }: { id: string }) {
  const { t } = useText();
  const { searchStr } = useLocation();
  const go = useNavigateTo();
  const shown = readAddress(PROJECT_LIST, searchStr);
  const projects = useProjects(shown);
  const rows = useRowsOf(projects);
  return (
    <div className={styles.board}>
      <section className={styles.list} aria-label={t('projects.list')}>
        <div className={styles.listHead}>
          <Segmented
            label={t('projects.show')}
            size="small"
            value={shown.scope === 'ended' ? 'ended' : 'open'}
            onChange={(next) => go(next === 'ended' ? '/projects?scope=ended' : '/projects')}
            options={[
              { value: 'open', label: t('projects.show.open') },
              { value: 'ended', label: t('projects.show.ended') },
            ]}
          />
        </div>
        {projects.error === null ? (
          <ProjectList
            items={rows.flatMap((one) => one ?? [])}
            loading={projects.loading}
            ended={shown.scope === 'ended'}
            activeId={id}
            onOpen={(next) => go(`/projects/${next}${searchStr}`)}
            onMore={projects.hasMore ? projects.more : undefined}
          />
        ) : (
          <ErrorState title={projects.error.message} requestId={projects.error.requestId} />
        )}
      </section>
      <ProjectView key={id} id={id} />
    </div>
  );
}
