import { DECISION_ROLES } from '../rules.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';

/** How a role is called on the screens; what is none has no name. */
export function roleWords(language: 'ru' | 'en', role: unknown): string {
  const known = DECISION_ROLES.find((one) => one === role);
  return known === undefined ? '' : (language === 'ru' ? ru : en)[`clients.role.${known}`];
}
