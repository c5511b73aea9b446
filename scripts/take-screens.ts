import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { DEMO_PASSWORD } from '#demo/people.ts';
import { browserToLaunch } from '../e2e/harness/browser.ts';
import { projectRoot } from './source-files.ts';

/**
 * Takes the pictures of the README and of the user guide, in both languages, from a running demo company:
 *
 *   npm run demo                                             in one terminal
 *   npm run screens -- http://127.0.0.1:3000                 in another
 */
const SCREENS = [
  { name: 'relay', email: 'head@demo.example', path: '/relay' },
  { name: 'calendar', email: 'head@demo.example', path: '/calendar' },
  { name: 'journal', email: 'head@demo.example', path: '/journal' },
  { name: 'structure', email: 'head@demo.example', path: '/structure' },
  { name: 'clients', email: 'head@demo.example', path: '/clients' },
  { name: 'calling', email: 'caller@demo.example', path: '/calling' },
  { name: 'horizon', email: 'manager@demo.example', path: '/horizon' },
  { name: 'handoffs', email: 'manager@demo.example', path: '/handoffs' },
  { name: 'deals', email: 'manager@demo.example', path: '/deals' },
  { name: 'projects', email: 'project@demo.example', path: '/projects' },
  { name: 'support', email: 'engineer@demo.example', path: '/support' },
  { name: 'office', email: 'office@demo.example', path: '/office' },
] as const;

const base = process.argv[2] ?? 'http://127.0.0.1:3000';
const folder = join(projectRoot, 'docs/screens');
mkdirSync(join(folder, 'en'), { recursive: true });
const browser = await chromium.launch(await browserToLaunch());
const taken = SCREENS.flatMap((screen) => [
  { ...screen, language: 'ru', file: join(folder, `${screen.name}.png`) },
  { ...screen, language: 'en', file: join(folder, 'en', `${screen.name}.png`) },
]);
for (const { file, email, path, language } of taken) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    timezoneId: 'Europe/Moscow',
  });
  await context.addInitScript((chosen) => localStorage.setItem('estafeta.language', chosen), language);
  const answer = await context.request.post(`${base}/api/v1/sign-in`, { data: { email, password: DEMO_PASSWORD } });
  if (!answer.ok()) throw new Error(`${email} cannot sign in at ${base}: is the demo company running there?`);
  const page = await context.newPage();
  await page.goto(base + path, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  await context.close();
}
await browser.close();
