import type { FastifyInstance } from 'fastify';
import { registerActivities } from '#modules/activities/commands.ts';
import { bindActivitiesRoutes } from '#modules/activities/routes.ts';
import { registerClients } from '#modules/clients/commands.ts';
import { bindJournalRoutes } from '#modules/journal/routes.ts';
import { registerNeeds } from '#modules/needs/commands.ts';
import { bindNeedsRoutes } from '#modules/needs/routes.ts';
import { registerPeople } from '#modules/people/commands.ts';
import { issueSetupToken } from '#modules/people/company/commands.ts';
import { bindPeopleRoutes } from '#modules/people/routes.ts';
import { createSignIn } from '#modules/people/sign-in/queries.ts';
import { bindStructureRoutes } from '#modules/structure/routes.ts';
import { bindWorkloadRoutes } from '#modules/workload/routes.ts';
import type { Config } from '#platform/config.ts';
import type { Db } from '#platform/db/pool.ts';
import { type Binder, createBinder } from '#platform/http/bind.ts';
import type { Translate } from '#platform/http/problem.ts';
import type { Clock } from '#shared/clock.ts';
import { createAuthentication } from './authenticate.ts';
import type { Sweep } from './sweeps.ts';

let registered = false;

/** What later modules add to earlier ones, in the order of the modules; once per process. */
export function registerModules(): void {
  if (registered) return;
  registered = true;
  registerPeople();
  registerClients();
  registerActivities();
  registerNeeds();
}

/** Deadlines that are looked at every half a minute. */
export const sweeps: readonly Sweep[] = [];

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
  const binder = createBinder({ app, db, clock, translate, authenticate: createAuthentication(db, clock, signIn) });
  bindJournalRoutes(binder);
  bindPeopleRoutes(binder, signIn);
  bindStructureRoutes(binder);
  bindActivitiesRoutes(binder);
  bindWorkloadRoutes(binder);
  bindNeedsRoutes(binder);
  return { binder, issueSetupToken: () => issueSetupToken(db, clock.now()) };
}
