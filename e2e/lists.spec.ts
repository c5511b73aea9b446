import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { createClientRoute, editClientRoute, readClientRoute } from '#modules/clients/contract.ts';
import { listClientsRoute } from '#modules/clients/listing/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { expect, test } from './harness/test.ts';

test.describe('the list of the register', () => {
  const founding = founded({ now: '2026-11-23T07:00:00Z' });

  test('is narrowed by a sentence, saved as a view, grouped, edited in place and taken out as a workbook', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    for (const [name, region, size] of [
      ['Тулун', 'Иркутская область', 42_029],
      ['Зима', 'Иркутская область', 30_500],
      ['Южа', 'Ивановская область', 11_000],
    ] as const) {
      await ask(page, url, createClientRoute, { body: { name, region, size } });
    }
    await page.goto(`${url}/clients`);
    const rows = page.getByRole('grid').getByRole('row');
    await expect(rows).toHaveCount(4);

    await page.keyboard.press('KeyF');
    await page.getByRole('combobox', { name: 'Условие' }).fill('регион');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'регион' })).toBeFocused();
    await page.keyboard.type('иркут');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('button', { name: 'регион: Иркутская область' })).toBeVisible();
    await expect(rows).toHaveCount(3);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Сохранить вид…' }).click();
    await page.getByRole('dialog').getByLabel('Название').fill('Иркутские');
    await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
    await expect(page.getByRole('link', { name: 'Иркутские' })).toHaveAttribute('aria-current', 'page');
    await page.reload();
    await expect(rows).toHaveCount(3);

    await rows.filter({ hasText: 'Зима' }).focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Зима Вторая');
    await page.keyboard.press('Enter');
    await expect(rows.filter({ hasText: 'Зима Вторая' })).toBeVisible();

    // A colleague writes into the same cell meanwhile: both values are there to choose from.
    const tulun = rows.filter({ hasText: 'Тулун' });
    await tulun.focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('Тулун у реки');
    const { items } = await ask(page, url, listClientsRoute, { query: { q: 'Тулун' } });
    const { id = '', version = 0 } = items[0] ?? {};
    await ask(page, url, editClientRoute, { params: { id }, body: { version, name: 'Тулун, центр' } });
    await page.keyboard.press('Enter');
    await expect(page.getByText('коллега написал: Тулун, центр')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Записать моё' }).click();
    await expect(rows.filter({ hasText: 'Тулун у реки' })).toBeVisible();

    // So in the whole card: what both have changed is asked, what one of them has changed goes together.
    await page.goto(`${url}/clients/${id}`);
    await page.getByRole('button', { name: 'Изменить карточку' }).click();
    await page.getByRole('dialog').getByLabel('Город').fill('Тулун на Ие');
    const now = await ask(page, url, readClientRoute, { params: { id } });
    await ask(page, url, editClientRoute, {
      params: { id },
      body: { version: now.version ?? 0, settlement: 'Тулун', name: 'Тулун, новый центр' },
    });
    await expect(page.getByText('Тулун, новый центр').first()).toBeAttached();
    await page.keyboard.press('Control+Enter');
    const asked = page.getByRole('dialog', { name: 'Правили вдвоём' });
    await asked.getByRole('button', { name: 'Город: Оставить' }).click();
    await expectAccessible(page);
    await asked.getByRole('button', { name: 'Сохранить' }).click();
    await expect(asked).toHaveCount(0);
    await expect
      .poll(() => ask(page, url, readClientRoute, { params: { id } }))
      .toMatchObject({ settlement: 'Тулун на Ие', name: 'Тулун, новый центр' });
    await page.goto(`${url}/clients`);
    await page.getByRole('link', { name: 'Иркутские' }).click();

    await page.getByRole('button', { name: 'Выгрузить' }).click();
    await page.getByRole('button', { name: 'Выгрузить в файл' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать файл' }).click();
    const file = unzipSync(await readFile(await (await coming).path()));
    const sheet = strFromU8(file['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('Зима Вторая');
    expect(sheet).toContain('<v>30500</v>');
    expect(sheet).not.toContain('Южа');
    await page.keyboard.press('Escape');

    await page.goto(`${url}/clients?group=region`);
    await page.getByRole('button', { name: /Иркутская область 2/ }).click();
    await expect(rows.filter({ hasText: 'Тулун' })).toBeVisible();
    await expectAccessible(page);
  });
});
