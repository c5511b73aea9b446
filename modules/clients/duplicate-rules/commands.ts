import { record } from '#modules/journal/commands.ts';
import { defaultSalesSystem, salesSystemById } from '#modules/structure/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { inTransaction } from '#platform/context.ts';
import { forbidden, invalid, ok, type Result, refuse } from '#shared/result.ts';
import { mayMergeIn } from '../access.ts';
import { keepApart, linkBranch } from '../duplicates/commands.ts';
import { survivorOf } from '../duplicates/rules.ts';
import { comparables, noteRuleRefusal, pairById, type StoredComparable } from '../duplicates/store.ts';
import { mergeClients } from '../merging/commands.ts';
import type { Rules } from './contract.ts';
import { type DuplicateRule, decideByRule, type RuleAction, rulesInForce } from './rules.ts';
import { ownRules, saveOwnRules } from './store.ts';

/** The sales system whose duplicates the actor judges: the one named, else the company's only one. */
async function judgedSystem(context: Context, named: string | undefined): Promise<Result<string>> {
  const system = named === undefined ? await defaultSalesSystem(context) : await salesSystemById(context, named);
  if (system === null) {
    return named === undefined ? refuse('clients.no_sales_system') : invalid('/sales_system_id', 'field.not_in_list');
  }
  return mayMergeIn(context.actor, system.id) ? ok(system.id) : forbidden();
}

export async function readRules(context: Context, named: string | undefined): Promise<Result<Rules>> {
  const system = await judgedSystem(context, named);
  if (!system.ok) return system;
  return ok({ sales_system_id: system.value, items: rulesInForce(await ownRules(context, system.value)) });
}

/** Changes what becomes by itself of pairs that imports bring. Source: domain §2. */
export async function saveRules(
  context: WriteContext,
  named: string | undefined,
  rules: readonly DuplicateRule[],
): Promise<Result<Rules>> {
  const system = await judgedSystem(context, named);
  if (!system.ok) return system;
  const before = rulesInForce(await ownRules(context, system.value));
  await saveOwnRules(context, system.value, rules);
  const items = rulesInForce(rules);
  await record(context, {
    action: 'duplicate_rules.changed',
    subject: { kind: 'sales_system', id: system.value },
    before: { rules: before },
    after: { rules: items },
  });
  return ok({ sales_system_id: system.value, items });
}

/**
 * Decides of pairs that have just been found in what came in bulk, each in a transaction of its own. Where a rule cannot
 * be carried out, as when two people work with the two records, the pair waits for a person with the reason.
 */
export async function applyRules(
  context: Context,
  pairs: readonly { one_id: string; other_id: string }[],
): Promise<{ merge: number; branch: number; apart: number }> {
  const done = { merge: 0, branch: 0, apart: 0 };
  const rules = new Map<string, DuplicateRule[]>();
  for (const ids of pairs) {
    const pair = await pairById(context, ids);
    if (pair?.state !== 'open') continue;
    const inForce = rules.get(pair.sales_system_id) ?? rulesInForce(await ownRules(context, pair.sales_system_id));
    rules.set(pair.sales_system_id, inForce);
    const action = decideByRule(inForce, pair);
    if (action === 'ask') continue;
    const [one, other] = await comparables(context, [pair.one_id, pair.other_id]);
    if (one === undefined || other === undefined) continue;
    const result = await inTransaction(context, (write) => carryOut(write, action, one, other));
    if (result.ok) done[action]++;
    else await inTransaction(context, async (write) => ok(await noteRuleRefusal(write, ids, result.reason)));
  }
  return done;
}

async function carryOut(
  context: WriteContext,
  action: Exclude<RuleAction, 'ask'>,
  one: StoredComparable,
  other: StoredComparable,
): Promise<Result<unknown>> {
  const stays = survivorOf(one, other);
  const goes = stays === one ? other : one;
  if (action === 'apart') return keepApart(context, one.id, other.id, true);
  if (action === 'branch') return linkBranch(context, { headId: stays.id, branchId: goes.id }, true);
  return mergeClients(context, { intoId: stays.id, fromId: goes.id, choices: { fields: {} } }, true);
}
