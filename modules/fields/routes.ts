import type { Binder } from '#platform/http/bind.ts';
import { changeField, createField, orderFields } from './commands.ts';
import { changeFieldRoute, createFieldRoute, listFieldsRoute, orderFieldsRoute } from './contract.ts';
import { listFields } from './queries.ts';

export function bindFieldsRoutes(bind: Binder): void {
  bind.read(listFieldsRoute, (context, { query }) => listFields(context, query.entity));
  bind.write(createFieldRoute, (context, { body }) => createField(context, body));
  bind.write(changeFieldRoute, (context, { params, body }) => changeField(context, params.id, body));
  bind.write(orderFieldsRoute, (context, { body }) => orderFields(context, body.entity, body.ids));
}
