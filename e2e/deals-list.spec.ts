import { readFile } from 'node:fs/promises';
import { openDealRoute } from '#modules/deals/contract.ts';
import { changeFieldRoute, createFieldRoute, listFieldsRoute } from '#modules/fields/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany } from './harness/company.ts';
import { type Product, startProduct } from './harness/product.ts';
import { clientInDevelopment } from './harness/scene.ts';
import { expect, test } from './harness/test.ts';

const today = '2026-11-23';

test.describe('the list of deals', () => {
  let product: Product;
  let company: Company;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: `${today}T07:10:00Z` });
    company = await foundCompany(browser, product);
  });
  test.afterAll(() => product.stop());

  test('is narrowed by a field of the company’s own, saved as a view and taken out; a field put away is told', async ({
    page,
  }) => {
    const { url } = product;
    await actAs(page, url, company.people.head);
    const { id, version } = await ask(page, url, createFieldRoute, {
      body: {
        entity: 'deal',
        type: 'choice',
        name_ru: 'Источник денег',
        filtered: true,
        choices: [{ name_ru: 'Субсидия' }, { name_ru: 'Бюджет' }],
      },
    });
    const field = async () =>
      (await ask(page, url, listFieldsRoute, { query: { entity: 'deal' } })).items.find((one) => one.id === id);
    await expect.poll(async () => (await field())?.ready, { timeout: 30_000 }).toBe(true);
    await actAs(page, url, company.people.development);
    for (const [name, money] of [
      ['Администрация города Мурома', 'subsidiya'],
      ['Администрация города Киржача', 'byudzhet'],
    ] as const) {
      const client = await clientInDevelopment({ page, url, today }, name);
      const body = { need_id: client.needId, value_minor: 1_500_000_000, custom: { istochnik_deneg: money } };
      await ask(page, url, openDealRoute, { params: { id: client.id }, body });
    }

    await actAs(page, url, company.people.head);
    await page.goto(`${url}/deals`);
    const rows = page.getByRole('grid').getByRole('row');
    await expect(rows).toHaveCount(3);
    await page.keyboard.press('KeyF');
    await page.getByRole('combobox', { name: 'Условие' }).fill('источник денег');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Источник денег' }).fill('субсидия');
    await page.keyboard.press('Enter');
    await page.mouse.click(700, 20);
    await expect(rows).toHaveCount(2);
    await expect(rows.filter({ hasText: 'Мурома' })).toBeVisible();
    await page.getByRole('button', { name: 'Проработка' }).click();
    await expect(page.getByRole('button', { name: 'этап: Проработка' })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Сохранить вид…' }).click();
    await page.getByRole('dialog').getByLabel('Название').fill('На субсидии');
    await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
    await expect(page.getByRole('link', { name: 'На субсидии' })).toHaveAttribute('aria-current', 'page');

    await page.getByRole('button', { name: 'Выгрузить' }).click();
    await page.getByRole('radio', { name: 'Текст (CSV)' }).check();
    await page.getByRole('button', { name: 'Выгрузить в файл' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать файл' }).click();
    const file = await readFile(await (await coming).path(), 'utf8');
    expect(file).toContain('Администрация города Мурома');
    expect(file).not.toContain('Киржача');
    await page.keyboard.press('Escape');

    await page.goto(`${url}/deals?group=custom.istochnik_deneg`);
    await page.getByRole('button', { name: /Бюджет 1/ }).click();
    await expect(rows.filter({ hasText: 'Киржача' })).toBeVisible();

    const now = await field();
    await ask(page, url, changeFieldRoute, {
      params: { id },
      body: { version: now?.version ?? version, archived: true },
    });
    await page.goto(`${url}/deals`);
    await page.getByRole('link', { name: 'На субсидии' }).click();
    const gone = page.getByRole('button', { name: '«Источник денег»: отбор больше не действует' });
    await expect(gone).toBeVisible();
    await expect(rows).toHaveCount(3);
    await expectAccessible(page);
    await gone.click();
    await expect(gone).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'этап: Проработка' })).toBeVisible();
  });
});
