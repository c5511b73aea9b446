import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './source-files.ts';

export interface Fixture {
  /** The rule that the tree breaks: its folder's name. */
  rule: string;
  /** How it is broken, in words: the name of the folder inside. */
  way: string;
  path: string;
}

/** The trees below `scripts/fixtures/<check>/`, one folder per rule and in it one tree per way to break it. */
export function fixturesOf(check: string): Fixture[] {
  const home = join(projectRoot, 'scripts/fixtures', check);
  return readdirSync(home).flatMap((rule) =>
    readdirSync(join(home, rule)).map((way) => ({ rule, way, path: join(home, rule, way) })),
  );
}

/** Runs a check on a copy of the tree where the project's own import names and packages are found. */
export async function inFixtureTree<T>(fixture: Fixture, check: (root: string) => T | Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'estafeta-fixture-'));
  try {
    cpSync(fixture.path, root, { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
    const { imports } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { imports: unknown };
    writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', imports }));
    return await check(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
