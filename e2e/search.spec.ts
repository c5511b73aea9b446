import type { Page } from '@playwright/test';
import { attachClientFile } from '#modules/activities/contract.ts';
import { createClientRoute } from '#modules/clients/contract.ts';
import { openDealRoute } from '#modules/deals/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany } from './harness/company.ts';
import { type Product, startProduct } from './harness/product.ts';
import { clientInDevelopment } from './harness/scene.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

const today = '2026-11-23';

test.describe('the search line', () => {
  let product: Product;
  let company: Company;
  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: `${today}T07:10:00Z` });
    company = await foundCompany(browser, product);
  });
  test.afterAll(async () => {
    await product.stop();
  });

  const line = (page: Page) => page.getByRole('combobox', { name: 'Найти клиента, ИНН, телефон' });
  const found = (page: Page) => page.getByRole('listbox').getByRole('option');

  test('finds by word forms, slips, numbers, layouts and alphabets: clients, people, deals and files in one answer', async ({
    page,
  }) => {
    const { url } = product;
    await actAs(page, url, company.people.development);
    const { id, needId } = await clientInDevelopment({ page, url, today }, 'Администрация города Вязники');
    const { title } = await ask(page, url, openDealRoute, {
      params: { id },
      body: { need_id: needId, value_minor: 120_000_000 },
    });
    const upload = await page.request.post(`${url}/api/v1/files`, {
      multipart: { file: { name: 'Смета вязники.txt', mimeType: 'text/plain', buffer: Buffer.from('смета') } },
    });
    const file: { id: string } = await upload.json();
    await ask(page, url, attachClientFile, { params: { id }, body: { file_id: file.id, title: 'Смета на лампы' } });
    await actAs(page, url, company.people.head);
    await ask(page, url, createClientRoute, {
      body: { name: 'Водоканал города Кольчугино', inn: '3711000010', phones: [{ number: '8 (49245) 2-34-56' }] },
    });

    await page.goto(`${url}/clients`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Slash');
    await expect(line(page)).toBeFocused();
    const first = async (query: string, answer: string | RegExp) => {
      await line(page).fill(query);
      await expect(found(page).first(), query).toContainText(answer);
    };
    await first('вязников администрацией', 'Администрация города Вязники');
    await first('вязнеки', 'Администрация города Вязники');
    await first('кольч', 'Водоканал города Кольчугино');
    await first('3711000010', 'Водоканал города Кольчугино');
    await first('3456', /Водоканал города Кольчугино.*2-34-56/);
    await first('djljrfyfk', 'Водоканал города Кольчугино');
    await first('kolchugino', 'Водоканал города Кольчугино');
    await first('бережной', 'Бережная Нина Андреевна');
    await first(title.slice(0, 12), title);
    await first('смету', 'Смета на лампы');
    await line(page).fill('вязники');
    await expectAccessible(page);
    await takeScreens(page, 'search');
    await line(page).fill('щщщщ');
    await expect(
      page.getByText('Ничего не найдено').or(page.getByRole('option', { name: /Новый клиент/ })),
    ).toBeVisible();

    // Hands stay on the keyboard: down, up, in.
    await first('вязники', 'Администрация города Вязники');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(id));
    await page.keyboard.press('Slash');
    await page.keyboard.press('Escape');
    await expect(line(page)).not.toBeFocused();
  });
});
