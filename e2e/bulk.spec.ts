import type { Page } from '@playwright/test';
import { createClientRoute, takeClientRoute } from '#modules/clients/contract.ts';
import { acceptInvitation, inviteEmployee } from '#modules/people/invitations/contract.ts';
import { showStructure } from '#modules/structure/contract.ts';
import { takePosition } from '#modules/structure/employments/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { expect, test } from './harness/test.ts';

/** Keeps a part of the program from coming until it is let. */
async function holdBack(page: Page, part: RegExp): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(part, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

test.describe('a change of many clients', () => {
  const founding = founded({ now: '2026-11-23T07:00:00Z' });
  test.beforeAll(async ({ browser }) => {
    const page = await browser.newPage();
    const { url } = founding.product;
    const { head, development } = founding.company.people;
    await actAs(page, url, development);
    for (const name of ['Тулун', 'Зима', 'Южа']) {
      const { id } = await ask(page, url, createClientRoute, { body: { name, region: 'Иркутская область' } });
      const step = { kind: 'call' as const, title: 'Позвонить', due_on: '2026-11-24' };
      await ask(page, url, takeClientRoute, { params: { id }, body: { step } });
    }
    await actAs(page, url, head);
    await ask(page, url, createClientRoute, { body: { name: 'Бодайбо' } });
    const { positions } = await ask(page, url, showStructure, { query: {} });
    const position = positions.find(({ kind }) => kind === 'development_manager');
    const invited = await ask(page, url, inviteEmployee, {
      body: { full_name: 'Новиков Егор', email: 'novikov@liniya.example' },
    });
    const own = await browser.newPage();
    await ask(own, url, acceptInvitation, { body: { token: invited.token, password: 'берег реки зимой' } });
    await own.close();
    await ask(page, url, takePosition, {
      body: { employee_id: invited.employee_id, position_id: position?.id ?? '' },
    });
    await page.close();
  });

  test('everything found is tagged by the keys, taken back, and shared out evenly; who was left is named with the reason', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    await page.goto(`${url}/clients`);
    const rows = page.getByRole('grid').getByRole('row');
    await expect(rows).toHaveCount(5);

    await rows.filter({ hasText: 'Бодайбо' }).focus();
    await page.keyboard.press('Space');
    await expect(page.getByText('Выбрано 1')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    await expect(page.getByText('Выбрано 2')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Control+KeyA');
    await expect(page.getByText('Выбран весь список: 4 клиента')).toBeVisible();

    await page.keyboard.press('KeyM');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Добавить метки').fill('Сибирь');
    await page.keyboard.press('Enter');
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Изменено: 4, без изменений: 0, не тронуто: 0.')).toBeVisible();
    await page.getByRole('button', { name: 'Вернуть как было' }).click();
    await expect(page.getByText('Возвращено как было. Изменено: 4')).toBeVisible();

    await rows.filter({ hasText: 'Бодайбо' }).focus();
    await page.keyboard.press('Control+KeyA');
    await page.keyboard.press('KeyA');
    await dialog.getByRole('combobox', { name: 'Кому' }).fill('Новиков');
    await page.getByRole('option', { name: 'Новиков Егор' }).click();
    await dialog.getByRole('combobox', { name: 'Кому' }).fill('Ладогин');
    await page.getByRole('option', { name: /Ладогин/ }).click();
    await dialog.getByLabel('Сопроводительная записка').fill('Делим участок');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Изменено: 1, без изменений: 2, не тронуто: 1.')).toBeVisible();
    await expect(page.getByText('Новиков Егор: 1.')).toBeVisible();
    await expect(rows.filter({ hasText: 'Новиков Е.' })).toHaveCount(1);
    await page.getByRole('button', { name: 'Кого не тронули и почему' }).click();
    const left = dialog.getByRole('row').filter({ hasText: 'Бодайбо' });
    await expect(left).toContainText('Клиент стоит в очереди');
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await rows.filter({ hasText: 'Тулун' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('KeyE');
    await dialog.getByLabel('Новое значение').fill('Республика Бурятия');
    await page.keyboard.press('Control+Enter');
    await expect(rows.filter({ hasText: 'Республика Бурятия' })).toHaveCount(1);
  });

  test('what is pressed and typed while a dialog is still on its way is not lost', async ({ page }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const letCome = await holdBack(page, /\/BulkTagsDialog-[^/]*\.js$/);
    await page.goto(`${url}/clients`);
    await page.getByRole('grid').getByRole('row').nth(1).focus();
    await page.keyboard.press('Space');
    await expect(page.getByText('Выбрано 1')).toBeVisible();
    await page.keyboard.press('KeyM');
    // «n» alone would open the form of a new client.
    await page.keyboard.type('new');
    await page.keyboard.press('Escape');
    await page.keyboard.press('KeyM');
    await page.keyboard.type('north');
    letCome();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Добавить метки')).toHaveValue('north');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  test('the command menu takes what was typed before it came, and does it', async ({ page }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const letCome = await holdBack(page, /\/Commands-[^/]*\.js$/);
    await page.goto(`${url}/clients`);
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    await page.keyboard.press('Control+KeyK');
    // «массовые» in the other layout.
    await page.keyboard.type('vfccjdst');
    await page.keyboard.press('Enter');
    letCome();
    await expect(page).toHaveURL(/\/clients\/bulk$/);
  });
});
