import { expect, test } from 'vitest';
import { differencesOf, idsIn } from './rules.ts';

const somebody = '017d4b61-2f00-701d-af69-409c488acf14';

test.each([
  ['nothing was before', null, { name: 'Тулун' }, [{ field: 'name', before: null, after: 'Тулун' }]],
  [
    'the same is left out',
    { name: 'Тулун', size: 1 },
    { name: 'Тулун', size: 2 },
    [{ field: 'size', before: 1, after: 2 }],
  ],
  ['absent and null are one', { note: null }, {}, []],
  ['equal lists are the same', { phones: [{ number: '+7' }] }, { phones: [{ number: '+7' }] }, []],
  ['a value without fields tells nothing', 'cold', ['warm'], []],
])('differences: %s', (_case, before, after, told) => {
  expect(differencesOf(before, after)).toEqual(told);
});

test('ids are found among the fields, each once', () => {
  expect(idsIn([{ holder_id: somebody, name: 'Тулун' }, { owner_id: somebody }, null, [somebody]])).toEqual([somebody]);
});
