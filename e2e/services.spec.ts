import { listOfficeTasks, orderTaskRoute } from '#modules/back-office/contract.ts';
import {
  askSupportRoute,
  listRequestTypes,
  setLevelRoute,
  showSupportDesk,
  showSupportRequest,
} from '#modules/support/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany } from './harness/company.ts';
import { form, save, say } from './harness/forms.ts';
import { type Product, startProduct } from './harness/product.ts';
import { clientInDevelopment } from './harness/scene.ts';
import { expect, test } from './harness/test.ts';

test.describe('those who serve the holders', () => {
  test.describe.configure({ timeout: 240_000 });
  let product: Product;
  let company: Company;
  let clientId: string;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: '2026-11-23T07:10:00Z' });
    company = await foundCompany(browser, product);
    const page = await browser.newPage();
    await actAs(page, product.url, company.people.development);
    const before = { page, url: product.url, today: '2026-11-23' };
    clientId = (await clientInDevelopment(before, 'Администрация города Вязники')).id;
    await page.close();
  });
  test.afterAll(async () => {
    await product.stop();
  });

  test('the department gives a request to whoever is able, and answers it twice', async ({ page }) => {
    const { url } = product;
    await actAs(page, url, company.people.head);
    const desk = await ask(page, url, showSupportDesk, { query: {} });
    const unit = desk.units.find(({ name }) => name === 'Инженерный отдел');
    const { competences } = await ask(page, url, showSupportDesk, { query: { unit_id: unit?.id ?? '' } });
    const calculation = competences.find(({ name }) => name === 'Светотехнический расчёт');
    await ask(page, url, setLevelRoute, {
      params: { id: calculation?.id ?? '', employee_id: company.people.engineer.id },
      body: { level: 3 },
    });
    await actAs(page, url, company.people.development);
    const { items } = await ask(page, url, listRequestTypes, { query: {} });
    const type = items.find(({ name }) => name === 'Светотехнический расчёт');
    const request = await ask(page, url, askSupportRoute, {
      body: {
        client_id: clientId,
        type_id: type?.id ?? '',
        question: 'Хватит ли 80 Вт через 35 метров?',
        inputs: Object.fromEntries((type?.required_inputs ?? []).map((input) => [input, 'Приложено'])),
      },
    });

    await actAs(page, url, company.people.engineer);
    await page.goto(`${url}/support`);
    await expect(page.getByText('Администрация города Вязники').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await ask(page, url, showSupportRequest, { params: { id: request.id } })).status)
      .toBe('in_work');
    await page
      .getByRole('button', { name: /Светотехнический расчёт/ })
      .first()
      .click();
    await expect(page.getByText('Хватит ли 80 Вт через 35 метров?').first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('d');
    await form(page).getByLabel(say('support.finding')).fill('Яркость 0,8 кд/м² при 74 Вт');
    await form(page).getByLabel(say('support.for_client')).fill('Опоры переставлять не нужно');
    await form(page).getByLabel(say('support.spent')).fill('6');
    await save(page);
    await expect(page.getByText('Опоры переставлять не нужно').first()).toBeVisible();

    await actAs(page, url, company.people.development);
    await page.goto(`${url}/clients/${clientId}`);
    await page.getByRole('tab', { name: say('app.tab.services') }).click();
    await page
      .getByRole('button', { name: say('support.accept') })
      .first()
      .click();
    await expect
      .poll(async () => (await ask(page, url, showSupportRequest, { params: { id: request.id } })).status)
      .toBe('accepted');
  });

  test('the back office takes the task that is due first, hands it in, does it again and has it accepted', async ({
    page,
  }) => {
    const { url } = product;
    await actAs(page, url, company.people.development);
    for (const [type_key, inputs] of [
      ['contract', { subject: 'Модернизация освещения', price: '12 млн ₽', term: '180 дней' }],
      ['invoice', { amount: '3,6 млн ₽', basis: 'Аванс' }],
    ] as const) {
      await ask(page, url, orderTaskRoute, { body: { client_id: clientId, type_key, inputs, briefing_minutes: 5 } });
    }
    // Whoever ordered looks from a window of their own while the clerk works.
    const asker = await page.context().browser()?.newPage();
    if (asker === undefined) throw new Error('There is no browser');
    await actAs(asker, url, company.people.development);
    const tasks = async () => (await ask(asker, url, listOfficeTasks, { query: { client_id: clientId } })).items;
    const invoice = async () => (await tasks()).find((task) => task.type_key === 'invoice');

    await actAs(page, url, company.people.clerk);
    await page.goto(`${url}/office`);
    await expect(page.getByRole('row', { name: /Счёт/ })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await invoice())?.status).toBe('in_work');
    await expect(page.getByRole('button', { name: new RegExp(`^${say('office.done')}`) })).toBeVisible();
    await page.keyboard.press('d');
    await form(page).getByLabel(say('office.result')).fill('Счёт № 41 в папке клиента');
    await save(page);

    await actAs(page, url, company.people.development);
    await page.goto(`${url}/clients/${clientId}`);
    await page.getByRole('tab', { name: say('app.tab.services') }).click();
    await page
      .getByRole('button', { name: say('office.rework') })
      .first()
      .click();
    await form(page).getByLabel(say('office.rework_reason')).fill('Нет номера договора');
    await save(page);
    await expect.poll(async () => (await invoice())?.rework_rounds).toBe(1);

    await actAs(page, url, company.people.clerk);
    await page.goto(`${url}/office`);
    await page.getByRole('row', { name: /Счёт/ }).click();
    await expect(page.getByText('Нет номера договора').first()).toBeVisible();
    await page.keyboard.press('d');
    await form(page).getByLabel(say('office.result')).fill('Счёт № 41 с номером договора');
    await save(page);

    await actAs(page, url, company.people.development);
    await page.goto(`${url}/clients/${clientId}`);
    await page.getByRole('tab', { name: say('app.tab.services') }).click();
    await page
      .getByRole('button', { name: say('office.accept'), exact: true })
      .first()
      .click();
    await expect.poll(async () => (await invoice())?.status).toBe('accepted');
    await asker.close();
  });
});
