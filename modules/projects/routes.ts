import type { Binder } from '#platform/http/bind.ts';
import * as wire from './contract.ts';
import { commissionProject, resumeProject, suspendProject, terminateProject } from './ending/commands.ts';
import { addChange, addRisk, decideChange, setRisk, settlePromise } from './expectations/commands.ts';
import { groupProjectsRoute, listProjectsRoute, projectFieldsRoute } from './listing/contract.ts';
import { groupProjects, projectList, showProjectFields } from './listing/queries.ts';
import { addMilestone, editMilestone, reachMilestone } from './milestones/commands.ts';
import { addInstalment, editInstalment, recordAct, recordPayment } from './money/commands.ts';
import { editProject } from './own-fields/commands.ts';
import { clientProjects, projectView } from './queries.ts';

export function bindProjectsRoutes(bind: Binder): void {
  bind.read(wire.clientProjectsRoute, (context, { params }) => clientProjects(context, params.id));
  bind.read(listProjectsRoute, (context, { query }) => projectList(context, query));
  bind.read(projectFieldsRoute, (context) => showProjectFields(context));
  bind.read(groupProjectsRoute, (context, { query }) => groupProjects(context, query));
  bind.read(wire.showProject, (context, { params }) => projectView(context, params.id));
  bind.write(wire.editProjectRoute, (context, { params, body }) => editProject(context, params.id, body));
  bind.write(wire.addMilestoneRoute, (context, { params, body }) => addMilestone(context, params.id, body));
  bind.write(wire.editMilestoneRoute, (context, { params, body }) =>
    editMilestone(context, params.id, params.part_id, body),
  );
  bind.write(wire.reachMilestoneRoute, (context, { params, body }) =>
    reachMilestone(context, params.id, params.part_id, body),
  );
  bind.write(wire.recordActRoute, (context, { params, body }) => recordAct(context, params.id, body));
  bind.write(wire.recordPaymentRoute, (context, { params, body }) => recordPayment(context, params.id, body));
  bind.write(wire.addInstalmentRoute, (context, { params, body }) => addInstalment(context, params.id, body));
  bind.write(wire.editInstalmentRoute, (context, { params, body }) =>
    editInstalment(context, params.id, params.part_id, body),
  );
  bind.write(wire.settlePromiseRoute, (context, { params, body }) =>
    settlePromise(context, params.id, params.part_id, body),
  );
  bind.write(wire.addRiskRoute, (context, { params, body }) => addRisk(context, params.id, body));
  bind.write(wire.setRiskRoute, (context, { params, body }) => setRisk(context, params.id, params.part_id, body));
  bind.write(wire.addChangeRoute, (context, { params, body }) => addChange(context, params.id, body));
  bind.write(wire.decideChangeRoute, (context, { params, body }) =>
    decideChange(context, params.id, params.part_id, body),
  );
  bind.write(wire.suspendRoute, (context, { params, body }) => suspendProject(context, params.id, body));
  bind.write(wire.resumeRoute, (context, { params, body }) => resumeProject(context, params.id, body.version));
  bind.write(wire.commissionRoute, (context, { params, body }) => commissionProject(context, params.id, body));
  bind.write(wire.terminateRoute, (context, { params, body }) => terminateProject(context, params.id, body));
}
