import { describe, expect, test } from 'vitest';
import { DECISION_ROLES } from '../rules.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import { readRole } from './rules.ts';

describe('a decision role is read', () => {
  test.each([
    ['ЛПР', 'decision_maker'],
    ['Лицо, принимающее решение', 'decision_maker'],
    ['decision_maker', 'decision_maker'],
    ['ЛФР', 'decision_shaper'],
    ['влияет на решение', 'influencer'],
    ['Право вето', 'technical'],
    ['Budget Holder', 'financier'],
    ['End user', 'user'],
    ['Секретарь', 'gatekeeper'],
    ['Champion', 'coach'],
    ['Other; Decision Maker', 'decision_maker'],
    ['Другое', null],
    ['главный по лампочкам', undefined],
  ])('%j is %j', (cell, role) => {
    expect(readRole(cell)).toBe(role);
  });
});

test.each(DECISION_ROLES)('an export of this program says %s in words that are read again', (role) => {
  const words = [ru, en].map((texts) => texts[`clients.role.${role}`]);
  expect([role, ...words].map(readRole)).toEqual([role, role, role]);
});
