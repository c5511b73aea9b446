import { expectAccessible } from './harness/axe.ts';
import { actAs, type Company, foundCompany } from './harness/company.ts';
import { type Product, startProduct } from './harness/product.ts';
import { expect, test } from './harness/test.ts';

const register = [
  'ОКТМО;Наименование;Население;Телефон',
  '17701000;Администрация города Вязники;35000;+7 49233 2-11-11',
  '28701000;Администрация города Кашин;14000;123',
  '46701000;;12000;+7 496 111-22-33',
].join('\n');

test.describe('bringing a base in', () => {
  let product: Product;
  let company: Company;
  test.beforeEach(async ({ browser }) => {
    product = await startProduct({ now: '2026-11-23T07:10:00Z' });
    company = await foundCompany(browser, product);
  });
  test.afterEach(async () => {
    await product.stop();
  });

  test('the worst rows are shown, the mapping is kept, the report tells, and all of it is taken back', async ({
    page,
  }) => {
    await actAs(page, product.url, company.people.head);
    await page.goto(`${product.url}/clients/import`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'города.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(register),
    });
    await expect(page.getByText('во всём файле: 3 строки, отказано будет 1, с замечаниями 1')).toBeVisible();
    await page.getByRole('radio', { name: 'Худшие' }).check();
    await expect(page.getByText('Нет наименования.')).toBeVisible();
    await expect(page.getByText('«123» — не телефон: не взято.')).toBeVisible();
    await page.getByLabel('Название соответствия').fill('Города области');
    await page.getByRole('button', { name: 'Сохранить соответствие' }).click();
    await expect(page.getByText('Столбцы разобраны по «Города области».')).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Загрузить', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Что вышло' })).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать отказанные строки' }).click();
    expect((await download).suggestedFilename()).toBe('города.refused.csv');

    await page.getByRole('button', { name: 'Отменить загрузку' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить загрузку' }).click();
    await expect(page.getByText('Убрано клиентов: 2. Возвращено к прежнему: 0. Осталось: 0.')).toBeVisible();
    await expectAccessible(page);
  });
});
