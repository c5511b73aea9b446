import { IconTrafficCone } from '@tabler/icons-react';
import { useLocation, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { listSteps } from '#modules/activities/contract.ts';
import { ListPage } from '#modules/lists/web/parts/ListPage.tsx';
import { useList } from '#modules/lists/web/parts/use-list.ts';
import { rowAmong } from '#modules/lists/web/parts/use-list-rows.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { later } from '#ui-kit/later.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { editProjectRoute } from '../contract.ts';
import { EXPORT_COLUMNS } from '../exports/contract.ts';
import { PROJECT_GROUPINGS, type ProjectItem } from '../listing/contract.ts';
import { ownOrder } from '../listing/rules.ts';
import { NoProjects } from './NoProjects.tsx';
import { PROJECT_LIST } from './project-list.ts';
import styles from './projects.module.css';
import { useCompactProjects, useProjectColumns } from './use-project-columns.tsx';
import { useProjectFields, useProjectGroups, useProjects } from './use-projects.ts';

/** Many days have nothing to be done in a project. */
const TodayList = later(() => import('#modules/activities/web/parts/TodayList.tsx'), 'TodayList');
const ProjectBoard = later(() => import('./ProjectBoard.tsx'), 'ProjectBoard');

const ROW = 52;
/** As many as `TodayList` asks for, so that both read one answer. */
const MOST_STEPS = 200;

/** Delivery: projects within reach, and one of them with everything in it. */
export function ProjectsPage() {
  const { id = null } = useParams({ strict: false });
  return id === null ? <List /> : <ProjectBoard id={id} />;
}

/** Plan against fact of all projects, over what is to be done today: searched, filtered by a sentence, sorted, grouped. */
function List() {
  const { t, rich } = useText();
  const list = useList(PROJECT_LIST, useProjectFields());
  const { shape, applied, show } = list;
  const { searchStr } = useLocation();
  const go = useNavigateTo();
  const projects = useProjects(shape, applied.ready);
  const groups = useProjectGroups(shape, applied.ready);
  const useRows = (filter: string) => useProjects({ ...shape, filter });
  const columns = useProjectColumns(shape.scope);
  const compact = useCompactProjects();
  const edit = useWrite(editProjectRoute).mutateAsync;
  const { today } = useActor();
  const steps = useRead(listSteps, { query: { until: today, limit: MOST_STEPS } });
  const stepsToday = shape.scope === 'open' ? (steps.data?.count.value ?? 0) : 0;
  const usual = ownOrder(shape.scope);
  const title = t('projects.title');
  usePage({ crumbs: [{ label: title }] });
  const open = (project: ProjectItem) => go(`/projects/${project.id}${searchStr}`);
  const openClient = (clientId: string) => {
    const project = rowAmong(projects.pages(), (one) => one.client_id === clientId);
    if (project === undefined) go(`/clients/${clientId}`);
    else open(project);
  };
  return (
    <ListPage
      list={list}
      entity="project"
      words={{
        title,
        whole: t('projects.whole_list'),
        find: t('projects.search'),
        one: t('projects.one'),
        counted: ({ value, exact }, b) => rich(exact ? 'projects.total' : 'projects.total_more', { count: value, b }),
        exported: ({ value, exact }) =>
          t(exact ? 'projects.total_words' : 'projects.total_words_more', { count: value }),
        scope: t('projects.which'),
        scopeOf: (scope) => t(`projects.which.${scope}`),
        nothing: {
          icon: IconTrafficCone,
          title: t('projects.nothing_found'),
          text: t('projects.nothing_found_text'),
        },
      }}
      read={projects}
      columns={columns}
      compact={compact}
      saveOwn={useCallback(
        ({ id, version }: ProjectItem, custom) => edit({ params: { id }, body: { version, custom } }),
        [edit],
      )}
      exported={EXPORT_COLUMNS}
      usual={{ column: usual.sort, descending: usual.order === 'desc' }}
      groupings={PROJECT_GROUPINGS.map((value) => ({ value, label: t(`projects.grouping.${value}`) }))}
      groups={groups}
      useRows={useRows}
      // Every scope has an order of its own.
      onScope={(scope) => show({ scope, sort: null })}
      onOpen={open}
      side={null}
      table={{ rowHeight: ROW, keys: stepsToday === 0 }}
      band={
        stepsToday === 0 ? null : (
          <div className={styles.today}>
            <TodayList onOpen={openClient} />
          </div>
        )
      }
      empty={<NoProjects ended={shape.scope === 'ended'} />}
    />
  );
}
