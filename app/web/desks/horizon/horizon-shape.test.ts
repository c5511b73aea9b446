import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HorizonClient } from '#modules/needs/horizon/contract.ts';
import { axisShare, axisTicks, checkStretches, horizonShape, LANES, markRadius, neighbour } from './horizon-shape.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const WIDTH = 880;
let made = 0;

function client(
  over: Partial<HorizonClient['need'] & object> & { late?: number; signing?: string } = {},
): HorizonClient {
  const { late = 0, signing, ...need } = over;
  made += 1;
  const id = `019a0000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  return {
    id,
    name: `Город ${made}`,
    region: null,
    settlement: null,
    state: 'in_development',
    next_step: null,
    check_on: null,
    overdue_days: late,
    open_needs: 1,
    deal: signing === undefined ? null : { id, stage: 'offer', expected_on: signing },
    need: {
      id,
      subject: 'Освещение',
      value_minor: 100_000_000,
      status: 'actual',
      verdict: 'dated',
      blocker: null,
      window_from: null,
      window_until: null,
      expected_event: null,
      expected_on: null,
      next_check_on: null,
      ...need,
    },
  };
}

const shape = (clients: HorizonClient[]) => horizonShape({ clients, today, width: WIDTH, measure: () => 90 });

describe('the axis', () => {
  test.each([
    ['today', '2026-11-23', 0],
    ['before today', '2020-01-01', 0],
    ['in a year', '2027-11-23', 0.49],
    ['in ten years', '2036-11-23', 1],
    ['later still', '2050-01-01', 1],
  ])('%s', (_when, day, share) => {
    expect(axisShare(today, Temporal.PlainDate.from(day))).toBeCloseTo(share, 2);
  });

  test('ticks never touch, begin today and end in ten years', () => {
    for (const width of [320, 640, 880, 1600]) {
      const ticks = axisTicks(today, width);
      expect(ticks[0]?.kind).toBe('today');
      expect(ticks.at(-1)?.x).toBe(width);
      for (const [index, tick] of ticks.slice(1).entries()) {
        expect(tick.x - (ticks[index]?.x ?? 0)).toBeGreaterThanOrEqual(62);
      }
    }
  });

  test('every check ahead is counted in one stretch, none that is late', () => {
    const checks = [
      { on: '2026-11-22', count: 4 },
      { on: '2026-11-23', count: 1 },
      { on: '2026-12-07', count: 2 },
      { on: '2031-01-01', count: 3 },
    ];
    const counts = checkStretches(checks, today, WIDTH).map((stretch) => stretch.count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(counts[0]).toBe(1);
    expect(counts[1]).toBe(2);
  });
});

describe('where a client stands', () => {
  test.each([
    ['now, on the planned day of signing', { verdict: 'now', signing: '2027-11-23' } as const, 0.49],
    ['now without a planned day, today', { verdict: 'now' } as const, 0],
    ['dated, where the window opens', { verdict: 'dated', window_from: '2027-11-23' } as const, 0.49],
    ['triggered, on the expected event', { verdict: 'triggered', expected_on: '2027-11-23' } as const, 0.49],
    [
      'triggered with no day known, at the next look',
      { verdict: 'triggered', next_check_on: '2027-11-23' } as const,
      0.49,
    ],
    ['dormant, at the next yearly look', { verdict: 'dormant', next_check_on: '2027-11-23' } as const, 0.49],
  ])('%s', (_what, need, share) => {
    const [mark] = shape([client(need)]).flatMap((lane) => lane.marks);
    expect((mark?.x ?? -1) / WIDTH).toBeCloseTo(share, 1);
  });

  test('one whose check is late leaves its place and stands aside', () => {
    const late = client({ window_from: '2028-01-01', late: 12 });
    const dated = shape([late, client({ window_from: '2028-01-01' })]).find((lane) => lane.lane === 'dated');
    expect(dated).toMatchObject({ count: 2, overdue: [late] });
    expect(dated?.marks).toHaveLength(1);
  });

  test('what will not be bought is not drawn', () => {
    expect(shape([client({ verdict: 'none' })]).every((lane) => lane.count === 0)).toBe(true);
  });

  test('near the right edge the words flip to the left', () => {
    const [mark] = shape([client({ window_from: '2036-10-01' })]).flatMap((lane) => lane.marks);
    expect(mark).toMatchObject({ flipped: true });
    expect(mark?.labelX).toBeLessThan(mark?.x ?? 0);
  });
});

test('the area of a mark grows with the value, within limits', () => {
  expect(markRadius(null)).toBe(4);
  expect(markRadius(6_400_000_000)).toBeGreaterThan(markRadius(2_400_000_000));
  expect(markRadius(900_000_000_000)).toBe(9);
});

const need = fc.record({
  verdict: fc.constantFrom(...LANES),
  window_from: fc.constantFrom('2026-12-01', '2027-03-01', '2027-03-08', '2030-01-01', '2036-11-01'),
  window_until: fc.constantFrom(null, '2037-01-01'),
  next_check_on: fc.constantFrom('2026-12-01', '2027-06-01'),
  value_minor: fc.integer({ min: 0, max: 900_000_000_000 }),
});

test('no two words or marks of a lane ever touch, and nothing leaves the picture', () => {
  fc.assert(
    fc.property(fc.array(need, { maxLength: 40 }), fc.integer({ min: 300, max: 1400 }), (needs, width) => {
      const lanes = horizonShape({ clients: needs.map((one) => client(one)), today, width, measure: () => 90 });
      for (const lane of lanes) {
        for (const mark of lane.marks) {
          if (mark.x - mark.r < 0 || mark.x + mark.r > width + 1e-9) return false;
          const clash = lane.marks.some(
            (other) => other !== mark && other.row === mark.row && other.from < mark.to && mark.from < other.to,
          );
          if (clash) return false;
        }
      }
      return true;
    }),
  );
});

test('arrows walk along a lane and change lanes to the nearest mark', () => {
  const near = client({ verdict: 'dated', window_from: '2027-01-01' });
  const far = client({ verdict: 'dated', window_from: '2030-01-01' });
  const asleep = client({ verdict: 'dormant', next_check_on: '2030-02-01' });
  const lanes = shape([far, near, asleep]);
  expect(neighbour(lanes, null, 'ArrowRight')).toBe(near.id);
  expect(neighbour(lanes, near.id, 'ArrowRight')).toBe(far.id);
  expect(neighbour(lanes, far.id, 'ArrowRight')).toBe(far.id);
  expect(neighbour(lanes, far.id, 'ArrowDown')).toBe(asleep.id);
  expect(neighbour(lanes, asleep.id, 'ArrowDown')).toBe(asleep.id);
  expect(neighbour(lanes, asleep.id, 'ArrowUp')).toBe(far.id);
  expect(neighbour(lanes, far.id, 'Home')).toBe(near.id);
});
