import type { Binder } from '#platform/http/bind.ts';
import { ok } from '#shared/result.ts';
import { changeAccess } from './access-table/commands.ts';
import * as access from './access-table/contract.ts';
import { accessTable } from './access-table/queries.ts';
import { assignFunction } from './assignments/commands.ts';
import * as assignments from './assignments/contract.ts';
import { installReadyStructure } from './commands.ts';
import { showMe, showStructure } from './contract.ts';
import { departEmployee } from './departure/commands.ts';
import * as departure from './departure/contract.ts';
import { departurePreview } from './departure/queries.ts';
import { changeEmploymentShare, employ, leavePosition } from './employments/commands.ts';
import * as employments from './employments/contract.ts';
import { changeNorm } from './norms/commands.ts';
import * as norms from './norms/contract.ts';
import { changePosition, closePosition, createPosition } from './positions/commands.ts';
import * as positions from './positions/contract.ts';
import { me } from './queries.ts';
import { installReady } from './ready-structure/contract.ts';
import { dropRole } from './role-drop/commands.ts';
import * as roleDrop from './role-drop/contract.ts';
import { roleDropPreview } from './role-drop/queries.ts';
import { changeSalesSystem, openSalesSystem } from './sales-systems/commands.ts';
import * as salesSystems from './sales-systems/contract.ts';
import { structureView } from './sales-systems/queries.ts';
import { changeSegment, closeSegment, createSegment } from './segments/commands.ts';
import * as segments from './segments/contract.ts';
import { changeUnit, closeUnit, createUnit } from './units/commands.ts';
import * as units from './units/contract.ts';

export function bindStructureRoutes(bind: Binder): void {
  bind.read(showMe, (context) => me(context));
  bind.read(showStructure, (context, { query }) => structureView(context, query));
  bind.write(installReady, async (context, { body }) => {
    const { kind, head_id: headId } = body;
    const installed = await installReadyStructure(context, { kind, language: context.actor.language, headId });
    return installed.ok ? ok({ sales_system_id: installed.value.salesSystemId }) : installed;
  });

  bind.write(salesSystems.openSalesSystem, (context, { body }) => openSalesSystem(context, body));
  bind.write(salesSystems.changeSalesSystem, (context, { params, body }) =>
    changeSalesSystem(context, params.id, body),
  );
  bind.write(norms.changeNorm, (context, { params, body }) => changeNorm(context, params.id, params.key, body));
  bind.write(assignments.assignFunction, (context, { params, body }) => assignFunction(context, params.id, body));

  bind.write(segments.createSegment, (context, { body }) => createSegment(context, body));
  bind.write(segments.changeSegment, (context, { params, body }) => changeSegment(context, params.id, body));
  bind.write(segments.closeSegment, (context, { params, body }) => closeSegment(context, params.id, body.version));

  bind.write(units.createUnit, (context, { body }) => createUnit(context, body));
  bind.write(units.changeUnit, (context, { params, body }) => changeUnit(context, params.id, body));
  bind.write(units.closeUnit, (context, { params, body }) => closeUnit(context, params.id, body.version));

  bind.write(positions.createPosition, (context, { body }) => createPosition(context, body));
  bind.write(positions.changePosition, (context, { params, body }) => changePosition(context, params.id, body));
  bind.write(positions.closePosition, (context, { params, body }) => closePosition(context, params.id, body.version));
  bind.read(roleDrop.previewRoleDrop, (context, { params, query }) => roleDropPreview(context, params.id, query));
  bind.write(roleDrop.dropRole, (context, { params, body }) => dropRole(context, params.id, body));

  bind.write(employments.takePosition, (context, { body }) =>
    employ(context, {
      employeeId: body.employee_id,
      positionId: body.position_id,
      shareBp: body.share_bp,
      from: body.from,
      insteadOf: body.instead_of,
    }),
  );
  bind.write(employments.changeShare, (context, { params, body }) =>
    changeEmploymentShare(context, params.id, body.share_bp, body.was_bp),
  );
  bind.write(employments.endEmployment, (context, { params, body }) =>
    leavePosition(context, params.id, body.last_day),
  );
  bind.read(departure.previewDeparture, (context, { params }) => departurePreview(context, params.employee_id));
  bind.write(departure.departEmployee, (context, { body }) => departEmployee(context, body));

  bind.read(access.showAccessTable, (context) => accessTable(context));
  bind.write(access.changeAccess, (context, { params, body }) =>
    changeAccess(context, params.kind, params.right, body),
  );
}
