import { startBulkRoute } from '#modules/clients/bulk/contract.ts';
import { createClientRoute, editClientRoute, readClientRoute } from '#modules/clients/contract.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { expect, test } from './harness/test.ts';

test.describe('the frame of every desk', () => {
  const founding = founded({ now: '2026-11-23T07:10:00Z' });

  test('shows what is changed elsewhere by itself, goes where a command says, and says what a table lacks', async ({
    page,
    browser,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const { id } = await ask(page, url, createClientRoute, { body: { name: 'Администрация города Вязники' } });

    await page.goto(`${url}/clients/${id}`);
    await expect(page.getByRole('heading', { name: 'Администрация города Вязники' }).first()).toBeVisible();
    // Another browser, at another desk.
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await actAs(other, url, founding.company.people.head);
    const { version } = await ask(other, url, readClientRoute, { params: { id } });
    await ask(other, url, editClientRoute, {
      params: { id },
      body: { version: version ?? 0, name: 'Вязниковский район' },
    });
    await expect(page.getByRole('heading', { name: 'Вязниковский район' }).first()).toBeVisible();

    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Что сделать или куда перейти').fill('реестр');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${url}/clients`);
    await expect(page.getByRole('heading', { level: 1, name: 'Реестр рынка' })).toBeVisible();
    const row = page.getByRole('row').filter({ hasText: 'Вязниковский район' });
    await expect(row).toBeVisible();
    // A change of many runs in the background, and the list of whoever has it open follows.
    const change = { kind: 'edit' as const, fields: { region: 'Владимирская область' } };
    await ask(other, url, startBulkRoute, { body: { selection: { ids: [id] }, change } });
    await expect(row).toContainText('Владимирская область');
    await elsewhere.close();

    await page.goto(`${url}/clients/import`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'цвета.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('цвет;вес\nкрасный;12\nсиний;40\n'),
    });
    await expect(page.getByText(/Ни один столбец не похож на наименование/).first()).toBeVisible();
  });
});
