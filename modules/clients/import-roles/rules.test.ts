import { describe, expect, test } from 'vitest';
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
