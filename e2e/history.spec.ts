import { createClientRoute } from '#modules/clients/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

const deals = `Клиент;Сделка;Ответственный;Создана;Этап сделки;Дата закрытия;Сумма;Причина отказа
Город Вязники;Свет на 14 улицах;Ладогин П. С.;01.02.2023;Успешно реализовано;01.06.2023;12 500 000;
Город Кашин;Фасады;Ладогин П. С.;01.02.2024;Закрыто и не реализовано;01.06.2024;3 млн;Дорого
Город Нигде;Парк;Ладогин П. С.;01.02.2024;Закрыто и не реализовано;01.06.2024;3 млн;Дорого
`;

test.describe('history of another program', () => {
  const founding = founded({ now: '2026-11-23T07:10:00Z' });

  test('is dropped, tried, brought in, seen at its clients, and taken back', async ({ page }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const { id } = await ask(page, url, createClientRoute, { body: { name: 'Город Вязники' } });
    await ask(page, url, createClientRoute, { body: { name: 'Город Кашин' } });

    await page.goto(`${url}/clients/import`);
    await page.getByRole('link', { name: 'Перенести историю из другой программы' }).click();
    await page.getByRole('radio', { name: 'Сделки' }).check();
    await expectAccessible(page);
    await takeScreens(page, 'history', ['desk']);
    const csv = { name: 'сделки.csv', mimeType: 'text/csv', buffer: Buffer.from(deals) };
    await page.locator('input[type=file]').setInputFiles(csv);

    await expect(page.getByRole('heading', { name: 'сделки.csv' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Поле для колонки «Этап сделки»' })).toHaveValue('Исход');
    await expectAccessible(page);
    await takeScreens(page, 'history-draft', ['desk']);
    await page.getByRole('button', { name: 'Проверить без изменений' }).click();
    await expect(page.getByText('Что будет')).toBeVisible();
    await expect(page.getByText('Такого клиента в реестре нет. Сначала загрузите базу.')).toBeVisible();

    await page.getByRole('button', { name: 'Перенести', exact: true }).first().click();
    await expect(page.getByText('Что сделано')).toBeVisible();
    await expect(page.getByRole('definition').nth(1)).toHaveText('2');
    await expectAccessible(page);
    await takeScreens(page, 'history-report', ['desk']);
    const report = page.url();
    await page.goto(`${url}/clients/${id}`);
    await expect(page.getByText('Свет на 14 улицах').first()).toBeVisible();

    await page.goto(report);
    await page.getByRole('button', { name: 'Отменить перенос' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить перенос' }).click();
    await expect(page.getByText('Перенос отменён')).toBeVisible();
    await page.goto(`${url}/clients/${id}`);
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    await expect(page.getByText('Свет на 14 улицах')).toHaveCount(0);

    await page.goto(`${url}/coverage`);
    await expect(page.getByRole('row', { name: /Весь рынок/ })).toContainText('0 из 2');
    await page.getByRole('button', { name: /^Весь рынок, В реестре рынка: 2/ }).click();
    await expect(page.getByRole('link', { name: 'Город Кашин' })).toBeVisible();
    await expectAccessible(page);
    await takeScreens(page, 'coverage', ['desk']);
  });
});
