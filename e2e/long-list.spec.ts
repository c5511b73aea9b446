import { writeFile } from 'node:fs/promises';
import { editClientRoute } from '#modules/clients/contract.ts';
import { listClientsRoute } from '#modules/clients/listing/contract.ts';
import { runCommand } from './harness/command.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { expect, test } from './harness/test.ts';

const NOW = '2026-11-23T07:00:00Z';
const CLIENTS = 900;
const nameOf = (place: number) => `Город ${String(place).padStart(4, '0')}`;

test.describe('a long list', () => {
  const founding = founded({ now: NOW });
  test.beforeAll(async () => {
    const rows = Array.from(
      { length: CLIENTS },
      (_, place) => `${nameOf(place + 1)};+7 900 ${String(1_000_000 + place)}`,
    );
    const base = test.info().outputPath('base.csv');
    const lines = ['Название;Телефон', ...rows, 'Якутск;+7 411 200-00-00'];
    await writeFile(base, lines.join('\n'));
    const brought = await runCommand(founding.product.dataDir, ['import', 'clients', base], { now: NOW });
    expect(brought.stderr).toBe('');
  });

  test('shows at once what a colleague changes in view and reads only that anew; it begins at a letter', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    await page.goto(`${url}/clients`);
    const grid = page.getByRole('grid');
    const row = (name: string) => grid.getByRole('row').filter({ hasText: name });
    await row(nameOf(1)).focus();
    // The end is where the list has been loaded to; coming there loads more.
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(row(nameOf(600))).toBeVisible({ timeout: 200 });
    }).toPass();

    const reads: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'GET' && new URL(request.url()).pathname === '/api/v1/clients')
        reads.push(request.url());
    });
    const { items } = await ask(page, url, listClientsRoute, { query: { limit: 1 } });
    const seen = await ask(page, url, listClientsRoute, { query: { limit: 1, start: nameOf(598) } });
    for (const client of [...items, ...seen.items]) {
      const body = { version: client.version ?? 0, name: `${client.name} новый` };
      await ask(page, url, editClientRoute, { params: { id: client.id }, body });
    }
    await expect(row(`${nameOf(598)} новый`)).toBeVisible();
    await expect(row(nameOf(597))).toBeVisible();
    expect(reads.length, 'pages read anew').toBeLessThan(7);

    // What was out of view is read when somebody comes back to it.
    await page.keyboard.press('Home');
    await expect(row(`${nameOf(1)} новый`)).toBeVisible();

    await page.getByLabel('С какого места начать').fill('Я');
    await page.keyboard.press('Enter');
    await expect(row('Якутск')).toBeVisible();
    await expect(grid.getByRole('row')).toHaveCount(2);
    await page.getByLabel('С какого места начать').fill('Город 08');
    await page.keyboard.press('Enter');
    await expect(grid.getByRole('row').nth(1)).toContainText(nameOf(800));
  });
});
