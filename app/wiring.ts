import type { FastifyInstance } from 'fastify';
import { registerActivities } from '#modules/activities/commands.ts';
import { forgetUploads } from '#modules/activities/jobs.ts';
import { bindActivitiesRoutes } from '#modules/activities/routes.ts';
import { registerBackOffice } from '#modules/back-office/commands.ts';
import { bindBackOfficeRoutes } from '#modules/back-office/routes.ts';
import { registerCalling } from '#modules/calling/commands.ts';
import { bindCallingRoutes } from '#modules/calling/routes.ts';
import { registerClients, sweepBulk, sweepTags, sweepTrash } from '#modules/clients/commands.ts';
import { followDuplicates } from '#modules/clients/duplicates/jobs.ts';
import {
  forgetClientFiles,
  resumeBulk,
  resumeDeciding,
  resumeImports,
  resumeTagMerges,
} from '#modules/clients/jobs.ts';
import { bindClientsRoutes } from '#modules/clients/routes.ts';
import { registerDeals } from '#modules/deals/commands.ts';
import { bindDealsRoutes } from '#modules/deals/routes.ts';
import { registerFields } from '#modules/fields/commands.ts';
import { followFieldIndexes } from '#modules/fields/jobs.ts';
import { bindFieldsRoutes } from '#modules/fields/routes.ts';
import { registerHandoffs, sweepHandoffs } from '#modules/handoffs/commands.ts';
import { bindHandoffsRoutes } from '#modules/handoffs/routes.ts';
import { registerHistory } from '#modules/history/commands.ts';
import { forgetPastFiles, resumeHistory } from '#modules/history/jobs.ts';
import { bindHistoryRoutes } from '#modules/history/routes.ts';
import { bindJournalRoutes } from '#modules/journal/routes.ts';
import { registerLists } from '#modules/lists/commands.ts';
import { forgetExportFiles, resumeExports } from '#modules/lists/jobs.ts';
import { bindListsRoutes } from '#modules/lists/routes.ts';
import { registerNeeds } from '#modules/needs/commands.ts';
import { bindNeedsRoutes } from '#modules/needs/routes.ts';
import { registerPeople } from '#modules/people/commands.ts';
import { issueSetupToken } from '#modules/people/company/commands.ts';
import { bindPeopleRoutes } from '#modules/people/routes.ts';
import { createSignIn } from '#modules/people/sign-in/queries.ts';
import { registerProjects } from '#modules/projects/commands.ts';
import { bindProjectsRoutes } from '#modules/projects/routes.ts';
import { registerQualification } from '#modules/qualification/commands.ts';
import { bindQualificationRoutes } from '#modules/qualification/routes.ts';
import { bindReportsRoutes } from '#modules/reports/routes.ts';
import { registerStructure } from '#modules/structure/commands.ts';
import { bindStructureRoutes } from '#modules/structure/routes.ts';
import { registerSupport } from '#modules/support/commands.ts';
import { bindSupportRoutes } from '#modules/support/routes.ts';
import { registerWorkload } from '#modules/workload/commands.ts';
import { bindWorkloadRoutes } from '#modules/workload/routes.ts';
import type { Config } from '#platform/config.ts';
import type { Db } from '#platform/db/pool.ts';
import { type Binder, createBinder } from '#platform/http/bind.ts';
import type { Translate } from '#platform/http/problem.ts';
import { rememberFor } from '#platform/memory.ts';
import type { Clock } from '#shared/clock.ts';
import { createAuthentication, unsettles } from './authenticate.ts';
import type { Sweep } from './sweeps.ts';

const REMEMBERED_MS = 1000;
let registered = false;

/** What later modules add to earlier ones, in the order of the modules; once per process. */
export function registerModules(): void {
  if (registered) return;
  registered = true;
  registerPeople();
  registerStructure();
  registerFields();
  registerLists();
  registerClients();
  registerActivities();
  registerWorkload();
  registerHandoffs();
  registerNeeds();
  registerCalling();
  registerQualification();
  registerDeals();
  registerProjects();
  registerSupport();
  registerBackOffice();
  registerHistory();
}

/** Deadlines that are looked at every half a minute. */
export const sweeps: readonly Sweep[] = [
  { name: 'handoffs', run: sweepHandoffs },
  { name: 'trash', run: sweepTrash },
  { name: 'tags', run: sweepTags },
  { name: 'bulk', run: sweepBulk },
];

export interface Bound {
  binder: Binder;
  /** A fresh one-time set-up link's token, while there is no company. */
  issueSetupToken(): Promise<string | null>;
}

interface Wiring {
  app: FastifyInstance;
  db: Db;
  clock: Clock;
  config: Config;
  translate: Translate;
}

/** Binds every route of every module. */
export function bindModules({ app, db, clock, config, translate }: Wiring): Bound {
  const signIn = createSignIn({ db, clock, publicUrl: config.publicUrl });
  const memory = rememberFor(REMEMBERED_MS);
  const binder = createBinder({
    app,
    memory,
    unsettles,
    db,
    clock,
    translate,
    requestsPerMinute: config.requestsPerMinute,
    authenticate: createAuthentication(app, db, clock, signIn, memory),
  });
  bindJournalRoutes(binder);
  bindPeopleRoutes(binder, signIn);
  bindStructureRoutes(binder);
  bindFieldsRoutes(binder);
  bindListsRoutes(binder);
  bindClientsRoutes(binder, config.uploadLimitBytes);
  bindActivitiesRoutes(binder);
  bindWorkloadRoutes(binder);
  bindHandoffsRoutes(binder);
  bindNeedsRoutes(binder);
  bindCallingRoutes(binder);
  bindQualificationRoutes(binder);
  bindDealsRoutes(binder);
  bindProjectsRoutes(binder);
  bindSupportRoutes(binder);
  bindBackOfficeRoutes(binder);
  bindHistoryRoutes(binder, config.uploadLimitBytes);
  bindReportsRoutes(binder);
  return { binder, issueSetupToken: () => issueSetupToken(db, clock.now()) };
}

/** Long work that stands in line, or that an end of the process has interrupted. */
export function startJobs(db: Db, clock: Clock, onError: (error: unknown) => void): { close(): Promise<void> } {
  const workers = [
    resumeImports(db, clock, onError),
    resumeExports(db, clock, onError),
    resumeBulk(db, clock, onError),
    resumeTagMerges(db, clock, onError),
    resumeHistory(db, clock, onError),
    forgetClientFiles(db, clock, onError),
    forgetUploads(db, clock, onError),
    forgetExportFiles(db, clock, onError),
    forgetPastFiles(db, clock, onError),
    resumeDeciding(db, clock, onError),
    followDuplicates(db, clock, onError),
    followFieldIndexes(db, clock, onError),
  ];
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
