import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id } from '../contract.ts';
import { RULE_ACTIONS, RULE_REASONS } from './rules.ts';

export const Rule = Type.Object(
  {
    reason: Type.Enum(RULE_REASONS),
    action: Type.Enum(RULE_ACTIONS),
    from_score: Type.Integer({ minimum: 1, maximum: 100 }),
  },
  { additionalProperties: false },
);
const Rules = Type.Object({ sales_system_id: Id, items: Type.Array(Rule) });
export type Rules = Static<typeof Rules>;

const system = Type.Object({ sales_system_id: Type.Optional(Id) }, { additionalProperties: false });

export const readRulesRoute = route({
  method: 'GET',
  path: '/api/v1/client-duplicates/rules',
  summary: 'What becomes by itself of pairs that an import brings: merged, linked as branch, kept apart, or asked.',
  tag: 'clients',
  query: system,
  reply: Rules,
});

export const saveRulesRoute = route({
  method: 'PUT',
  path: '/api/v1/client-duplicates/rules',
  summary: 'Changes what becomes by itself of pairs. Two different tax numbers are never merged by a rule.',
  tag: 'clients',
  query: system,
  body: Type.Object({ items: Type.Array(Rule, { maxItems: RULE_REASONS.length }) }, { additionalProperties: false }),
  reply: Rules,
});
