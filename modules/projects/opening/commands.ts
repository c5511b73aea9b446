import { Value } from 'typebox/value';
import { planStep } from '#modules/activities/commands.ts';
import type { AcceptedHandoff } from '#modules/handoffs/kinds/commands.ts';
import { record } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { type Result, refuse } from '#shared/result.ts';
import { HandoverData } from '../contract.ts';
import { insertProject } from '../store.ts';

/**
 * Opens the project of an accepted hand-off to delivery from its frozen package: plan, payments, promises and risks exactly as
 * they were handed over. The receiver becomes holder, the contract stops being open and the project runs, in one change with
 * the first step. A second contract opens a second project. Refuses: `projects.package_unreadable`. Source: domain §8, §4 (H2).
 */
export async function openProject(context: WriteContext, handoff: AcceptedHandoff): Promise<Result<unknown>> {
  if (!Value.Check(HandoverData, handoff.package.data)) return refuse('projects.package_unreadable');
  const data = handoff.package.data;
  const id = await insertProject(context, {
    clientId: handoff.clientId,
    salesSystemId: handoff.salesSystemId,
    handoffId: handoff.id,
    managerId: handoff.receiverId,
    data,
  });
  await record(context, {
    action: 'project.opened',
    subject: { kind: 'project', id },
    clientId: handoff.clientId,
    after: {
      title: data.title,
      contract_number: data.contract_number,
      value_minor: data.value_minor,
      milestones: data.milestones.length,
    },
  });
  await announce(context, {
    type: 'project.opened',
    subjectKind: 'project',
    subjectId: id,
    clientId: handoff.clientId,
  });
  const first = [...data.milestones].sort((a, b) => (a.planned_on < b.planned_on ? -1 : 1))[0];
  const today = (await companyToday(context)).toString();
  return planStep(
    context,
    {
      client_id: handoff.clientId,
      kind: 'task',
      title: first?.title ?? data.title,
      due_on: first !== undefined && first.planned_on > today ? first.planned_on : today,
      owner_id: handoff.receiverId,
      about: { kind: 'project', id },
    },
    {
      holder: { employeeId: handoff.receiverId, via: 'handoff' },
      contractsOpenBy: -1,
      runningProjectsBy: 1,
      waitingReason: null,
      delivered: null,
      lost: null,
    },
  );
}
