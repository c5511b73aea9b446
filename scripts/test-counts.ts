import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What a stage of the tests came to; every failure has a name, and a test that was skipped is one. */
export interface Outcome {
  passed: number;
  failures: string[];
}

/** A static check counts as one test. */
export function outcomeOfCheck(exitCode: number): Outcome {
  return exitCode === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: ['not in order, see above'] };
}

/** Reads the JSON report of a test runner; a runner that reports nothing, or fails without saying why, has failed. */
export function outcomeOfReport(
  name: string,
  exitCode: number,
  reportPath: string,
  read: (report: string) => Outcome,
): Outcome {
  const outcome = readOutcome(reportPath, read);
  if (outcome.passed + outcome.failures.length === 0) return { passed: 0, failures: [`${name}: no test ran`] };
  if (exitCode !== 0 && outcome.failures.length === 0) outcome.failures.push(`${name}: ended with code ${exitCode}`);
  return outcome;
}

function readOutcome(path: string, read: (report: string) => Outcome): Outcome {
  try {
    return read(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failures: [] };
  }
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

export function readVitest(report: string): Outcome {
  const { testResults }: VitestReport = JSON.parse(report);
  const outcome: Outcome = { passed: 0, failures: [] };
  for (const file of testResults) {
    const bad = file.assertionResults.filter(({ status }) => status !== 'passed');
    outcome.passed += file.assertionResults.length - bad.length;
    outcome.failures.push(
      ...bad.map(({ fullName, status }) => `${basename(file.name)}: ${fullName}${skipped(status)}`),
    );
    if (file.status === 'failed' && bad.length === 0) outcome.failures.push(`${basename(file.name)}: could not be run`);
  }
  return outcome;
}

const skipped = (status: string): string => (status === 'failed' ? '' : ` (${status})`);

interface PlaywrightSuite {
  specs?: { title: string; file: string; tests: { projectName: string; status: string }[] }[];
  suites?: PlaywrightSuite[];
}

export function readPlaywright(report: string): Outcome {
  const { suites, errors }: { suites: PlaywrightSuite[]; errors: { message?: string }[] } = JSON.parse(report);
  const outcome: Outcome = { passed: 0, failures: errors.map(({ message }) => message ?? 'an error without a word') };
  const visit = (suite: PlaywrightSuite): void => {
    for (const { title, file, tests } of suite.specs ?? []) {
      const bad = tests.filter(({ status }) => status !== 'expected');
      outcome.passed += tests.length - bad.length;
      outcome.failures.push(
        ...bad.map(({ status }) => `${file}: ${title}${skipped(status === 'unexpected' ? 'failed' : status)}`),
      );
    }
    suite.suites?.forEach(visit);
  };
  suites.forEach(visit);
  return outcome;
}
