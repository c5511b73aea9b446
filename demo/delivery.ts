import type { Project } from '#modules/projects/contract.ts';
import { commissionProject, suspendProject, terminateProject } from '#modules/projects/ending/commands.ts';
import { settlePromise } from '#modules/projects/expectations/commands.ts';
import { reachMilestone } from '#modules/projects/milestones/commands.ts';
import { recordAct, recordPayment } from '#modules/projects/money/commands.ts';
import { clientProjects, projectView } from '#modules/projects/queries.ts';
import { nextTouch } from './development.ts';
import type { Part, Scene } from './scene.ts';
import type { Player } from './stage.ts';

export type Ending = 'commissioned' | 'suspended' | 'terminated' | 'late';

async function projectOf(scene: Scene, deliverer: Player): Promise<Project> {
  const { items } = await scene.act(deliverer, (context) => clientProjects(context, scene.clientId));
  const [project] = items;
  if (project === undefined) throw new Error(`${scene.place.town[0]} has no project`);
  return scene.act(deliverer, (context) => projectView(context, project.id));
}

/** A project from its opening to what becomes of it. */
export async function* deliver(scene: Scene, deliverer: Player, ending: Ending): Part<void> {
  let project = await projectOf(scene, deliverer);
  const { id, value_minor: value } = project;
  yield scene.wait(12);
  project = await scene.act(deliverer, (context) =>
    recordPayment(context, id, {
      received_on: scene.today.toString(),
      amount_minor: Math.round(value * 0.3),
      note: 'Аванс',
    }),
  );
  for (const [index, milestone] of project.plan.entries()) {
    if (ending === 'suspended' && index === 1) return suspend(scene, deliverer, id);
    if (ending === 'terminated' && index === 2) return terminate(scene, deliverer, id);
    if (ending === 'late' && index >= 2) break;
    const next = project.plan[index + 1];
    yield* nextTouch(scene, deliverer, {
      kind: 'task',
      title: next?.title ?? 'Сдать объект',
      ...(next === undefined ? {} : { due_on: scene.notBefore(next.planned_on) }),
    });
    const version = (await projectOf(scene, deliverer)).version;
    await scene.act(deliverer, (context) =>
      reachMilestone(context, id, milestone.id, { version, reached_on: scene.today.toString() }),
    );
    if (index > 0) await bill(scene, deliverer, id, Math.round((value * 0.7) / 3), milestone.id);
  }
  if (ending === 'late') return;
  yield scene.wait(10);
  await commission(scene, deliverer, id);
}

async function bill(scene: Scene, deliverer: Player, id: string, amount: number, milestoneId: string): Promise<void> {
  const today = scene.today.toString();
  await scene.act(deliverer, (context) =>
    recordAct(context, id, {
      number: `${scene.random.int(1, 60)}`,
      signed_on: today,
      amount_minor: amount,
      milestone_id: milestoneId,
    }),
  );
  await scene.act(deliverer, (context) => recordPayment(context, id, { received_on: today, amount_minor: amount }));
}

async function suspend(scene: Scene, deliverer: Player, id: string): Promise<void> {
  const { version } = await projectOf(scene, deliverer);
  await scene.act(deliverer, (context) =>
    suspendProject(context, id, {
      version,
      reason: 'Зима: опоры в мерзлоте',
      until: scene.later(scene.random.int(40, 90)),
    }),
  );
}

async function terminate(scene: Scene, deliverer: Player, id: string): Promise<void> {
  const { version } = await projectOf(scene, deliverer);
  await scene.act(deliverer, (context) =>
    terminateProject(context, id, {
      version,
      terminated_on: scene.today.toString(),
      by: 'both',
      reason: 'Субсидию отозвали, стороны разошлись',
      settled_bp: 4500,
      check_on: scene.later(scene.random.int(20, 200)),
    }),
  );
}

async function commission(scene: Scene, deliverer: Player, id: string): Promise<void> {
  for (const promise of (await projectOf(scene, deliverer)).promises) {
    const { version } = await projectOf(scene, deliverer);
    await scene.act(deliverer, (context) => settlePromise(context, id, promise.id, { version, state: 'kept' }));
  }
  const { version } = await projectOf(scene, deliverer);
  await scene.act(deliverer, (context) =>
    commissionProject(context, id, {
      version,
      commissioned_on: scene.today.toString(),
      warranty_until: scene.today.add({ years: 3 }).toString(),
      reference_note: 'Можно показывать соседям: центральная улица и парк',
    }),
  );
}
