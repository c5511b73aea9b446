import AxeBuilder from '@axe-core/playwright';
import type { Page, Request } from '@playwright/test';
import { catalogue as english } from '#app/web/catalogue.en.ts';
import { catalogue as russian } from '#app/web/catalogue.ru.ts';
import { DEMO_PASSWORD } from '#demo/people.ts';
import { listClientsRoute } from '#modules/clients/listing/contract.ts';
import { signIn } from '#modules/people/sign-in/contract.ts';
import { axeTags } from './harness/axe.ts';
import { ask } from './harness/company.ts';
import { type Product, startProduct } from './harness/product.ts';
import { expect, test } from './harness/test.ts';

/** Who looks: one of each position, by the mail of the demo company. */
const roles = ['head', 'caller', 'manager', 'project', 'engineer', 'office', 'admin'];

/** Opened by the head as well, whose navigation does not lead there: what a stranger to a desk sees is a screen too. */
const beyond = [
  '/calling',
  '/horizon',
  '/office',
  '/company',
  '/clients/import',
  '/clients/duplicates',
  '/clients/bulk',
];

/** Titles of positions and steps are kept in the language of the company, whatever language they are read in. */
const kept =
  /^(structure\.(kind|unit)|.+\.step|people\.administrator|people\.field\.administrator|app\.desk\.office|reports\.office|people\.company_name_example)/;
/** What the program says in Russian and otherwise in English: none of it may stand on an English page. */
const translated: Record<string, string> = english;
const onlyRussian = new Set<string>(
  Object.entries(russian)
    .filter(([key, text]) => !kept.test(key) && /^[^{<]*[а-яё][^{<]*$/i.test(text) && text !== translated[key])
    .map(([, text]) => text),
);
const keptTexts = Object.entries(russian).flatMap(([key, text]) => (kept.test(key) ? [text as string] : []));
for (const text of keptTexts) onlyRussian.delete(text);

test.describe('every screen of the demo company', () => {
  // The demo command itself is under test here: what it makes, and whom it names.
  test.describe.configure({ timeout: 360_000 });
  let product: Product;
  /** Pages that axe has looked at, by what they are made of: the same page for another position is not looked at twice. */
  const known = new Set<string>();

  test.beforeAll(async () => {
    test.setTimeout(360_000);
    product = await startProduct({
      command: ['demo', '--as-of', '2026-11-23'],
      now: '2026-11-23T07:10:00Z',
    });
    for (const role of roles) expect(product.log()).toContain(`${role}@demo.example`);
  });
  test.afterAll(async () => {
    await product.stop();
  });

  for (const role of roles) {
    test(`opens for ${role} in both languages and both themes`, async ({ page }) => {
      const { url } = product;
      const faults: string[] = [];
      const quiet = watchRequests(page);
      page.on('console', (message) => {
        // A refusal is shown by the screen itself; the browser lists it as a failed resource all the same.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
          faults.push(`${page.url()}: ${message.text()}`);
        }
      });
      await ask(page, url, signIn, { body: { email: `${role}@demo.example`, password: DEMO_PASSWORD } });
      const { items } = await ask(page, url, listClientsRoute, { query: { filter: 'state is in_delivery' } });
      await page.goto(url);
      // The way to one's own desk has to have ended, or it would lead away from the next address.
      await expect(page).not.toHaveURL(`${url}/`);
      await expect(page.getByRole('main')).toContainText(/\S{3}/);
      const own = await page.getByRole('navigation').getByRole('link').all();
      expect(own.length, 'screens that the navigation offers').toBeGreaterThan(2);
      const offered = await Promise.all(own.map((link) => link.getAttribute('href')));
      const addresses = new Set([
        ...offered.filter((address) => address !== null && address !== '/'),
        ...(role === 'head' ? beyond : []),
        '/profile',
        ...items.slice(0, 1).map(({ id }) => `/clients/${id}`),
      ] as string[]);
      for (const language of ['ru', 'en']) {
        await page.evaluate((chosen) => localStorage.setItem('estafeta.language', chosen), language);
        await page.reload();
        await expect(page.getByRole('main')).toContainText(/\S{3}/);
        for (const address of addresses) {
          await openInPlace(page, address);
          await expect.soft(page.locator('html'), address).toHaveAttribute('lang', language);
          await expect.soft(page.getByRole('main'), `${address} is not empty`).toContainText(/\S{3}/);
          await expect.poll(quiet, { message: `${address} comes to rest`, intervals: [50, 100, 200, 400] }).toBe(true);
          for (const fault of await faultsOf(page, known)) faults.push(`${language} ${address}: ${fault}`);
          if (language === 'en') {
            const leaked = (await wordsOf(page)).filter((text) => onlyRussian.has(text));
            if (leaked.length > 0) faults.push(`en ${address} says in Russian: ${leaked.join(' | ')}`);
          }
        }
      }
      expect(faults, 'faults of the screens').toEqual([]);
    });
  }
});

/** Whether everything that the page has asked for has come; the stream of live updates never ends and does not count. */
function watchRequests(page: Page): () => boolean {
  const waiting = new Set<Request>();
  page.on('request', (request) => {
    if (request.url().includes('/api/') && !request.url().includes('/events')) waiting.add(request);
  });
  page.on('requestfinished', (request) => waiting.delete(request));
  page.on('requestfailed', (request) => waiting.delete(request));
  return () => waiting.size === 0;
}

/** Goes there as a link of the program goes, without loading it anew. */
async function openInPlace(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, address);
  await expect(page).toHaveURL(new RegExp(`${RegExp.escape(address)}([?&]|$)`));
}

/** The texts that stand on the page, each by itself. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.add(walker.currentNode.nodeValue?.trim() ?? '');
    return [...texts];
  });
}

/** What axe finds in either theme. In the dark one only the colours are different, so only contrast is looked at again. */
async function faultsOf(page: Page, known: Set<string>): Promise<string[]> {
  const made = await page.evaluate(() => {
    const kinds = [...document.body.querySelectorAll('*')].map((element) =>
      [element.tagName, element.className, ...element.getAttributeNames().sort()].join(' '),
    );
    return [...new Set(kinds)].sort().join('\n');
  });
  if (known.has(made)) return [];
  const light = await new AxeBuilder({ page }).withTags(axeTags).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']).analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  const violations = [...light.violations, ...dark.violations];
  if (violations.length === 0) known.add(made);
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
