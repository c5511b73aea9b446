import { createClientRoute } from '#modules/clients/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

test.describe('the queue of duplicates', () => {
  const founding = founded({ now: '2026-11-23T07:10:00Z' });

  test('is judged with a key each, every decision is taken back, and an old link leads to the card that stays', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const client = async (name: string, more: object) =>
      (await ask(page, url, createClientRoute, { body: { name, region: 'Ивановская область', ...more } })).id;
    const phones = [{ number: '+74932345678', extension: '12' }];
    await client('Администрация города Южа', {
      ...{ inn: '7707083893', phones, emails: ['mail@yuzha.example.org'], sites: ['http://yuzha.example.org'] },
      ...{ size: 12_170, note: 'Глава принимает по вторникам' },
    });
    const second = await client('Адм. г. Южа', { phones, size: 11_900, settlement: 'Южа' });
    await client('МУП «Горсвет» Кинешма', { inn: '7736050003', kpp: '773601001', sites: ['gorsvet.example.org'] });
    await client('Горсвет Кинешма, участок', { inn: '7736050003', kpp: '540601001', sites: ['gorsvet.example.org'] });
    await client('Администрация города Вичуга', { sites: ['vichuga.example.org'] });
    await client('Вичуга, администрация', { sites: ['https://www.vichuga.example.org/'] });

    await page.goto(`${url}/clients/duplicates`);
    const score = page.getByText(/Сходство \d+ из 100/);
    await expect(page.getByText('остались 3 пары')).toBeVisible();
    await expect(score).toContainText('90');
    await expect(page.getByText('один ИНН, разные КПП: 773601001 / 540601001')).toBeVisible();
    await expectAccessible(page);

    await page.keyboard.press('KeyB');
    await expect(page.getByText('Теперь филиал')).toBeVisible();
    await expect(score).toContainText('82');
    await takeScreens(page, 'duplicates');

    const stays = page.getByRole('columnheader', { name: /^Остаётся/ });
    await page.keyboard.press('KeyX');
    await expect(stays).toContainText('Адм. г. Южа');
    await page.keyboard.press('KeyX');
    await expect(stays).toContainText('Администрация города Южа');
    // What differs is chosen field by field; what only one of them knows is taken over by itself.
    await page
      .getByRole('row', { name: /Размер/ })
      .getByRole('radio')
      .nth(1)
      .check();
    await expect(page.getByText('Кроме самих данных')).toBeVisible();
    await page.keyboard.press('KeyM');
    await expect(page.getByText('Объединено: Администрация города Южа')).toBeVisible();
    await expect(page.getByText('осталась 1 пара')).toBeVisible();

    await page.goto(`${url}/clients/${second}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Администрация города Южа');
    await expect(page).not.toHaveURL(new RegExp(second));
    await page.getByRole('tab', { name: 'Карточка' }).click();
    await expect(page.getByRole('main')).toContainText(/11.?900/);

    await page.goto(`${url}/clients/duplicates`);
    await expect(page.getByText('осталась 1 пара')).toBeVisible();
    await page.keyboard.press('KeyN');
    await expect(page.getByText('Дублей не осталось')).toBeVisible();
    await page.keyboard.press('Control+KeyZ');
    await expect(page.getByText('осталась 1 пара')).toBeVisible();
    await page.getByRole('radio', { name: 'Решённые' }).check();
    await expect(page.getByRole('row')).toHaveCount(3);
    await takeScreens(page, 'duplicates-decided', ['desk']);
    await page.getByRole('button', { name: 'Разъединить: Адм. г. Южа' }).click();
    await expect(page.getByText('остались 2 пары')).toBeVisible();
    await page.getByRole('button', { name: 'Правила' }).click();
    await expect(page.getByText('Разные ИНН правило не объединит никогда')).toBeVisible();
    await expectAccessible(page);
    await takeScreens(page, 'duplicates-rules', ['desk']);
  });

  test('is shorter by every card that is not made: whoever types a client in again is told', async ({ page }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.development);
    await page.goto(`${url}/clients`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('KeyN');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Название').fill('Вичуга администрация');
    await dialog.getByLabel('Регион').fill('Ивановская область');
    await expect(dialog.getByText('Похоже, такой клиент уже есть')).toBeVisible();
    await expect(dialog.getByRole('link', { name: 'Администрация города Вичуга' })).toBeVisible();
    await takeScreens(page, 'duplicates-warning', ['desk']);
  });

  test('of a base that is brought in is judged pair by pair, or all that are alike in one go', async ({ page }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const inns = ['3711000010', '3711000028', '3711000035', '3711000042'];
    const rows = ['Кохма', 'Тейково', 'Родники', 'Фурманов'].flatMap((name, at) => [
      `Администрация города ${name};${inns[at]};8 (4932) 4${at}-11-1${at};https://town${at}.example.org`,
      `Адм. г. ${name};;+7 4932 4${at}111${at};`,
    ]);
    await page.goto(`${url}/clients/import`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'города.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['Организация;ИНН;Телефон;Сайт', ...rows].join('\n')),
    });
    await page.getByRole('button', { name: 'Загрузить', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Что вышло' })).toBeVisible();
    await expect(page.getByText('Похожи на дубли 4 пары карточек.')).toBeVisible();
    await takeScreens(page, 'duplicates-brought', ['desk']);
    await page.getByRole('link', { name: 'Разобрать пары' }).click();
    await expect(page.getByText('Только пары из одной загрузки.')).toBeVisible();
    await expect(page.getByText('остались 4 пары')).toBeVisible();
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyK');
    await page.keyboard.press('KeyN');
    await expect(page.getByText('остались 3 пары')).toBeVisible();
    await page.keyboard.press('KeyA');
    await expect(page.getByLabel('Решить так же ещё 2 пары с теми же признаками')).toBeChecked();
    await expectAccessible(page);
    await takeScreens(page, 'duplicates-alike');
    await page.keyboard.press('KeyM');
    await expect(page.getByText('Дублей не осталось')).toBeVisible();
    await page.getByRole('radio', { name: 'Решённые' }).check();
    await expect(page.getByRole('row', { name: /объединено/ })).toHaveCount(3);
  });
});
