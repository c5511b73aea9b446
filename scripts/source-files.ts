import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Where the dependency rules hold; `scripts` stand outside of the product and may import anything. */
export const productFolders = ['shared', 'platform', 'modules', 'app', 'ui-kit', 'demo', 'e2e', 'bench'];
export const codeFolders = [...productFolders, 'scripts'];

const notSources = new Set(['node_modules', 'dist', 'fixtures']);

/** Paths, relative to `root`, of the files below `folders` whose name matches; a folder that does not exist has none. */
export function filesBelow(root: string, folders: readonly string[], name: RegExp): string[] {
  const found: string[] = [];
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !notSources.has(entry.name)) found.push(...filesBelow(root, [path], name));
      if (entry.isFile() && name.test(entry.name)) found.push(path);
    }
  }
  return found.sort();
}

export const scriptFile = /\.[cm]?[jt]sx?$/;

/** A test, a test in a browser, or the scene of tests: `test-company.ts`. */
export const isTest = (path: string): boolean => /\.(test|browser)\.tsx?$|\/test-[a-z-]+\.ts$/.test(path);
