import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { outcomeOfCheck, outcomeOfReport, readPlaywright, readVitest } from './test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'estafeta-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function reported(report: unknown): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report));
  return path;
}

const vitestFile = (status: string, ...statuses: string[]) => ({
  name: '/estafeta/shared/money.test.ts',
  status,
  assertionResults: statuses.map((each, place) => ({ fullName: `test ${place + 1}`, status: each })),
});
const vitestOutcome = (exitCode: number, ...testResults: unknown[]) =>
  outcomeOfReport('unit', exitCode, reported({ testResults }), readVitest);

it('a static check counts as one test', () => {
  expect(outcomeOfCheck(0)).toEqual({ passed: 1, failures: [] });
  expect(outcomeOfCheck(2)).toEqual({ passed: 0, failures: ['not in order, see above'] });
});

describe('a report of Vitest', () => {
  it('counts what passed', () => {
    expect(vitestOutcome(0, vitestFile('passed', 'passed', 'passed'))).toEqual({ passed: 2, failures: [] });
  });

  it.each(['failed', 'skipped', 'pending', 'todo'])('counts a test that is %s as failed', (status) => {
    const { passed, failures } = vitestOutcome(status === 'failed' ? 1 : 0, vitestFile(status, 'passed', status));
    expect([passed, failures.length]).toEqual([1, 1]);
    expect(failures[0]).toContain('money.test.ts: test 2');
  });

  it('counts a file that could not be run', () => {
    expect(vitestOutcome(1, vitestFile('failed')).failures).toEqual(['money.test.ts: could not be run']);
  });

  it('is a failure when the runner fails and no test says why', () => {
    expect(vitestOutcome(1, vitestFile('passed', 'passed')).failures).toEqual(['unit: ended with code 1']);
  });

  it.each([{ testResults: [] }, 'cut off {'])('is a failure when no test ran', (report) => {
    expect(outcomeOfReport('unit', 0, reported(report), readVitest)).toEqual({
      passed: 0,
      failures: ['unit: no test ran'],
    });
  });

  it('is a failure when there is none', () => {
    expect(outcomeOfReport('unit', 0, join(folder, 'gone.json'), readVitest).failures).toEqual(['unit: no test ran']);
  });
});

describe('a report of Playwright', () => {
  const spec = (status: string) => ({
    title: 'the relay',
    file: 'relay.spec.ts',
    tests: [{ projectName: '', status }],
  });
  const outcome = (...statuses: string[]) => {
    const suites = [{ specs: [], suites: [{ specs: statuses.map(spec) }] }];
    return outcomeOfReport('browser', 0, reported({ suites, errors: [] }), readPlaywright);
  };

  it('counts what passed in suites within suites', () => {
    expect(outcome('expected', 'expected')).toEqual({ passed: 2, failures: [] });
  });

  it.each(['unexpected', 'flaky', 'skipped'])('counts a test that is %s as failed', (status) => {
    const { passed, failures } = outcome('expected', status);
    expect([passed, failures.length]).toEqual([1, 1]);
    expect(failures[0]).toContain('relay.spec.ts: the relay');
  });

  it('counts an error outside of any test', () => {
    const report = reported({ suites: [], errors: [{ message: 'no browser' }] });
    expect(outcomeOfReport('browser', 1, report, readPlaywright).failures).toEqual(['no browser']);
  });
});
