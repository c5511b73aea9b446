import { admitParticipant, changeFacts, dismissParticipant } from '#modules/clients/commands.ts';
import { registerTransferEffect } from '#modules/clients/holding/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { ok, type Result, staleVersion } from '#shared/result.ts';
import { lockOpenNeeds, openNeedsOfEmployee, saveNeed } from '../store.ts';

/** Whoever owns a need, or its next check, works with its client as the holder does. */
export const NEED_OWNER = 'need_owner';

/**
 * Passes open needs of a client, and the checks of them, from one employee to another inside another command.
 */
export async function passNeeds(
  context: WriteContext,
  clientId: string,
  from: string,
  to: string,
): Promise<Result<{ passed: number }>> {
  const needs = (await lockOpenNeeds(context, clientId)).filter(
    (need) => need.owner_id === from || need.check_owner_id === from,
  );
  for (const need of needs) {
    const change = {
      owner_id: need.owner_id === from ? to : need.owner_id,
      check_owner_id: need.check_owner_id === from ? to : need.check_owner_id,
    };
    if (!(await saveNeed(context, need, change))) return staleVersion(need);
    await dismissParticipant(context, clientId, NEED_OWNER, need.id);
    for (const owner of new Set([change.owner_id, change.check_owner_id])) {
      if (owner !== null) await admitParticipant(context, clientId, owner, NEED_OWNER, need.id);
    }
    await record(context, {
      action: 'need.passed_on',
      subject: { kind: 'need', id: need.id },
      clientId,
      before: { owner_id: need.owner_id, check_owner_id: need.check_owner_id },
      after: change,
    });
    await announce(context, { type: 'need.passed_on', subjectKind: 'need', subjectId: need.id, clientId });
  }
  return ok({ passed: needs.length });
}

/**
 * Passes what one employee owes to a client, the checks of its needs and the check of the client itself, to another: the
 * telemarketer monitors until the development manager has accepted the client. Runs inside other commands. Source: domain §3.
 */
export async function assignCheckOwner(
  context: WriteContext,
  clientId: string,
  from: string,
  to: string,
): Promise<Result<unknown>> {
  const passed = await passNeeds(context, clientId, from, to);
  if (!passed.ok) return passed;
  const client = await lockClient(context, clientId);
  if (!client.ok) return client;
  const { next_check_on: on, check_owner_id: ownerId } = client.value;
  if (on === null || ownerId !== from) return ok();
  return changeFacts(context, clientId, { check: { on, ownerId: to } });
}

/** Needs go with the client that changes hands, and pass to the successor of whoever leaves or gives up a role. */
export function registerPassing(): void {
  registerTransferEffect('needs', (context, { client, from, to }) => passNeeds(context, client.id, from, to));
  registerSuccession({
    key: 'needs',
    functions: ['relevance_monitoring', 'qualification', 'need_development', 'closing', 'account_growth'],
    async left(context, employeeId) {
      const open = await openNeedsOfEmployee(context, employeeId);
      return open.length === 0 ? [] : [{ key: 'open_needs', count: open.length }];
    },
    async passOn(context, from, to) {
      const clients = new Set((await openNeedsOfEmployee(context, from)).map((need) => need.client_id));
      for (const clientId of clients) {
        const passed = await passNeeds(context, clientId, from, to);
        if (!passed.ok) return passed;
      }
      return ok();
    },
  });
}
