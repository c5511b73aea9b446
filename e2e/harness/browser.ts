import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from '@playwright/test';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const systemPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Nothing that calls home, and no sandbox, which a container and root do not have. */
const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--no-pings',
  '--font-render-hinting=none',
];

/** The machine's own Chromium or Chrome where there is one, otherwise the Chromium that comes as an npm package. */
export async function browserToLaunch(): Promise<LaunchOptions> {
  const own = systemBrowser();
  if (own !== undefined) return { executablePath: own, args };
  const unpacked = await unpackedChromium();
  return { executablePath: join(unpacked, 'chromium'), args, env: { ...process.env, ...fontsFor(unpacked) } };
}

function systemBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...folders.flatMap((folder) => systemNames.map((name) => join(folder, name))), ...systemPaths];
  return candidates.find((path) => existsSync(path));
}

/**
 * Unpacks the packaged Chromium once per version. The package itself unpacks into a fixed place in the temporary folder
 * and takes what lies there for whole, even when it was cut off or is of another version.
 */
async function unpackedChromium(): Promise<string> {
  const manifest = await readFile(join(packages, '@sparticuz/chromium/package.json'), 'utf8');
  const { version }: { version: string } = JSON.parse(manifest);
  const target = join(packages, '.cache/estafeta', `chromium-${version}`);
  if (existsSync(target)) return target;
  const { default: chromium } = await import('@sparticuz/chromium');
  const unfinished = `${target}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = unfinished;
  await chromium.executablePath().finally(() => {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  });
  await writeFile(join(unfinished, 'fonts.conf'), fontconfig(join(target, 'fonts')));
  try {
    await rename(unfinished, target);
  } catch {
    // Another process was quicker; its copy is as good.
    await rm(unfinished, { recursive: true, force: true });
  }
  return target;
}

/** A machine without fonts of its own gets those of the package, which have Cyrillic letters. */
function fontsFor(unpacked: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(unpacked, 'fonts.conf') };
}

const fontconfig = (fonts: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;
