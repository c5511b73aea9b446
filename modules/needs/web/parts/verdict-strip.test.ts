import { expect, test } from 'vitest';
import type { NeedWithHistory, VerdictView } from '../../contract.ts';
import { stripScale, verdictStrip } from './verdict-strip.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const said = (verdict: VerdictView['verdict'], determined_at: string, withdrawn = false): VerdictView => ({
  id: determined_at,
  verdict,
  blocker: null,
  unlocks: null,
  evidence: 'Глава',
  window_from: null,
  window_until: null,
  expected_event: null,
  expected_on: null,
  next_check_on: null,
  determined_by_name: null,
  determined_at,
  withdrawn,
});

function need(verdicts: VerdictView[], over: Partial<NeedWithHistory> = {}): NeedWithHistory {
  return {
    id: 'need',
    client_id: 'client',
    sales_system_id: 'system',
    subject: 'Освещение',
    product_line: null,
    value_minor: null,
    currency: 'RUB',
    origin: 'formed',
    origin_note: null,
    status: 'potential',
    actual_since: null,
    satisfied_by: null,
    closed_note: null,
    financing_route: null,
    owner_id: null,
    owner_name: null,
    verdict: verdicts.at(-1)?.verdict ?? null,
    blocker: null,
    window_from: null,
    window_until: null,
    expected_event: null,
    expected_on: null,
    next_check_on: null,
    check_owner_id: null,
    check_owner_name: null,
    created_at: '2022-02-14T07:00:00Z',
    version: 1,
    verdicts,
    evidence: [],
    recurrences: [],
    competitors: [],
    triggers: [],
    ...over,
  };
}

test('the years run from the first thing known to a few years ahead, further where a window is', () => {
  const scale = stripScale([need([])], today);
  expect([scale.firstYear, scale.lastYear]).toEqual([2022, 2029]);
  const far = stripScale([need([], { window_from: '2033-01-01', window_until: '2034-06-30' })], today);
  expect(far.lastYear).toBe(2034);
});

test('a stretch lasts until the verdict changes, and what only confirms it is a tick', () => {
  const verdicts = [
    said('dormant', '2022-02-14T07:00:00Z'),
    said('dormant', '2023-02-14T07:00:00Z'),
    said('triggered', '2024-02-14T07:00:00Z'),
  ];
  const scale = stripScale([need(verdicts)], today);
  const shape = verdictStrip(need(verdicts), scale, today);
  expect(shape.spans.map((span) => span.verdict)).toEqual(['dormant', 'triggered']);
  expect(shape.checks).toHaveLength(3);
  expect(shape.spans[0]?.to).toBe(shape.spans[1]?.from);
  expect(shape.spans[1]?.to).toBe(scale.at(today));
});

test('a verdict that was taken back is not drawn', () => {
  const verdicts = [said('now', '2024-02-14T07:00:00Z'), said('none', '2024-02-14T07:00:10Z', true)];
  const shape = verdictStrip(need(verdicts), stripScale([need(verdicts)], today), today);
  expect(shape.spans.map((span) => span.verdict)).toEqual(['now']);
});

test('ahead stands the window of a dated need or the day of an event, and nothing that has passed', () => {
  const dated = need([said('dated', '2026-01-14T07:00:00Z')], {
    window_from: '2028-01-01',
    window_until: '2028-06-30',
  });
  const scale = stripScale([dated], today);
  expect(verdictStrip(dated, scale, today).ahead).toMatchObject({ verdict: 'dated' });
  const past = { ...dated, window_from: '2026-01-01', window_until: '2026-06-30' };
  expect(verdictStrip(past, scale, today).ahead).toBeNull();
  const closed = { ...dated, status: 'satisfied' as const };
  expect(verdictStrip(closed, scale, today).ahead).toBeNull();
});
