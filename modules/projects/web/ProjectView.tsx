import {
  IconCircleCheck,
  IconExchange,
  IconFileText,
  IconFlag,
  IconHandStop,
  IconPlayerPause,
  IconPlus,
  IconReceipt,
  IconTrafficCone,
  IconUrgent,
} from '@tabler/icons-react';
import { useState } from 'react';
import { FilesPanel } from '#modules/activities/web/parts/FilesPanel.tsx';
import { CustomFields } from '#modules/fields/web/parts/CustomFields.tsx';
import { type ActionItem, ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { editProjectRoute, type Project, resumeRoute, showProject } from '../contract.ts';
import { ActsSection } from './ActsSection.tsx';
import { ChangesSection } from './ChangesSection.tsx';
import { MoneySection } from './MoneySection.tsx';
import { PlanSection } from './PlanSection.tsx';
import { ProjectDialogs } from './ProjectDialogs.tsx';
import { ProjectHead } from './ProjectHead.tsx';
import { PromisesSection } from './PromisesSection.tsx';
import type { ProjectDialog } from './project-dialog.ts';
import styles from './projects.module.css';
import { RisksSection } from './RisksSection.tsx';
import { usePress } from './use-save.ts';

/** One project: plan against fact, what is signed, what is paid, what was promised, what threatens, what changes. */
export function ProjectView({ id }: { id: string }) {
  const { t } = useText();
  const project = useRead(showProject, { params: { id } });
  if (project.error !== null && project.data === undefined) {
    return project.error.status === 404 ? (
      <EmptyState icon={IconTrafficCone} title={t('projects.not_found')} text={t('projects.empty_text')} />
    ) : (
      <ErrorState title={project.error.message} requestId={project.error.requestId} />
    );
  }
  if (project.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[3, 1, 1, 2]} rows={10} />
      </Delayed>
    );
  }
  return <Shown project={project.data} />;
}

/** What can be done now, by whoever leads the project, and by which key. */
function useActions(project: Project, open: (dialog: ProjectDialog) => void) {
  const { t } = useText();
  const resume = usePress(resumeRoute, t('projects.resumed'));
  const next = project.plan.find((milestone) => milestone.reached_on === null);
  const leads = project.may_work;
  const works = leads && (project.state === 'running' || project.state === 'suspended');
  const runs = works && project.state === 'running';
  const list: (ActionItem & { id: string; when: boolean; run: () => void })[] = [
    {
      id: 'reach',
      when: works && next !== undefined,
      label: t('projects.reach'),
      icon: IconCircleCheck,
      keys: 'KeyE',
      run: () => next && open({ kind: 'reach', milestone: next }),
    },
    {
      id: 'commission',
      when: runs,
      label: t('projects.commission'),
      icon: IconFlag,
      keys: 'KeyD',
      run: () => open({ kind: 'commission' }),
    },
    {
      id: 'act',
      when: works,
      label: t('projects.act'),
      icon: IconFileText,
      keys: 'KeyA',
      run: () => open({ kind: 'act' }),
    },
    {
      id: 'payment',
      when: leads,
      label: t('projects.payment'),
      icon: IconReceipt,
      keys: 'KeyP',
      run: () => open({ kind: 'payment' }),
    },
    {
      id: 'milestone',
      when: works,
      label: t('projects.add_milestone'),
      icon: IconPlus,
      keys: 'KeyM',
      run: () => open({ kind: 'milestone' }),
    },
    {
      id: 'risk',
      when: works,
      label: t('projects.risk'),
      icon: IconUrgent,
      keys: 'KeyR',
      run: () => open({ kind: 'risk' }),
    },
    {
      id: 'change',
      when: works,
      label: t('projects.change'),
      icon: IconExchange,
      keys: 'KeyC',
      run: () => open({ kind: 'change' }),
    },
    {
      id: 'suspend',
      when: runs,
      label: t('projects.suspend'),
      icon: IconPlayerPause,
      run: () => open({ kind: 'suspend' }),
    },
    {
      id: 'resume',
      when: works && !runs,
      label: t('projects.resume'),
      icon: IconCircleCheck,
      keys: 'KeyU',
      run: () => resume.press({ params: { id: project.id }, body: { version: project.version } }),
    },
    {
      id: 'terminate',
      when: works,
      label: t('projects.terminate'),
      icon: IconHandStop,
      run: () => open({ kind: 'terminate' }),
    },
  ];
  return list.filter((action) => action.when).map((action) => ({ ...action, onRun: action.run }));
}

function Shown({ project }: { project: Project }) {
  const { t } = useText();
  const [dialog, setDialog] = useState<ProjectDialog | null>(null);
  const edit = useWrite(editProjectRoute).mutateAsync;
  const actions = useActions(project, setDialog);
  // The one thing to press: go on with the plan; when it is done, hand the work over; when it stands, take it up again.
  const main = actions.find(({ id }) => id === 'resume') ?? actions.find(({ id }) => id === 'reach') ?? actions[0];
  const beside = actions.filter(({ id }) => ['act', 'payment'].includes(id) && id !== main?.id);
  const rest = actions.filter((action) => action !== main && !beside.includes(action));
  usePage({
    crumbs: [{ label: t('projects.title'), href: '/projects' }, { label: project.title }],
    actions: {
      label: project.title,
      items: actions.map(({ id, label, icon, run }) => ({ id, label, icon, onRun: run })),
    },
  });
  useKeys(
    Object.fromEntries(
      actions.flatMap(({ keys, label, run }) => (keys === undefined ? [] : [[keys, { run, label }] as const])),
    ),
    { group: t('projects.title') },
  );
  const works = project.may_work && (project.state === 'running' || project.state === 'suspended');
  return (
    <div className={styles.view}>
      <ProjectHead
        project={project}
        actions={
          main === undefined ? undefined : (
            <>
              <Button look="primary" keys={main.keys} onClick={main.run}>
                {main.label}
              </Button>
              {beside.map(({ id, label, keys, run }) => (
                <Button key={id} keys={keys} onClick={run}>
                  {label}
                </Button>
              ))}
              {rest.length === 0 ? null : <ActionMenu label={project.title} width={280} items={rest} />}
            </>
          )
        }
      />
      <PlanSection project={project} works={works} onDialog={setDialog} />
      <div className={styles.columns}>
        <div>
          <MoneySection project={project} works={works} onDialog={setDialog} />
          <ActsSection project={project} works={works} onDialog={setDialog} />
          <FilesPanel clientId={project.client_id} about={{ kind: 'project', id: project.id }} mayAdd={works} />
        </div>
        <div>
          <CustomFields
            entity="project"
            id={project.id}
            values={project.custom}
            people={project.custom_people}
            save={
              project.may_work
                ? (custom, version = project.version) => edit({ params: { id: project.id }, body: { version, custom } })
                : undefined
            }
          />
          <PromisesSection project={project} works={works} onDialog={setDialog} />
          <RisksSection project={project} works={works} onDialog={setDialog} />
          <ChangesSection project={project} works={works} onDialog={setDialog} />
        </div>
      </div>
      {dialog === null ? null : <ProjectDialogs project={project} dialog={dialog} onClose={() => setDialog(null)} />}
    </div>
  );
}
