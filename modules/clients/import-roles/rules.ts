import { searchText } from '#shared/search-text.ts';
import type { DecisionRole } from '../rules.ts';

/** How programs and people write the roles of a decision: amoCRM and Bitrix24 as their users do, HubSpot and Salesforce by lists of their own. */
const WORDS: Readonly<Record<DecisionRole, readonly string[]>> = {
  decision_maker: [
    ...['лпр', 'решает', 'принимает решение', 'принимает решения', 'лицо принимающее решение'],
    ...['лицо принимающее решения', 'decision maker', 'decides', 'dm', 'economic decision maker'],
  ],
  decision_shaper: [
    ...['лфр', 'формирует решение', 'готовит решение', 'лицо формирующее решение', 'лицо формирующее решения'],
    ...['decision shaper', 'shapes', 'executive sponsor', 'sponsor', 'спонсор'],
  ],
  influencer: [
    ...['лвр', 'влияет', 'влияет на решение', 'лицо влияющее на решение', 'лицо влияющее на принятие решения'],
    ...['influencer', 'influences'],
  ],
  technical: [
    ...['вето', 'право вето', 'технический эксперт', 'технический специалист', 'юрист', 'технический', 'veto'],
    ...['technical', 'technical buyer', 'evaluator', 'blocker', 'legal and compliance', 'legal compliance'],
  ],
  user: ['пользователь', 'конечный пользователь', 'user', 'end user', 'business user'],
  financier: [
    ...['финансист', 'финансирует', 'держатель бюджета', 'распорядитель бюджета', 'владелец бюджета'],
    ...['financier', 'budget holder', 'economic buyer'],
  ],
  gatekeeper: ['секретарь', 'помощник', 'приёмная', 'gatekeeper', 'secretary', 'assistant'],
  coach: ['коуч', 'наш сторонник', 'сторонник', 'союзник', 'coach', 'champion'],
};
const ROLES: ReadonlyMap<string, DecisionRole> = new Map(
  // Made of exactly the names of the roles.
  (Object.entries(WORDS) as [DecisionRole, readonly string[]][]).flatMap(([role, words]) =>
    words.map((word) => [searchText(word), role] as const),
  ),
);
/** What the lists of other programs say of somebody who has none. */
const NO_ROLE: ReadonlySet<string> = new Set(['другое', 'прочее', 'нет', 'без роли', 'other', 'none'].map(searchText));

/**
 * The role that a cell says, the first that is known where it says several; null where it says that there is none, undefined
 * where no word of it is a role. Source: domain §6.
 */
export function readRole(cell: string): DecisionRole | null | undefined {
  const words = [cell, ...cell.split(/[,;/|\n\r]+/u)].map(searchText).filter((word) => word !== '');
  const role = words.map((word) => ROLES.get(word)).find((known) => known !== undefined);
  return role ?? (words.some((word) => NO_ROLE.has(word)) ? null : undefined);
}
