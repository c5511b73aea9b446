import type { ReactNode } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { useWrite } from '#ui-kit/call.ts';
import { InlineEdit } from '#ui-kit/forms/InlineEdit.tsx';
import { Facts, PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { editProjectRoute, type Project } from '../contract.ts';

const BASIS_POINTS = 10_000;

/** Whose project it is, with whom, what it is worth, how much of it is paid, and how it ended when it has. */
export function ProjectHead({ project, actions }: { project: Project; actions?: ReactNode }) {
  const { t, format } = useText();
  const { today } = useActor();
  const edit = useWrite(editProjectRoute).mutateAsync;
  const money = (amount: number | null) => (amount === null ? t('projects.unknown') : format.moneyShort(amount));
  const facts = [
    { label: t('projects.value'), value: <Num>{format.moneyShort(project.value_minor)}</Num> },
    {
      label: t('projects.paid'),
      value: (
        <Num>
          {t('projects.paid_of', {
            paid: format.moneyShort(project.paid_minor),
            total: format.moneyShort(project.value_minor),
          })}
        </Num>
      ),
    },
    ...(project.overdue_minor === 0
      ? []
      : [{ label: t('projects.overdue'), value: <Late>{format.moneyShort(project.overdue_minor)}</Late> }]),
    ...(project.margin_plan_minor === null && project.margin_fact_minor === null
      ? []
      : [
          {
            label: t('projects.margin'),
            value: (
              <Num>
                {t('projects.margin_of', {
                  plan: money(project.margin_plan_minor),
                  fact: money(project.margin_fact_minor),
                })}
              </Num>
            ),
          },
        ]),
    { label: t('projects.manager'), value: shortName(parsePersonName(project.manager_name)) },
    {
      label: t('projects.opened'),
      value: (
        <AppLink className="link" href={`/handoffs/${project.handoff_id}`}>
          {format.dayOf(project.opened_at)}, {t('projects.handed_over')}
        </AppLink>
      ),
    },
  ];
  return (
    <PageHeader
      title={
        project.may_work ? (
          <InlineEdit
            label={t('projects.title_of')}
            value={project.title}
            onSave={(title) => edit({ params: { id: project.id }, body: { version: project.version, title } })}
          />
        ) : (
          project.title
        )
      }
      above={
        <>
          <Chip look={project.state === 'running' ? 'plain' : 'outline'}>{t(`projects.state.${project.state}`)}</Chip>
          {project.milestones_late === 0 ? null : <Late>{t('projects.late', { count: project.milestones_late })}</Late>}
          <AppLink className="link medium" href={`/clients/${project.client_id}`}>
            {project.client_name}
          </AppLink>
          <span className="ink-3">{t('projects.contract_no', { number: project.contract_number })}</span>
        </>
      }
      actions={actions}
    >
      <Facts items={facts} />
      {project.suspended_until === null ? null : (
        <p>
          {t(project.suspended_until > today ? 'projects.suspended_note' : 'projects.suspended_look', {
            reason: project.suspended_reason ?? '',
            until: format.date(project.suspended_until),
          })}
        </p>
      )}
      {project.commissioned_on === null ? null : (
        <p>
          {t('projects.commissioned_note', {
            day: format.date(project.commissioned_on),
            until: project.warranty_until === null ? t('projects.unknown') : format.date(project.warranty_until),
            note: project.reference_note ?? '',
          })}
        </p>
      )}
      {project.terminated_on === null ? null : (
        <p>
          {t('projects.terminated_note', {
            day: format.date(project.terminated_on),
            by: t(`projects.by.${project.terminated_by ?? 'both'}`),
            share: format.percent((project.settled_bp ?? 0) / BASIS_POINTS),
            reason: project.termination_reason ?? '',
          })}
        </p>
      )}
      {project.scope === null ? null : (
        <p className="ink-2">
          {t('projects.scope')}: {project.scope}
        </p>
      )}
    </PageHeader>
  );
}
