import type { Binder } from '#platform/http/bind.ts';
import { changeView, chooseHome, createView, deleteView, keepColumns, pinView } from './commands.ts';
import {
  changeViewRoute,
  chooseHomeRoute,
  createViewRoute,
  deleteViewRoute,
  keepColumnsRoute,
  listViewsRoute,
  pinnedViewsRoute,
  pinViewRoute,
} from './contract.ts';
import { cancelExport, startExport } from './exports/commands.ts';
import {
  cancelListExportRoute,
  listExportFileRoute,
  readListExportRoute,
  startListExportRoute,
} from './exports/contract.ts';
import { exportFile, showExport } from './exports/queries.ts';
import { listViews, pinnedViews } from './queries.ts';

export function bindListsRoutes(bind: Binder): void {
  bind.read(pinnedViewsRoute, (context) => pinnedViews(context));
  bind.read(listViewsRoute, (context, { params }) => listViews(context, params.list));
  bind.write(createViewRoute, (context, { params, body }) => createView(context, params.list, body));
  bind.write(changeViewRoute, (context, { params, body }) => changeView(context, params.id, body));
  bind.write(deleteViewRoute, (context, { params }) => deleteView(context, params.id));
  bind.write(pinViewRoute, (context, { params, body }) => pinView(context, params.id, body.pinned));
  bind.write(chooseHomeRoute, (context, { params, body }) => chooseHome(context, params.list, body.view_id));
  bind.write(startListExportRoute, (context, { params, body }) => startExport(context, params.list, body));
  bind.read(readListExportRoute, (context, { params }) => showExport(context, params.id));
  bind.write(cancelListExportRoute, (context, { params }) => cancelExport(context, params.id));
  bind.download(listExportFileRoute, (context, { params }) => exportFile(context, params.id));
  bind.write(keepColumnsRoute, (context, { params, body }) => keepColumns(context, params.list, body));
}
