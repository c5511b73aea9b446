import { addContactRoute } from '#modules/clients/contacts/contract.ts';
import { createClientRoute } from '#modules/clients/contract.ts';
import { createFieldRoute } from '#modules/fields/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany } from './harness/company.ts';
import { type Product, startProduct } from './harness/product.ts';
import { expect, test } from './harness/test.ts';

test.describe('the list of people', () => {
  let product: Product;
  let company: Company;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: '2026-11-23T07:00:00Z' });
    company = await foundCompany(browser, product);
  });
  test.afterAll(() => product.stop());

  test('finds a person by the client, opens them with their places, and keeps a field of the company’s own', async ({
    page,
  }) => {
    const { url } = product;
    await actAs(page, url, company.people.head);
    await ask(page, url, createFieldRoute, { body: { entity: 'contact', type: 'text', name_ru: 'Увлечение' } });
    const clients = [];
    for (const name of ['Тулун', 'Южа']) clients.push(await ask(page, url, createClientRoute, { body: { name } }));
    const [tulun, yuzha] = clients.map(({ id }) => id);
    const karpov = await ask(page, url, addContactRoute, {
      params: { id: tulun ?? '' },
      body: { full_name: 'Карпов Виктор', decision_role: 'decision_maker', phones: [{ number: '89105550123' }] },
    });
    await ask(page, url, addContactRoute, {
      params: { id: yuzha ?? '' },
      body: { full_name: 'Карпов Виктор', contact_id: karpov.contact_id, position_title: 'Советник' },
    });
    await ask(page, url, addContactRoute, { params: { id: yuzha ?? '' }, body: { full_name: 'Белова Ольга' } });

    await page.goto(`${url}/clients`);
    await page.getByRole('link', { name: 'Контакты' }).click();
    // As many clients are listed as people.
    await expect(page.getByRole('grid', { name: 'Контакты' })).toBeVisible();
    const rows = page.getByRole('grid').getByRole('row');
    await expect(rows).toHaveCount(3);
    await page.getByRole('columnheader').getByRole('button', { name: 'Клиент' }).click();
    await expect(page).toHaveURL(/sort=client/);
    await expect(rows.nth(1)).toContainText('Карпов');
    await page.getByRole('columnheader').getByRole('button', { name: 'Клиент' }).click();
    await expect(rows.nth(1)).toContainText('Белова');
    await page.keyboard.press('KeyF');
    await page.getByRole('combobox', { name: 'Условие' }).fill('телефон');
    await page.keyboard.press('Enter');
    await page.mouse.click(700, 20);
    await expect(rows).toHaveCount(2);
    await expectAccessible(page);
    await page.goto(`${url}/contacts?group=role`);
    await page.getByRole('button', { name: 'ЛПР 1' }).click();
    await expect(rows.filter({ hasText: 'Карпов' })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${url}/contacts?q=Тулун`);
    await expect(rows).toHaveCount(2);

    await rows.filter({ hasText: 'Карпов' }).click();
    const side = page.getByRole('complementary', { name: 'Человек' });
    await expect(side.getByRole('link', { name: 'Южа' })).toBeVisible();
    await side.getByRole('button', { name: 'Увлечение: изменить' }).click();
    await side.getByRole('textbox', { name: 'Увлечение' }).fill('рыбалка');
    await page.keyboard.press('Enter');
    await expect(side.getByText('рыбалка')).toBeVisible();
    await expectAccessible(page);
    await side.getByRole('button', { name: 'История поля «Увлечение»' }).click();
    await expect(page.getByRole('dialog').getByText('рыбалка')).toBeVisible();
    await page.keyboard.press('Escape');
    await side.getByRole('link', { name: 'Тулун' }).click();
    await expect(page).toHaveURL(new RegExp(`/clients/${tulun}`));
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${url}/contacts`);
    await expect(rows.filter({ hasText: 'Карпов' })).toContainText('910');
    await expectAccessible(page);
  });
});
