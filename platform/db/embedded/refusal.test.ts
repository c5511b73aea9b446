import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { asRefusal, refusalFromOutput } from './refusal.ts';

test.each([
  { code: 'ENOSPC', refusal: 'no_space' },
  { code: 'EDQUOT', refusal: 'no_space' },
  { code: 'EACCES', refusal: 'not_permitted' },
  { code: 'EROFS', refusal: 'not_permitted' },
  { code: 'ERR_SQLITE_ERROR', refusal: 'failed_to_start' },
])('an error $code of the system is the refusal $refusal', ({ code, refusal }) => {
  const error = Object.assign(new Error('reason of the system'), { code });
  expect(asRefusal(error, '/data')).toMatchObject({ code: refusal, detail: 'reason of the system' });
});

test('an error that says nothing about the machine stays what it is', () => {
  const error = new TypeError('a mistake of ours');
  expect(asRefusal(error, '/data')).toBe(error);
});

test.each([
  {
    output: '2026-01-01 LOG:  starting\n2026-01-01 FATAL:  could not write lock file: No space left on device\n',
    code: 'no_space',
    detail: 'No space left on device',
  },
  {
    output: 'LOG:  starting\nFATAL:  invalid value for parameter\nLOG:  database system is shut down\n',
    code: 'failed_to_start',
    detail: 'FATAL:  invalid value for parameter',
  },
  { output: 'initdb: error: could not look up user\n', code: 'failed_to_start', detail: 'could not look up user' },
  { output: '', code: 'failed_to_start', detail: '' },
])('PostgreSQL giving up with "$output" is the refusal $code', ({ output, code, detail }) => {
  expect(refusalFromOutput('The database did not start', output, tmpdir())).toMatchObject({
    code,
    detail: expect.stringContaining(detail),
  });
});
