import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { createClientRoute } from '#modules/clients/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { choose, save } from './harness/forms.ts';
import { founded } from './harness/founded.ts';
import { expect, test } from './harness/test.ts';

test.describe('fields of the company’s own', () => {
  const founding = founded({ now: '2026-11-23T07:00:00Z' });

  test('are defined by the head, filled in on a card, seen, filtered by and taken out in the list', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const { id } = await ask(page, url, createClientRoute, { body: { name: 'Тулун', region: 'Иркутская область' } });
    await ask(page, url, createClientRoute, { body: { name: 'Южа', region: 'Ивановская область' } });

    await page.goto(`${url}/company/fields`);
    await page.getByRole('button', { name: 'Новое поле' }).click();
    await page.getByLabel('Название по-русски', { exact: true }).fill('Источник бюджета');
    await choose(page, 'Тип', 'Выбор из списка');
    await page.getByLabel('Вариант 1', { exact: true }).fill('Субсидия');
    await page.getByLabel('Вариант 2', { exact: true }).fill('Концессия');
    await page.getByRole('switch', { name: 'По полю отбирают' }).check();
    await save(page);
    await page.getByRole('button', { name: 'Новое поле' }).click();
    await page.getByLabel('Название по-русски', { exact: true }).fill('Бюджет');
    await choose(page, 'Тип', 'Сумма');
    await page.getByRole('switch', { name: 'По полю отбирают' }).check();
    await save(page);
    const rows = page.getByRole('row');
    await expect(rows.filter({ hasText: 'istochnik_byudzheta' })).toContainText('да', { timeout: 30_000 });
    await expect(rows.filter({ hasText: 'Сумма' })).toContainText('да', { timeout: 30_000 });
    await expectAccessible(page);

    await page.goto(`${url}/clients/${id}`);
    await page.getByRole('tab', { name: 'Карточка' }).click();
    await page.getByRole('button', { name: 'Источник бюджета: изменить' }).click();
    await page.getByRole('combobox', { name: 'Источник бюджета' }).click();
    await page.getByRole('option', { name: 'Субсидия' }).click();
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await expect(page.getByText('Субсидия')).toBeVisible();
    await page.getByRole('button', { name: 'Бюджет: изменить' }).click();
    await page.getByRole('textbox', { name: 'Бюджет' }).fill('1,5 млн');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/1\s500\s000\s₽/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Журнал' }).click();
    await expect(page.getByText(/1\s500\s000\s₽/)).toBeVisible();

    await page.goto(`${url}/clients`);
    const list = page.getByRole('grid').getByRole('row');
    await page.getByRole('button', { name: 'Столбцы' }).click();
    await page.getByRole('checkbox', { name: 'Источник бюджета' }).check();
    await page.getByRole('checkbox', { name: 'Бюджет', exact: true }).check();
    await page.keyboard.press('Escape');
    await expect(list.filter({ hasText: 'Тулун' })).toContainText('Субсидия');
    await page.keyboard.press('KeyF');
    await page.getByRole('combobox', { name: 'Условие' }).fill('источник бюджета');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Источник бюджета' }).fill('субсид');
    await page.keyboard.press('Enter');
    await page.mouse.click(700, 20);
    await expect(page.getByRole('button', { name: 'Источник бюджета: Субсидия' })).toBeVisible();
    await expect(list).toHaveCount(2);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Выгрузить' }).click();
    await page.getByRole('button', { name: 'Выгрузить в файл' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать файл' }).click();
    const file = unzipSync(await readFile(await (await coming).path()));
    const sheet = strFromU8(file['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('Субсидия');
    expect(sheet).toContain('<v>1500000</v>');
    expect(sheet).not.toContain('Южа');
  });
});
