import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAddress, wholeList, writeAddress } from '#modules/lists/web/parts/list-address.ts';
import { CLIENT_GROUPINGS, CLIENT_SORTS, LIST_SCOPES } from '../listing/contract.ts';
import { CLIENT_LIST, type ClientAddress } from './client-list.ts';

const WHOLE_LIST = wholeList(CLIENT_LIST);

const address = fc.record<ClientAddress>({
  q: fc.string({ unit: 'grapheme' }),
  scope: fc.constantFrom(...LIST_SCOPES),
  filter: fc.constantFrom('', 'phone is no', 'region is "Иркутская область" and (check is overdue or size is 1..)'),
  sort: fc.option(fc.record({ column: fc.constantFrom(...CLIENT_SORTS), descending: fc.boolean() })),
  group: fc.option(fc.constantFrom(...CLIENT_GROUPINGS)),
  view: fc.option(fc.oneof(fc.constant('all'), fc.uuid({ version: 7 }))),
  explicit: fc.constant(true),
  start: fc.constantFrom('', 'К', '2026-11-23'),
  open: fc.option(fc.uuid({ version: 7 })),
});

it('whatever the list shows is in its address', () => {
  fc.assert(
    fc.property(address, (shown) => {
      expect(readAddress(CLIENT_LIST, new URL(writeAddress(CLIENT_LIST, shown), 'https://crm.test').search)).toEqual(
        shown,
      );
    }),
  );
});

it.each([
  ['', WHOLE_LIST],
  ['?sort=stars&group=luck&scope=moon&open=1', { ...WHOLE_LIST, explicit: true }],
])('an address that says nothing it knows shows everything: %s', (search, expected) => {
  expect(readAddress(CLIENT_LIST, search)).toEqual(expected);
});
