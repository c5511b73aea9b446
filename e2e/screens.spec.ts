import type { Page, Request } from '@playwright/test';
import { createClientRoute } from '#modules/clients/contract.ts';
import { editEmployee, showProfile } from '#modules/people/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, colleagues, foundCompany, type Role } from './harness/company.ts';
import { type Product, startProduct } from './harness/product.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

/** Every address of the program for whoever has signed in; the client's own page is added where there is one. */
const addresses = [
  ...['/', '/calling', '/horizon', '/relay', '/calendar', '/clients', '/clients/import', '/deals', '/handoffs'],
  ...['/projects', '/support', '/office', '/structure', '/people', '/profile', '/company', '/journal'],
];

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

const script = { ru: /[а-яё]{4}/i, en: /^[^а-яё]*$/i } as const;

test.describe('every screen', () => {
  let product: Product;
  let company: Company;
  let clientId: string;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: '2026-11-23T07:10:00Z' });
    company = await foundCompany(browser, product);
    const page = await browser.newPage();
    await actAs(page, product.url, company.people.head);
    const input = { name: 'Администрация города Вязники', region: 'Владимирская область', size: 35_000 };
    clientId = (await ask(page, product.url, createClientRoute, { body: input })).id;
    await page.close();
  });
  test.afterAll(async () => {
    await product.stop();
  });

  for (const role of Object.keys(colleagues) as Role[]) {
    test(`opens for ${role}, in both languages and both themes`, async ({ page }) => {
      test.setTimeout(300_000);
      const { url } = product;
      const faults: string[] = [];
      const quiet = watchRequests(page);
      page.on('console', (message) => {
        // A refusal is shown by the screen itself; the browser lists it as a failed resource all the same.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
          faults.push(`${page.url()}: ${message.text()}`);
        }
      });
      await actAs(page, url, company.people[role]);
      for (const language of ['ru', 'en'] as const) {
        const { id, version } = await ask(page, url, showProfile, {});
        await ask(page, url, editEmployee, { params: { id }, body: { version, language } });
        for (const address of [...addresses, `/clients/${clientId}`]) {
          await test.step(`${language} ${address}`, async () => {
            await page.goto(`${url}${address}`);
            await expect.soft(page.locator('html'), address).toHaveAttribute('lang', language);
            await expect.soft(page.getByRole('main'), `${address} is not empty`).toContainText(/\S{3}/);
            await expect.poll(quiet, `${address} comes to rest`).toBe(true);
            // Names of people and positions stay as they were written; what the program itself says is translated.
            const links = await page.getByRole('navigation').getByRole('link').allInnerTexts();
            expect.soft(links.join(' '), `${address} is navigated in ${language}`).toMatch(script[language]);
            await expectAccessible(page).catch((fault: Error) =>
              faults.push(`${language} ${address}: ${fault.message}`),
            );
          });
        }
      }
      expect(faults, 'faults of the screens').toEqual([]);
    });
  }

  test('the desk of the development manager works on a phone', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await actAs(page, product.url, company.people.development);
    await page.goto(`${product.url}/horizon`);
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'pixels beyond the right edge').toBeLessThanOrEqual(0);
    await expectAccessible(page);
    await takeScreens(page, 'horizon', ['phone']);
  });
});
