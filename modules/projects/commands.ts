import { admitParticipant } from '#modules/clients/commands.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { registerTrashGuard } from '#modules/clients/trash/commands.ts';
import { registerAcceptanceEffect } from '#modules/handoffs/kinds/commands.ts';
import { record } from '#modules/journal/commands.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import { ok } from '#shared/result.ts';
import { registerExpectations } from './expectations/commands.ts';
import { registerProjectExport } from './exports/queries.ts';
import { registerProjectSearch } from './finding/queries.ts';
import { registerPlan } from './milestones/commands.ts';
import { registerMoney } from './money/commands.ts';
import { openProject } from './opening/commands.ts';
import { registerProjectFields } from './own-fields/commands.ts';
import { registerProjectLoad } from './queries.ts';
import { clientsWithProjects, openProjectsOf, ROWS_AT_CLIENT, saveProject } from './store.ts';

/** What this module adds to others: the project of an accepted H2, undo, succession of open projects, load of managers. */
export function registerProjects(): void {
  registerAcceptanceEffect('H2', openProject);
  registerPlan();
  registerMoney();
  registerExpectations();
  registerProjectFields();
  registerMergePart({ key: 'projects', rows: ROWS_AT_CLIENT });
  registerTrashGuard('projects', async (context, ids) => {
    const projects = await clientsWithProjects(context, ids);
    return new Map(
      projects.map(({ client_id, title }) => [client_id, { reason: 'projects.keeps_client', values: { title } }]),
    );
  });
  registerSuccession({
    key: 'projects',
    functions: ['delivery'],
    async left(context, employeeId) {
      const projects = await openProjectsOf(context, employeeId);
      return projects.length === 0 ? [] : [{ key: 'projects', count: projects.length }];
    },
    async passOn(context, from, to) {
      for (const project of await openProjectsOf(context, from)) {
        await saveProject(context, project, { manager_id: to });
        await admitParticipant(context, project.client_id, to, 'project_manager', project.id);
        await record(context, {
          action: 'project.passed_on',
          subject: { kind: 'project', id: project.id },
          clientId: project.client_id,
          before: { manager_id: from },
          after: { manager_id: to },
        });
      }
      return ok();
    },
  });
  registerProjectLoad();
  registerProjectSearch();
  registerProjectExport();
}
