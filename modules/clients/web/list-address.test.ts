import { describe, expect, it } from 'vitest';
import { isNarrowed, readAddress, writeAddress } from './list-address.ts';

const HOLDER = '019a0000-0000-7000-8000-000000000001';

describe('the address of the list', () => {
  it('says everything that the list shows, and is read back the same', () => {
    const shown = {
      filter: {
        q: 'тулун',
        scope: 'open' as const,
        group: ['in_work' as const, 'waiting' as const],
        state: ['warm' as const],
        holder_id: [HOLDER],
        region: ['Иркутская область', 'Пермский край'],
        has_phone: true,
        has_decision_maker: false,
        check_overdue: true,
      },
      sort: { column: 'next_check', descending: true },
      open: HOLDER,
    };
    const address = writeAddress(shown);
    expect(readAddress(address.slice('/clients'.length))).toEqual(shown);
  });

  it('is short when nothing is asked for, and leaves aside what it does not know', () => {
    expect(writeAddress({ filter: {}, sort: null, open: null })).toBe('/clients');
    expect(readAddress('?state=sleepy&sort=colour&open=1&scope=all&group=queued')).toEqual({
      filter: { group: ['queued'] },
      sort: null,
      open: null,
    });
  });

  it('tells an empty list from an empty register', () => {
    expect(isNarrowed({ scope: 'mine' })).toBe(false);
    expect(isNarrowed({ q: 'x' })).toBe(true);
  });
});
