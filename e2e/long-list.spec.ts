import { writeFile } from 'node:fs/promises';
import { editClientRoute } from '#modules/clients/contract.ts';
import { listClientsRoute } from '#modules/clients/listing/contract.ts';
import { runCommand } from './harness/command.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { expect, test } from './harness/test.ts';

const NOW = '2026-11-23T07:00:00Z';
const CLIENTS = 1_700;
const ROW_PX = 32;
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
      await expect(row(nameOf(600))).toBeVisible({ timeout: 100 });
    }).toPass({ intervals: [0] });

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
    await page.getByLabel('С какого места начать').fill('Город 16');
    await page.keyboard.press('Enter');
    await expect(grid.getByRole('row').nth(1)).toContainText(nameOf(1600));
  });

  test('keeps what is round the view: far rows are read again from their own place, and everything works on them', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const reads: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'GET' && new URL(request.url()).pathname === '/api/v1/clients')
        reads.push(request.url());
    });
    await page.goto(`${url}/clients`);
    const grid = page.getByRole('grid');
    const row = (name: string) => grid.getByRole('row').filter({ hasText: name });
    const top = () => grid.evaluate((node) => node.scrollTop);
    await row(nameOf(1)).focus();
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(row(nameOf(1600))).toBeVisible({ timeout: 100 });
    }).toPass({ intervals: [0] });
    const onTheWay = new Set(reads);

    // Back in the middle, where the rows were let go: two pages at most are in view, two more soon.
    reads.length = 0;
    await grid.evaluate((node, to) => node.scrollTo({ top: to }), 800 * ROW_PX);
    await expect(row(nameOf(810))).toHaveAttribute('aria-rowindex', '811');
    expect(reads.length, 'pages read again').toBeLessThan(5);
    expect(onTheWay, 'from their own places').toEqual(new Set([...onTheWay, ...reads]));
    await expect.poll(top).toBe(800 * ROW_PX);

    await row(nameOf(810)).focus();
    await page.keyboard.press('F2');
    await page.keyboard.type(`${nameOf(810)} у реки`);
    await page.keyboard.press('Enter');
    await expect(row(`${nameOf(810)} у реки`)).toHaveAttribute('aria-rowindex', '811');
    await page.getByRole('button', { name: 'Отменить' }).click();
    await expect(row(`${nameOf(810)} у реки`)).toHaveCount(0);
    await expect(row(nameOf(810))).toBeVisible();
    await expect.poll(top).toBe(800 * ROW_PX);

    // The keyboard goes to both ends and over what was let go; rows there are chosen with the others.
    await row(nameOf(810)).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Home');
    await expect(row(nameOf(1))).toBeFocused();
    await page.keyboard.press('Shift+Space');
    await expect(page.getByText('Выбрано 810')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await expect(grid.getByRole('row').and(page.locator(':focus'))).toContainText('Город');
    await page.keyboard.press('Home');
    for (let times = 0; times < 45; times += 1) await page.keyboard.press('PageDown');
    const name = await grid.getByRole('row').and(page.locator(':focus')).getAttribute('aria-rowindex');
    expect(Number(name)).toBeGreaterThan(600);

    // From a card one comes back to the same place.
    const before = await top();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Открыть карточку' }).click();
    await expect(grid).toHaveCount(0);
    await page.goBack();
    await expect.poll(top).toBe(before);
    await expect(grid.getByRole('row').and(page.locator('[aria-busy]'))).toHaveCount(0);

    // In another order it is another list, which begins at its beginning.
    await grid.getByRole('columnheader').getByRole('button', { name: 'Клиент' }).click();
    await expect(row('Якутск')).toBeVisible();
    await expect.poll(top).toBe(0);

    // A long group goes on as well.
    await page.goto(`${url}/clients?group=state`);
    await page.getByRole('button', { name: /холодный/ }).click();
    await row(nameOf(1)).focus();
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(row(nameOf(500))).toBeVisible({ timeout: 100 });
    }).toPass({ intervals: [0] });
  });
});
