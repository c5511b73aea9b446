import { type Browser, chromium, type Page } from '@playwright/test';
import { browserToLaunch } from '../e2e/harness/browser.ts';
import { startProduct } from '../e2e/harness/product.ts';
import { PASSWORD } from './market/company.ts';
import { USUAL_SIZE } from './market/generate.ts';
import { readOptions } from './options.ts';
import { preparedMarket } from './prepared-market.ts';
import { atMost, type Report } from './report.ts';

export const about =
  'what a browser loads for the first screen, how soon it works, how evenly a list of 100,000 rows scrolls and what of it is kept';

const VIEWPORT = { width: 1440, height: 900 };
/** Of a frame at sixty a second two at most may be missed. */
const LONGEST_FRAME_MS = 32;
/** Wherever a browser with an empty cache comes first. */
const MOST_KILOBYTES = 250;
/** A notch of the wheel at every frame: as fast as a hand turns it. */
const WHEEL_PX = 120;
/** So far down somebody goes to see what the page keeps of it. */
const FAR_ROWS = 20_000;
/** Nobody waits for it longer. */
const FAR_MS = 120_000;

interface Opened {
  page: Page;
  /** Compressed bytes of scripts that came over the wire. */
  scriptKilobytes: number;
  scripts: number;
  milliseconds: number;
}

/**
 * Opens the sign-in page, the head's desk and the lists, each in a browser that has nothing in its cache, then
 * turns the wheel over the list for some seconds and notes each frame, then goes down to row 20,000 and weighs what the page keeps.
 * Source: quality (speed).
 */
export async function run(words: readonly string[]): Promise<Report> {
  const { clients, seconds, keep } = readOptions(words, { clients: 100_000, seconds: 20, keep: '' });
  const { database, market } = await preparedMarket({ ...USUAL_SIZE, clients }, { keep });
  try {
    const product = await startProduct({ dataDir: database.dataDir });
    const browser = await chromium.launch(await browserToLaunch());
    try {
      const email = market.company.heads[0]?.email ?? '';
      const opened = await openEach(browser, product.url, email);
      const { page } = opened['the list of clients'];
      const before = await heapOf(page);
      const scrolled = await scroll(page, seconds);
      const far = await goFar(page, Math.min(FAR_ROWS, clients));
      return reportOf(opened, scrolled, [before, far]);
    } finally {
      await browser.close();
      await product.stop();
    }
  } finally {
    await database.close();
  }
}

/** Lists, where a browser comes by a link that somebody has sent; that of clients is scrolled as well. */
const CLIENTS = '/clients';
const OTHER_LISTS = {
  'the list of people': '/contacts',
  'the list of deals': '/deals',
  'the list of projects': '/projects',
};

async function openEach(browser: Browser, url: string, email: string) {
  const signIn = await open(browser, url, null, '/sign-in');
  const reply = await signIn.page.request.post(`${url}/api/v1/sign-in`, { data: { email, password: PASSWORD } });
  if (!reply.ok()) throw new Error(`${email} cannot sign in: ${reply.status()}`);
  const cookies = await signIn.page.context().cookies();
  const desk = await open(browser, url, cookies, '/');
  const clients = await open(browser, url, cookies, CLIENTS);
  const others: Record<string, Opened> = {};
  for (const [name, path] of Object.entries(OTHER_LISTS)) {
    const other = await open(browser, url, cookies, path);
    await other.page.context().close();
    others[name] = other;
  }
  return { 'the sign-in': signIn, 'the desk': desk, 'the list of clients': clients, ...others };
}

/** In the market nothing is delivered yet: of projects there is no row. */
const WITH_ROWS: readonly string[] = [CLIENTS, OTHER_LISTS['the list of people'], OTHER_LISTS['the list of deals']];

type Cookies = Parameters<ReturnType<Page['context']>['addCookies']>[0];

/** A context of its own has an empty cache; the page works when what is on it first can be pressed. */
async function open(browser: Browser, url: string, cookies: Cookies | null, path: string): Promise<Opened> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'ru-RU', reducedMotion: 'reduce' });
  if (cookies !== null) await context.addCookies(cookies);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const scripts = new Map<string, number>();
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.set(requestId, 0);
  });
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const received = scripts.get(requestId);
    if (received !== undefined) scripts.set(requestId, received + encodedDataLength);
  });
  const began = performance.now();
  await page.goto(`${url}${path}`, { waitUntil: 'commit' });
  const first = WITH_ROWS.includes(path)
    ? page.getByRole('grid').getByRole('row').nth(5)
    : page.getByRole('heading').first();
  await first.waitFor();
  const milliseconds = performance.now() - began;
  // What comes afterwards, while somebody looks at the screen, nobody waits for.
  const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  return { page, scriptKilobytes: bytes / 1000, scripts: scripts.size, milliseconds };
}

interface Scrolled {
  frames: number;
  longest: number;
  p99: number;
  long: number;
  rows: number;
}

interface Weighed {
  rows: number;
  megabytes: number;
}

/** What the scripts of the page keep once everything that is not needed is let go, at the rows that are on the screen. */
async function heapOf(page: Page): Promise<Weighed> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return { rows: await rowsPassed(page), megabytes: usedSize / 1_000_000 };
}

const rowsPassed = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('[role=row][aria-rowindex]')].map((row) =>
        Number(row.getAttribute('aria-rowindex')),
      ),
    ),
  );

/** Goes to the end of what is loaded again and again, page after page. */
async function goFar(page: Page, rows: number): Promise<Weighed> {
  const grid = page.getByRole('grid');
  const until = performance.now() + FAR_MS;
  while (performance.now() < until && (await rowsPassed(page)) < rows) {
    await grid.evaluate((node) => node.scrollTo({ top: node.scrollHeight }));
  }
  return heapOf(page);
}

/** The wheel is turned all the time; the page itself notes how long each of its frames took. */
async function scroll(page: Page, seconds: number): Promise<Scrolled> {
  await page.getByRole('grid').hover();
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const note = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    Object.assign(globalThis, { benchFrames: frames });
  });
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) await page.mouse.wheel(0, WHEEL_PX);
  const frames = await page.evaluate(() => (globalThis as unknown as { benchFrames: number[] }).benchFrames.slice(1));
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    frames: frames.length,
    longest: sorted.at(-1) ?? Number.NaN,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    long: frames.filter((frame) => frame > LONGEST_FRAME_MS).length,
    rows: await rowsPassed(page),
  };
}

function reportOf(opened: Readonly<Record<string, Opened>>, scrolled: Scrolled, weighed: readonly Weighed[]): Report {
  return {
    tables: [
      {
        title: 'Opened with an empty cache',
        columns: ['screen', 'scripts', 'compressed kB', 'ms until it works'],
        rows: Object.entries(opened).map(([name, one]) => [name, one.scripts, one.scriptKilobytes, one.milliseconds]),
      },
      {
        title: 'The list of clients under the wheel',
        columns: ['rows passed', 'frames', 'p99 ms', 'longest ms', `over ${LONGEST_FRAME_MS} ms`],
        rows: [[scrolled.rows, scrolled.frames, scrolled.p99, scrolled.longest, scrolled.long]],
      },
      {
        title: 'What the page of the list keeps',
        columns: ['rows passed', 'heap MB'],
        rows: weighed.map(({ rows, megabytes }) => [rows, megabytes]),
      },
    ],
    promises: [
      ...Object.entries(opened).map(([name, { scriptKilobytes }]) =>
        atMost(`scripts of ${name}`, scriptKilobytes, MOST_KILOBYTES, 'kB'),
      ),
      atMost('longest frame of the list', scrolled.longest, LONGEST_FRAME_MS, 'ms'),
    ],
  };
}
