import { record } from '#modules/journal/commands.ts';
import { defaultSalesSystem, salesSystemById } from '#modules/structure/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { inTransaction } from '#platform/context.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayMergeIn } from '../access.ts';
import { keepApart, linkBranch } from '../duplicates/commands.ts';
import { survivorOf } from '../duplicates/rules.ts';
import {
  comparables,
  noteRuled,
  noteRuleRefusal,
  type PairKey,
  pairsForRules,
  type StoredComparable,
} from '../duplicates/store.ts';
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

const BATCH = 500;

/**
 * Decides of the pairs that wait for the rules, as those that an import has brought do, each in a transaction of its own.
 * Where a rule cannot be carried out, as when two people work with the two records, the pair waits for a person with the
 * reason. Interrupted, it goes on with those that are left.
 */
export async function applyRules(context: Context, isClosed: () => boolean = () => false): Promise<void> {
  const rules = new Map<string, DuplicateRule[]>();
  for (;;) {
    const pairs = await pairsForRules(context, BATCH);
    if (pairs.length === 0) return;
    const asked: PairKey[] = [];
    for (const pair of pairs) {
      if (isClosed()) return;
      const inForce = rules.get(pair.sales_system_id) ?? rulesInForce(await ownRules(context, pair.sales_system_id));
      rules.set(pair.sales_system_id, inForce);
      const action = pair.state === 'open' ? decideByRule(inForce, pair) : 'ask';
      if (action === 'ask') asked.push(pair);
      else await decide(context, action, pair, true);
    }
    await inTransaction(context, async (write) => ok(await noteRuled(write, asked)));
  }
}

/**
 * Decides one open pair without a person looking at it; where that is refused the pair keeps the reason and waits for one.
 * Returns whether it was decided.
 */
export async function decide(
  context: Context,
  action: Exclude<RuleAction, 'ask'>,
  pair: PairKey,
  byRule: boolean,
): Promise<boolean> {
  const [one, other] = await comparables(context, [pair.one_id, pair.other_id]);
  const result =
    one === undefined || other === undefined
      ? notFound()
      : await inTransaction(context, (write) => carryOut(write, action, one, other, byRule));
  if (result.ok) return true;
  await inTransaction(context, async (write) => {
    await noteRuleRefusal(write, pair, result.reason);
    return ok(await noteRuled(write, [pair]));
  });
  return false;
}

async function carryOut(
  context: WriteContext,
  action: Exclude<RuleAction, 'ask'>,
  one: StoredComparable,
  other: StoredComparable,
  byRule: boolean,
): Promise<Result<unknown>> {
  const stays = survivorOf(one, other);
  const goes = stays === one ? other : one;
  if (action === 'apart') return keepApart(context, one.id, other.id, byRule);
  if (action === 'branch') return linkBranch(context, { headId: stays.id, branchId: goes.id }, byRule);
  return mergeClients(context, { intoId: stays.id, fromId: goes.id, choices: { fields: {} } }, byRule);
}
