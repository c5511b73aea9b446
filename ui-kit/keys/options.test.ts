import { describe, expect, test } from 'vitest';
import { narrow, otherLayout } from './options.ts';

const GROUPS = [
  {
    label: 'Действия',
    items: [
      { id: 'touch', label: 'Записать касание', also: 'звонок' },
      { id: 'step', label: 'Следующий шаг' },
    ],
  },
  {
    label: 'Перейти',
    items: [
      { id: 'calls', label: 'Обзвон' },
      { id: 'more', label: 'Ещё отчёты', note: 'Head reports' },
    ],
  },
];

const found = (query: string) => narrow(GROUPS, query).flatMap((group) => group.items.map((item) => item.id));

describe('commands are found by what is typed', () => {
  test.each([
    ['', ['touch', 'step', 'calls', 'more']],
    ['каса', ['touch']],
    ['следующий ш', ['step']],
    ['звонок', ['touch']],
    ['еще', ['more']],
    ['report', ['more']],
    ['rfcfybt', ['touch']],
    ['ничего такого', []],
  ])('«%s»', (query, ids) => expect(found(query)).toEqual(ids));

  test('groups without a match are left out', () => {
    expect(narrow(GROUPS, 'обзвон').map((group) => group.label)).toEqual(['Перейти']);
  });
});

test('a layout mistake is undone in both directions', () => {
  expect([otherLayout('bdfyjd'), otherLayout('Сдшуте')]).toEqual(['иванов', 'client']);
});
