import type { Page } from '@playwright/test';
import { addContactRoute } from '#modules/clients/contacts/contract.ts';
import { createClientRoute } from '#modules/clients/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { founded } from './harness/founded.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

test.describe('the trash', () => {
  const founding = founded({ now: '2026-11-23T07:00:00Z' });

  test('takes a client at one question, tells a link where it is, and gives it back', async ({ page }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const client = await ask(page, url, createClientRoute, {
      body: { name: 'Администрация города Тулуна', region: 'Иркутская область' },
    });
    await ask(page, url, addContactRoute, { params: { id: client.id }, body: { full_name: 'Лебедева Наталья' } });

    await page.goto(`${url}/clients?open=${client.id}`);
    await deleteOpened(page);
    const question = page.getByRole('dialog');
    await expect(question).toContainText('1 контакт');
    await question.getByLabel('Почему').fill('занесён по ошибке');
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Удалить в корзину' }).click();
    await expect(page.getByText('Реестр пока пуст')).toBeVisible();
    await page.getByRole('button', { name: 'Отменить' }).click();
    await expect(page.getByRole('row', { name: /Тулуна/ })).toBeVisible();

    await page.getByRole('row', { name: /Тулуна/ }).click();
    await deleteOpened(page);
    await page.getByRole('dialog').getByLabel('Почему').fill('занесён по ошибке');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Реестр пока пуст')).toBeVisible();

    await page.goto(`${url}/trash`);
    const row = page.getByRole('row', { name: /Тулуна/ });
    await expect(row).toContainText('занесён по ошибке');
    await expect(row).toContainText('30 дней');
    await takeScreens(page, 'trash');
    await expectAccessible(page);
    await page.getByLabel('Название или имя').fill('Братск');
    await expect(page.getByText('Никого не нашлось')).toBeVisible();

    await page.goto(`${url}/clients/${client.id}`);
    await expect(page.getByText('«Администрация города Тулуна» в корзине')).toBeVisible();
    await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Администрация города Тулуна' })).toBeVisible();
    await expect(page.getByText('Лебедева Наталья')).toBeVisible();
    await page.goto(`${url}/trash`);
    await expect(page.getByText('Корзина пуста')).toBeVisible();
  });
});

/** The command stands in the menu of the card at the side, beside the way into it. */
async function deleteOpened(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: 'Открыть карточку' })).toBeVisible();
  await page.getByRole('button', { name: 'Ещё действия' }).last().click();
  await page.getByRole('menuitem', { name: 'Удалить в корзину' }).click();
}
