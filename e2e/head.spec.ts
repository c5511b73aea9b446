import type { Page } from '@playwright/test';
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
  /** In development, in dispute, and offered to delivery without an answer. */
  let clients: { kept: string; disputed: string };

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: '2026-11-23T07:10:00Z' });
    company = await foundCompany(browser, product);
    const { url } = product;
    const page = await browser.newPage();
    await actAs(page, url, company.people.development);
    const before = { page, url, today: '2026-11-23' };
    const disputed = await offeredToDelivery(before, 'Администрация города Вязники');
    await offeredToDelivery(before, 'Администрация города Судогды');
    const kept = await clientInDevelopment(before, 'Администрация города Мурома');
    const params = { id: disputed.handoffId };
    await actAs(page, url, company.people.delivery);
    const { version } = await ask(page, url, showHandoff, { params });
    const back = { version, code: 'incomplete', text: 'Нет схемы питания' } as const;
    const returned = await ask(page, url, returnOneHandoff, { params, body: back });
    await actAs(page, url, company.people.development);
    const words = { version: returned.version, text: 'Схема приложена к листу передачи' };
    await ask(page, url, disputeOneHandoff, { params, body: words });
    await page.close();
    clients = { kept: kept.id, disputed: disputed.handoffId };
    await product.setNow('2026-12-14T07:10:00Z');
  });
  test.afterAll(async () => {
    await product.stop();
  });

  test('the alarm comes first, every figure opens what it counts, a dispute is settled', async ({ page }) => {
    const { url } = product;
    const { people } = company;
    await actAs(page, url, people.head);
    await page.goto(`${url}/relay`);
    const records = page.getByRole('complementary', { name: say('reports.records') });

    await test.step('overdue checks and unanswered offers are the first alarm', async () => {
      await expect(page.getByText(/проверк\S* просрочен/).first()).toBeVisible();
      await expect(page.getByText(say('reports.alarm_offers', { count: 1 }))).toBeVisible();
      await page.getByRole('button', { name: /^Показать \d/ }).click();
      await expect(records.getByRole('link', { name: 'Администрация города Мурома' })).toBeVisible();
      const late = page.locator('section').filter({ has: page.getByRole('heading', { name: say('handoffs.late') }) });
      await expect(late.getByRole('link', { name: 'Администрация города Судогды' })).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('the funnel says n of N and opens the list behind it', async () => {
      const step = page.getByRole('row', { name: new RegExp(`^${say('reports.figure.decision_maker')}`) });
      await step.getByRole('button', { name: '3 из 3' }).click();
      await page.getByRole('button', { name: say('reports.open_records', { count: 3 }) }).click();
      await expect(records.getByText(say('reports.formula.decision_maker'))).toBeVisible();
      await expect(records.getByRole('link', { name: /^Администрация города/ })).toHaveCount(3);
    });

    await test.step('the load of a person opens the clients whom they hold', async () => {
      const stage = page.getByRole('region', { name: say('reports.role.need_development') });
      const load = stage.getByRole('listitem').filter({ hasText: 'Ладогин' });
      await load.getByRole('link', { name: '3 из 60' }).click();
      await expect(page).toHaveURL(/\/clients\?/);
      await expect(page.getByText('Администрация города Мурома').first()).toBeVisible();
      await expect(page.getByText('Администрация города Судогды').first()).toBeVisible();
    });

    await test.step('coverage is cut by region and by person, and opens its clients as well', async () => {
      await page.goto(`${url}/coverage`);
      await page
        .getByRole('button', { name: new RegExp(`^Владимирская область, ${say('reports.figure.register')}: 3`) })
        .click();
      await expect(records.getByRole('link', { name: 'Администрация города Вязники' })).toBeVisible();
      await page.getByRole('radio', { name: say('reports.by.holder') }).check({ force: true });
      await expect(page.getByRole('row', { name: new RegExp(`^${people.development.name}`) })).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('the dispute is settled with words that the journal keeps', async () => {
      await page.goto(`${url}/relay`);
      const disputes = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: new RegExp(`^${say('handoffs.disputes')}`) }) });
      await disputes.getByRole('link', { name: 'Администрация города Вязники' }).click();
      await page.getByLabel(say('handoffs.settle_text')).fill('Схема на месте, пакет полный');
      await page.getByRole('button', { name: /^Принять передачу/ }).click();
      const params = { id: clients.disputed };
      await expect.poll(async () => (await ask(page, url, showHandoff, { params })).state).toBe('accepted');
      await expect(page.getByText('Схема на месте, пакет полный').first()).toBeVisible();
    });

    await test.step('what one has done stands in the journal under their name, sign-ins only when they are asked for', async () => {
      await page.goto(`${url}/people`);
      await page.getByRole('main').getByText(people.head.name, { exact: true }).click();
      await page.getByRole('link', { name: say('people.in_journal') }).click();
      await expect(page.getByText('Схема на месте, пакет полный')).toBeVisible();
      const entries = page.getByRole('list').filter({ hasText: people.head.name }).getByRole('listitem');
      await expect(entries.filter({ hasText: say('action.session.opened') })).toHaveCount(0);
      await page.getByRole('button', { name: say('journal.about') }).click();
      await page.getByRole('menuitemradio', { name: say('journal.about_sign_ins') }).click();
      await expect(entries.filter({ hasText: say('action.session.opened') }).first()).toBeVisible();
      await expect(page.getByText('Схема на месте, пакет полный')).toHaveCount(0);
      await expectAccessible(page);
    });
  });

  test('an address that leads nowhere says so and leaves the navigation', async ({ page }) => {
    await actAs(page, product.url, company.people.head);
    await page.goto(`${product.url}/nowhere`);
    await expect(page.getByText(say('app.no_page'), { exact: true }).first()).toBeVisible();
    await page.getByRole('link', { name: say('app.to_desk') }).click();
    await expect(page).toHaveURL(/\/relay/);
  });

  test('a role is dropped against the guard, a colleague is away with a deputy, another leaves with work', async ({
    page,
  }) => {
    const { url } = product;
    const { people } = company;
    await actAs(page, url, people.head);

    await test.step('the telemarketer is dropped with a reason, every consequence in sight before the click', async () => {
      await page.goto(`${url}/structure`);
      await page
        .getByRole('row', { name: /^Телемаркетолог/ })
        .or(page.getByRole('listitem').filter({ hasText: /^Телемаркетолог/ }))
        .getByRole('button', { name: say('structure.drop') })
        .first()
        .click();
      const panel = page.getByRole('complementary').filter({ hasText: say('structure.drop_note') });
      await expect(panel.getByText(say('structure.program_disagrees'))).toBeVisible();
      for (const what of ['functions', 'work', 'handoffs', 'load', 'people'] as const) {
        await expect(panel.getByText(say(`structure.consequence.${what}`), { exact: true })).toBeVisible();
      }
      await expect(panel.getByText(new RegExp(people.telemarketer.name)).first()).toBeVisible();
      await expectAccessible(page);
      // While the reason is missing the button says so and leads to it.
      const drop = panel.getByRole('button', { name: new RegExp(`^${say('structure.drop_submit')}`) });
      await expect(drop).toHaveAttribute('aria-disabled', 'true');
      await drop.focus();
      await page.keyboard.press('Enter');
      await expect(panel.getByLabel(say('structure.field.drop_reason'))).toBeFocused();
      await page.keyboard.type('Рынок мал, актуальность проверят менеджеры');
      await drop.click();
      await expect(page.getByText(say('structure.dropped', { position: 'Телемаркетолог' })).first()).toBeVisible();
      const { positions } = await ask(page, url, showStructure, { query: {} });
      expect(positions.map(({ kind }) => kind)).not.toContain('telemarketer');
    });

    await test.step('somebody is away: the days, the reason, the deputy', async () => {
      await page.goto(`${url}/people`);
      await page.getByRole('row', { name: new RegExp(people.engineer.name) }).click();
      await page
        .getByRole('button', { name: say('people.record_absence') })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: say('people.first_day') }).fill('15.12.2026');
      await dialog.getByRole('textbox', { name: say('people.last_day') }).fill('25.12.2026');
      await pick(page, say('people.deputy'), people.clerk.name);
      await page.keyboard.press('Control+Enter');
      await expect(dialog).toHaveCount(0);
      await expect(page.getByText(people.clerk.name).first()).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('somebody leaves: not before the work has a successor, then everything passes at once', async () => {
      await page.getByRole('row', { name: new RegExp(people.development.name) }).click();
      await page.getByRole('button', { name: say('people.departure') }).click();
      const panel = page
        .getByRole('complementary')
        .filter({ hasText: say('structure.departure_title', { name: people.development.name }) });
      const depart = panel.getByRole('button', { name: new RegExp(`^${say('structure.departure_submit')}`) });
      if ((await depart.getAttribute('aria-disabled')) !== 'true') {
        // Somebody has been proposed; without them the work would stay.
        await panel.getByRole('button', { name: say('ui.clear') }).click();
      }
      await expect(panel.getByText(/^Без хозяина останутся/).first()).toBeVisible();
      await expect(depart).toHaveAttribute('aria-disabled', 'true');
      await pick(page, say('structure.field.successor'), people.delivery.name);
      await expectAccessible(page);
      await depart.click();
      await expect
        .poll(async () => (await ask(page, url, readClientRoute, { params: { id: clients.kept } })).holder?.id)
        .toBe(people.delivery.id);
    });
  });
});

/** Finds a colleague by the family name and takes them. */
async function pick(page: Page, label: string, name: string): Promise<void> {
  await page
    .locator('input')
    .and(page.getByLabel(label))
    .fill(name.split(' ')[0] ?? '');
  await page.getByRole('option', { name: new RegExp(name) }).click();
}
