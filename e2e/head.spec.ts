import { readClientRoute } from '#modules/clients/contract.ts';
import { disputeOneHandoff, returnOneHandoff, showHandoff } from '#modules/handoffs/contract.ts';
import { showStructure } from '#modules/structure/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany } from './harness/company.ts';
import { say } from './harness/forms.ts';
import { type Product, startProduct } from './harness/product.ts';
import { clientInDevelopment, offeredToDelivery } from './harness/scene.ts';
import { expect, test } from './harness/test.ts';

test.describe('the desk of the head', () => {
  test.describe.configure({ timeout: 240_000 });
  let product: Product;
  let company: Company;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: '2026-11-23T07:10:00Z' });
    company = await foundCompany(browser, product);
  });
  test.afterAll(async () => {
    await product.stop();
  });

  test('the alarm, the figures with their records, a dispute settled; a role dropped, a leaver’s work passed on', async ({
    page,
  }) => {
    const { url } = product;
    const { people } = company;
    await actAs(page, url, people.development);
    const before = { page, url, today: '2026-11-23' };
    const disputed = await offeredToDelivery(before, 'Администрация города Вязники');
    const kept = await clientInDevelopment(before, 'Администрация города Мурома');
    await actAs(page, url, people.delivery);
    const params = { id: disputed.handoffId };
    const { version } = await ask(page, url, showHandoff, { params });
    const back = { version, code: 'incomplete', text: 'Нет схемы питания' } as const;
    const returned = await ask(page, url, returnOneHandoff, { params, body: back });
    await actAs(page, url, people.development);
    const words = { version: returned.version, text: 'Схема приложена к листу передачи' };
    await ask(page, url, disputeOneHandoff, { params, body: words });

    await test.step('overdue checks are the first alarm; every figure opens what it counts', async () => {
      await product.setNow('2026-12-14T07:10:00Z');
      await actAs(page, url, people.head);
      await page.goto(`${url}/relay`);
      await expect(page.getByText(/проверк\S* просрочен/).first()).toBeVisible();
      await page.getByRole('button', { name: '2', exact: true }).first().click();
      await page.getByRole('button', { name: /Открыть 2 записи/ }).click();
      const records = page.getByRole('complementary').or(page.getByRole('dialog'));
      await expect(records.getByRole('link', { name: 'Администрация города Мурома' })).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('the dispute is settled with words that the journal keeps', async () => {
      await page.goto(`${url}/handoffs/${disputed.handoffId}`);
      await page.getByLabel(say('handoffs.settle_text')).fill('Схема на месте, пакет полный');
      await page.getByRole('button', { name: /^Принять передачу/ }).click();
      await expect.poll(async () => (await ask(page, url, showHandoff, { params })).state).toBe('accepted');
    });

    await test.step('the telemarketer is dropped against the guard, with a reason and every consequence in sight', async () => {
      await page.goto(`${url}/structure`);
      const row = page
        .getByRole('row', { name: /^Телемаркетолог/ })
        .or(page.getByRole('listitem').filter({ hasText: /^Телемаркетолог/ }));
      await row
        .getByRole('button', { name: say('structure.drop') })
        .first()
        .click();
      await expect(page.getByText(say('structure.program_disagrees'))).toBeVisible();
      await expectAccessible(page);
      const drop = page.getByRole('button', { name: new RegExp(`^${say('structure.drop_submit')}`) });
      await drop.click();
      await expect(page.getByLabel(say('structure.field.drop_reason'))).toBeFocused();
      await page.keyboard.type('Рынок мал, актуальность проверят менеджеры');
      await drop.click();
      await expect(page.getByText(say('structure.dropped', { position: 'Телемаркетолог' })).first()).toBeVisible();
      const { positions } = await ask(page, url, showStructure, { query: {} });
      expect(positions.map(({ kind }) => kind)).not.toContain('telemarketer');
    });

    await test.step('somebody is away with a deputy, somebody leaves with a successor', async () => {
      await page.goto(`${url}/people`);
      await page.getByRole('row', { name: new RegExp(people.engineer.name) }).click();
      await page
        .getByRole('button', { name: say('people.record_absence') })
        .first()
        .click();
      await page.getByRole('textbox', { name: say('people.first_day') }).fill('15.12.2026');
      await page.getByRole('textbox', { name: say('people.last_day') }).fill('25.12.2026');
      await page
        .getByRole('dialog')
        .getByLabel(say('people.deputy'))
        .fill(people.clerk.name.split(' ')[0] ?? '');
      await page.getByRole('option', { name: new RegExp(people.clerk.name) }).click();
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(new RegExp(say('people.deputy_is', { name: '' }).trim())).first()).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('row', { name: new RegExp(people.development.name) }).click();
      await page.getByRole('button', { name: say('people.departure') }).click();
      await page.getByLabel(say('structure.field.successor')).fill(people.delivery.name.split(' ')[0] ?? '');
      await page.getByRole('option', { name: new RegExp(people.delivery.name) }).click();
      await page.getByRole('button', { name: new RegExp(`^${say('structure.departure_submit')}`) }).click();
      await expect
        .poll(async () => (await ask(page, url, readClientRoute, { params: { id: kept.id } })).holder?.id)
        .toBe(people.delivery.id);
    });
  });
});
