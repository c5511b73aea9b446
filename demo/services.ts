import { acceptTask, finishTask, orderTask, takeTask } from '#modules/back-office/commands.ts';
import type { OrderBody } from '#modules/back-office/contract.ts';
import type { Part, Scene } from './scene.ts';
import type { Player } from './stage.ts';

type Paper = 'commercial_offer' | 'contract' | 'invoice' | 'act' | 'bid_set' | 'travel';
/** How far an order gets before the curtain falls, if it falls that early. */
export type Served = 'requested' | 'taken' | 'done' | 'accepted';

const INPUTS: Record<Paper, (scene: Scene) => OrderBody['inputs']> = {
  commercial_offer: (scene) => ({ scope: 'Улицы по перечню', price: `${scene.price / 100} ₽` }),
  contract: (scene) => ({ subject: 'Модернизация освещения', price: `${scene.price / 100} ₽`, term: '180 дней' }),
  invoice: (scene) => ({ amount: `${Math.round(scene.price / 300)} ₽`, basis: 'Аванс по договору' }),
  act: (scene) => ({ contract_number: `${scene.random.int(11, 98)}/ЛС`, amount: `${Math.round(scene.price / 300)} ₽` }),
  bid_set: (scene) => ({ notice_number: `0124${scene.random.int(1_000_000, 9_999_999)}`, deadline: scene.in(9) }),
  travel: (scene) => ({ where_to: scene.place.town[0], when: scene.in(8) }),
};

/** Paperwork from the order to its acceptance. */
export async function* office(scene: Scene, asker: Player, paper: Paper, until: Served): Part<void> {
  const clerk = scene.company.player('clerk');
  const inputs = INPUTS[paper](scene);
  let task = await scene.act(asker, (context) =>
    orderTask(context, {
      client_id: scene.clientId,
      type_key: paper,
      inputs,
      briefing_minutes: scene.random.int(3, 12),
    }),
  );
  if (until === 'requested') return;
  yield scene.wait(0);
  task = await scene.act(clerk, (context) => takeTask(context, task.id, task.version));
  if (until === 'taken') return;
  yield scene.wait(1);
  task = await scene.act(clerk, (context) =>
    finishTask(context, task.id, { version: task.version, result_note: 'Готово, лежит в папке клиента' }),
  );
  if (until === 'done') return;
  yield scene.wait(1);
  await scene.act(asker, (context) => acceptTask(context, task.id, task.version));
}
