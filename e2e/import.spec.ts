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

  test('what the file and the register say differently is asked, one by one and all alike', async ({ page }) => {
    const towns = (...rows: string[]) => ['ИНН;Наименование;Население;Теги', ...rows].join('\n');
    const bring = async (content: string, asked: readonly string[]) => {
      await page.goto(`${product.url}/clients/import`);
      const file = { name: 'города.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
      await page.locator('input[type=file]').setInputFiles(file);
      for (const column of asked) {
        await page.getByRole('combobox', { name: `Что делает «${column}», если в реестре уже есть` }).click();
        await page.getByRole('option', { name: 'спросить' }).click();
      }
      await page.getByRole('button', { name: 'Загрузить', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Что вышло' })).toBeVisible();
    };
    await actAs(page, product.url, company.people.head);
    await bring(towns('6281205097;Тулун;41000;школы', '7736050003;Шуя;58000;', '7707083893;Вязьма;52000;'), []);
    await bring(towns('6281205097;Тулун;42000;сады', '7736050003;Шуя;59000;', '7707083893;Вязьма;53000;'), [
      'Население',
      'Теги',
    ]);
    const questions = page.getByRole('region', { name: 'Что оставить' }).getByRole('table');
    await expect(page.getByText('4 расхождения ждут вашего слова')).toBeVisible();
    await expect(questions.getByRole('row')).toHaveText([
      /Строка/,
      /2ТулунРазмер410004100042000/,
      /2ТулунМеткишколышколысады/,
      /3ШуяРазмер580005800059000/,
      /4ВязьмаРазмер520005200053000/,
    ]);
    await expectAccessible(page);

    const ask = (text: RegExp) => questions.getByRole('row', { name: text });
    await ask(/Тулун Размер/)
      .getByRole('button', { name: 'Оставить' })
      .click();
    await expect(ask(/Тулун Размер/)).toHaveCount(0);
    const takeBack = page.getByRole('button', { name: 'Отменить загрузку' });
    await expect(takeBack).toHaveCount(0);
    await ask(/Тулун Метки/)
      .getByRole('button', { name: 'Из файла' })
      .click();
    await expect(page.getByText('2 расхождения ждут вашего слова')).toBeVisible();
    await expect(takeBack).toBeVisible();
    await page.getByRole('button', { name: 'Везде взять из файла' }).click();
    await expect(page.getByRole('heading', { name: 'Что оставить' })).toHaveCount(0);

    await bring(towns('6281205097;Тулун;41000;сады', '7736050003;Шуя;61000;', '7707083893;Вязьма;53000;'), [
      'Население',
    ]);
    await expect(page.getByText('1 расхождение ждёт вашего слова')).toBeVisible();
    await expect(questions.getByRole('row').nth(1)).toHaveText(/3ШуяРазмер590005900061000/);
    await page.getByRole('button', { name: 'Везде оставить как есть' }).click();
    await expect(page.getByRole('heading', { name: 'Что оставить' })).toHaveCount(0);
  });
});
