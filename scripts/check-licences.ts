import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './source-files.ts';
import { report, type Violation } from './violation.ts';

const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense'],
  ...['MPL-2.0', 'OFL-1.1', 'CC0-1.0', 'PostgreSQL', 'Python-2.0', 'Zlib'],
]);

export interface LockedPackage {
  license?: string;
  dev?: boolean;
}

/**
 * Packages that reach whoever runs Estafeta under a licence that asks for more than it may. The lock file is read
 * rather than `node_modules`, because it also lists the packages for other machines.
 */
export function licenceViolations(packages: Readonly<Record<string, LockedPackage>>): Violation[] {
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .filter(([, { license }]) => !isAllowed(license ?? ''))
    .map(([file, { license }]) => ({ rule: 'licence', file, message: `comes under «${license ?? 'no licence'}»` }));
}

/** `MIT OR GPL-3.0` leaves the choice, `MIT AND GPL-3.0` does not. */
function isAllowed(expression: string): boolean {
  const choices = expression.replace(/[()]/g, '').split(/\s+OR\s+/);
  return choices.some((choice) => choice.split(/\s+AND\s+/).every((licence) => allowed.has(licence)));
}

if (import.meta.main) {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'),
  );
  report('licences', licenceViolations(lock.packages), `${Object.keys(lock.packages).length} packages`);
}
