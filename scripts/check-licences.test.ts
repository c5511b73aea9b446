import { expect, it } from 'vitest';
import { licenceViolations } from './check-licences.ts';

it.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'SEE LICENSE IN LICENSE', undefined])(
  '%s is refused',
  (license) => {
    const locked = license === undefined ? {} : { license };
    expect(licenceViolations({ 'node_modules/it': locked })).toMatchObject([
      { rule: 'licence', file: 'node_modules/it' },
    ]);
  },
);

it.each(['MIT', '(MIT OR GPL-3.0)', 'Apache-2.0 AND BSD-3-Clause', 'OFL-1.1'])('%s is allowed', (license) => {
  expect(licenceViolations({ 'node_modules/it': { license } })).toEqual([]);
});

it('tools that stay with the developers may have any licence', () => {
  expect(licenceViolations({ 'node_modules/it': { license: 'GPL-3.0', dev: true } })).toEqual([]);
});
