import type { Binder } from '#platform/http/bind.ts';
import {
  acceptTask,
  askBack,
  cancelTask,
  editTaskType,
  finishTask,
  orderTask,
  replyToQuestion,
  reworkTask,
  takeNext,
  takeTask,
} from './commands.ts';
import * as wire from './contract.ts';
import { catalogue, officeDesk, officeTask, officeTasks } from './queries.ts';

export function bindBackOfficeRoutes(bind: Binder): void {
  bind.read(wire.showCatalogue, (context) => catalogue(context));
  bind.write(wire.editTaskTypeRoute, (context, { params, body }) => editTaskType(context, params.key, body));
  bind.read(wire.showOfficeDesk, (context) => officeDesk(context));
  bind.read(wire.listOfficeTasks, (context, { query }) => officeTasks(context, query));
  bind.read(wire.showOfficeTask, (context, { params }) => officeTask(context, params.id));
  bind.write(wire.orderTaskRoute, (context, { body }) => orderTask(context, body));
  bind.write(wire.takeTaskRoute, (context, { params, body }) => takeTask(context, params.id, body.version));
  bind.write(wire.takeNextRoute, (context) => takeNext(context));
  bind.write(wire.askBackRoute, (context, { params, body }) => askBack(context, params.id, body));
  bind.write(wire.replyRoute, (context, { params, body }) => replyToQuestion(context, params.id, body));
  bind.write(wire.finishTaskRoute, (context, { params, body }) => finishTask(context, params.id, body));
  bind.write(wire.acceptTaskRoute, (context, { params, body }) => acceptTask(context, params.id, body.version));
  bind.write(wire.reworkTaskRoute, (context, { params, body }) => reworkTask(context, params.id, body));
  bind.write(wire.cancelTaskRoute, (context, { params, body }) => cancelTask(context, params.id, body));
}
