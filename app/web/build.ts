import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['app/web', 'modules', 'shared', 'ui-kit', 'package-lock.json'];
const TARGET = join(ROOT, 'dist/web');

/**
 * Builds the browser's part once per state of the sources and returns its folder. A fresh clone needs no separate build
 * step, and a restart with unchanged sources costs a few milliseconds. The build has a process of its own: what it takes
 * of memory is gone with it.
 */
export async function builtWeb(say: (line: string) => void): Promise<string> {
  if (await isBuilt(await sourcesDigest())) return TARGET;
  say('Building the web part (only after an installation or an update)…');
  await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url)]);
  return TARGET;
}

const STAMP = '.sources';

async function isBuilt(digest: string): Promise<boolean> {
  const stamp = join(TARGET, STAMP);
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === digest;
}

async function buildWeb(): Promise<void> {
  const digest = await sourcesDigest();
  const { build } = await import('vite');
  const outDir = `${TARGET}.${process.pid}`;
  await build({
    configFile: join(ROOT, 'app/web/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
  await compressAll(outDir);
  await writeFile(join(outDir, STAMP), digest);
  await rm(TARGET, { recursive: true, force: true });
  await rename(outDir, TARGET);
}

const TEXTS = /\.(js|css|json|svg|webmanifest)$/;
/** Below this the headers of the answer weigh as much. */
const WORTH_COMPRESSING = 1024;

/** Puts a compressed copy beside every text, as small as it can be: the server sends them as they lie. */
async function compressAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = entries
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
  await Promise.all(Array.from({ length: availableParallelism() }, () => compressSome(texts)));
}

/** Takes texts off the list until none is left; as many of these run at once as there are cores. */
async function compressSome(texts: string[]): Promise<void> {
  for (let path = texts.pop(); path !== undefined; path = texts.pop()) {
    const text = await readFile(path);
    if (text.length < WORTH_COMPRESSING) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }));
    await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
  }
}

/** Names, sizes and times of the files that the build reads: cheaper than their contents and changed by every edit. */
async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) await addTo(hash, join(ROOT, source));
  return hash.digest('hex');
}

async function addTo(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  const info = await stat(path);
  if (!info.isDirectory()) {
    hash.update(`${path}\n${info.size}\n${info.mtimeMs}\n`);
    return;
  }
  for (const name of (await readdir(path)).sort()) await addTo(hash, join(path, name));
}

if (import.meta.main) await buildWeb();
