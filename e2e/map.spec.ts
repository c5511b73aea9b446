import { createClientRoute } from '#modules/clients/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

test.describe('the map of the register', () => {
  const founding = founded({ now: '2026-11-23T07:00:00Z' });

  test('shows what the list shows, comes closer by keys and opens the card of one client', async ({ page }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    await page.goto(`${url}/clients/map`);
    await expect(page.getByText('Показывать на карте пока некого')).toBeVisible();
    for (const [name, region, latitude, longitude] of [
      ['Тулун', 'Иркутская область', 54.56, 100.58],
      ['Нижнеудинск', 'Иркутская область', 54.9, 99.03],
      ['Южа', 'Ивановская область', 56.58, 42.01],
    ] as const) {
      await ask(page, url, createClientRoute, { body: { name, region, latitude, longitude } });
    }
    await ask(page, url, createClientRoute, { body: { name: 'Зима', region: 'Иркутская область' } });

    await page.goto(`${url}/clients?filter=${encodeURIComponent('region is "Иркутская область"')}`);
    await page.getByRole('link', { name: 'На карте' }).click();
    await expect(page.getByRole('img', { name: /2 клиента на экране/ })).toBeVisible();
    await expect(page.getByRole('link', { name: 'У 1 клиента нет координат' })).toBeVisible();
    await page.getByText('Таблицей').click();
    await expect(page.getByRole('link', { name: 'Тулун' })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${url}/clients/map`);
    await expect(page.getByRole('img', { name: /3 клиента на экране/ })).toBeVisible();
    await takeScreens(page, 'map');

    await page.goto(`${url}/clients/map?q=${encodeURIComponent('Южа')}`);
    const picture = page.getByRole('img', { name: /1 клиент на экране/ });
    await expect(picture).toBeVisible();
    await page.keyboard.press('Equal');
    for (let times = 0; times < 8; times++) await page.keyboard.press('ArrowUp');
    await expect(page.getByText('Здесь никого')).toBeVisible();
    await page.keyboard.press('Digit0');
    await expect(picture).toBeVisible();
    await picture.click();
    await expect(page.getByRole('link', { name: 'Открыть карточку' })).toBeVisible();
    await page.getByRole('link', { name: 'Списком' }).click();
    await expect(page.getByRole('grid').getByRole('row')).toHaveCount(2);
  });
});
