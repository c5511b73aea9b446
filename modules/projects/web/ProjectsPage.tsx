import { IconX } from '@tabler/icons-react';
import { useLocation, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { listSteps } from '#modules/activities/contract.ts';
import { TodayList } from '#modules/activities/web/parts/TodayList.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { later } from '#ui-kit/later.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { usePhone } from '#ui-kit/media.ts';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { listProjects } from '../contract.ts';
import { ProjectList } from './ProjectList.tsx';
import { ProjectTable } from './ProjectTable.tsx';
import styles from './projects.module.css';

const ProjectView = later(() => import('./ProjectView.tsx'), 'ProjectView');

const PAGE = 50;
/** As many as `TodayList` asks for, so that both read one answer. */
const MOST_STEPS = 200;

/** Delivery: one's own projects (the head's: all of them), plan against fact, over what is to be done today; and one of them with everything in it. */
export function ProjectsPage() {
  const { t, format } = useText();
  const { id = null } = useParams({ strict: false });
  const { searchStr } = useLocation();
  const asked = new URLSearchParams(searchStr);
  const ended = asked.get('show') === 'ended';
  const managerId = asked.get('manager');
  const since = asked.get('since');
  const go = useNavigateTo();
  const [limit, setLimit] = useState(PAGE);
  const projects = useRead(
    listProjects,
    {
      query: {
        ...{ open: !ended, limit },
        ...(managerId === null ? {} : { manager_id: managerId }),
        ...(since === null ? {} : { commissioned_since: since }),
      },
    },
    { keep: true, refetchInterval: 60_000 },
  );
  usePage({ crumbs: [{ label: t('projects.title'), href: '/projects' }] });
  const phone = usePhone();
  const { today } = useActor();
  const steps = useRead(listSteps, { query: { until: today, limit: MOST_STEPS } }, { enabled: id === null });
  const stepsToday = ended ? 0 : (steps.data?.count.value ?? 0);
  const items = projects.data?.items ?? [];
  const openClient = (clientId: string) => {
    const project = items.find((one) => one.client_id === clientId);
    go(project === undefined ? `/clients/${clientId}` : `/projects/${project.id}`);
  };
  const shown = {
    items,
    loading: projects.isPending,
    ended,
    onOpen: (next: string) => go(`/projects/${next}${searchStr}`),
    onMore: projects.data?.next_cursor == null ? undefined : () => setLimit(limit + PAGE),
  };
  const choice = (
    <Segmented
      label={t('projects.show')}
      size="small"
      value={ended ? 'ended' : 'open'}
      onChange={(next) => go(next === 'ended' ? '/projects?show=ended' : '/projects')}
      options={[
        { value: 'open', label: t('projects.show.open') },
        { value: 'ended', label: t('projects.show.ended') },
      ]}
    />
  );
  if (projects.error !== null) {
    return <ErrorState title={projects.error.message} requestId={projects.error.requestId} />;
  }
  if (id !== null) {
    return (
      <div className={styles.board}>
        <section className={styles.list} aria-label={t('projects.list')}>
          <div className={styles.listHead}>{choice}</div>
          <ProjectList {...shown} activeId={id} />
        </section>
        <ProjectView key={id} id={id} />
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('projects.title')}
        {...(ended || projects.data === undefined || shown.onMore !== undefined
          ? {}
          : { note: t('projects.count', { count: items.length }) })}
        actions={choice}
      >
        {managerId === null && since === null ? null : (
          <Chip
            pressed
            icon={IconX}
            title={t('projects.filter_clear')}
            onClick={() => go(ended ? '/projects?show=ended' : '/projects')}
          >
            {since === null
              ? t('projects.of_manager', { name: items[0]?.manager_name ?? '' })
              : t('projects.commissioned_since', { day: format.date(since) })}
          </Chip>
        )}
      </PageHeader>
      {stepsToday === 0 ? null : (
        <div className={styles.today}>
          <TodayList onOpen={openClient} />
        </div>
      )}
      <div className={styles.table}>
        {phone ? <ProjectList {...shown} activeId={null} /> : <ProjectTable {...shown} keys={stepsToday === 0} />}
      </div>
    </div>
  );
}
