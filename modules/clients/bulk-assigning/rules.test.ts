import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Assignable, assignees, type Receiver } from './rules.ts';

const receiver = (id: string, carried: number, capacityBp = 10_000): Receiver => ({ id, carried, capacityBp });
const client = (id: string, more: Partial<Assignable> = {}): Assignable => ({
  id,
  region: null,
  carrier: null,
  able: null,
  ...more,
});

it.each([
  ['one person takes all', [receiver('a', 9)], ['a', 'a', 'a']],
  ['who carries less takes more', [receiver('a', 2), receiver('b', 0)], ['b', 'b', 'a']],
  ['half the time carries half', [receiver('a', 0, 5_000), receiver('b', 0)], ['b', 'a', 'b']],
  ['no working time is the last resort', [receiver('a', 0, 0), receiver('b', 100)], ['b', 'b', 'b']],
])('%s', (_, receivers, expected) => {
  const given = assignees([client('1'), client('2'), client('3')], receivers, 'evenly', new Map());
  expect([...given.values()]).toEqual(expected);
});

it('a client of equal terms stays where it is, and nobody is given what they may not carry', () => {
  const receivers = [receiver('a', 1), receiver('b', 1)];
  const given = assignees(
    [client('1', { carrier: 'b' }), client('2', { able: new Set(['a']) }), client('3', { able: new Set() })],
    receivers,
    'evenly',
    new Map(),
  );
  expect([...given.values()]).toEqual(['b', 'a', null]);
});

it('shares differ by one client at most where everybody may carry everything and nobody carried anything', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 60 }), (people, clients) => {
      const receivers = Array.from({ length: people }, (_, at) => receiver(String(at), 0));
      const given = [
        ...assignees(
          Array.from({ length: clients }, (_, at) => client(String(at))),
          receivers,
          'evenly',
          new Map(),
        ).values(),
      ];
      const shares = receivers.map(({ id }) => given.filter((one) => one === id).length);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

it('a region never falls apart between those who share by region', () => {
  const regions = ['Приморский край', 'Псковская область', 'Тульская область'];
  const named = fc.record({ region: fc.constantFrom(...regions), carrier: fc.constantFrom(null, 'x') });
  fc.assert(
    fc.property(fc.array(named, { maxLength: 40 }), fc.integer({ min: 0, max: 5 }), (clients, carried) => {
      const given = assignees(
        clients.map((one, at) => client(String(at), one)),
        [receiver('a', carried), receiver('b', 0), receiver('c', 1)],
        'by_region',
        new Map([['Псковская область', new Map([['c', 1]])]]),
      );
      for (const region of regions) {
        const hands = new Set(clients.flatMap((one, at) => (one.region === region ? [given.get(String(at))] : [])));
        expect(hands.size).toBeLessThanOrEqual(1);
        if (region === 'Псковская область' && hands.size > 0) expect([...hands]).toEqual(['c']);
      }
    }),
  );
});
