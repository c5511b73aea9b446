import { listOfficeTasks } from '#modules/back-office/contract.ts';
import { addContactRoute } from '#modules/clients/contacts/contract.ts';
import { createClientRoute, editClientRoute, readClientRoute } from '#modules/clients/contract.ts';
import { listClientNeeds } from '#modules/needs/contract.ts';
import { listSupportRequests } from '#modules/support/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany } from './harness/company.ts';
import { choose, form, save, say } from './harness/forms.ts';
import { type Product, startProduct } from './harness/product.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

test.describe('the desk of the development manager', () => {
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

  test('a client is taken, its need proven and found timely, a deal opened, an expert and the back office asked', async ({
    page,
  }) => {
    const { url } = product;
    await actAs(page, url, company.people.head);
    const { id } = await ask(page, url, createClientRoute, { body: { name: 'Администрация города Вязники' } });
    await ask(page, url, addContactRoute, {
      params: { id },
      body: { full_name: 'Бережная Нина Андреевна', position_title: 'начальник отдела ЖКХ' },
    });
    await actAs(page, url, company.people.development);
    await page.goto(`${url}/clients/${id}`);

    await test.step('the first step may not stand in the past: the refusal is at its field', async () => {
      await page.getByRole('button', { name: say('app.take_client') }).click();
      await form(page).getByLabel(say('clients.first_step')).fill('Показать расчёт главе');
      await form(page)
        .getByRole('textbox', { name: say('clients.step_day') })
        .fill('20.11.2026');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+Enter');
      const day = form(page).getByRole('textbox', { name: say('clients.step_day') });
      await expect(day).toHaveAttribute('aria-invalid', 'true');
      await day.fill('27.11.2026');
      await page.keyboard.press('Tab');
      await save(page);
      await expect(page.getByText('Показать расчёт главе').first()).toBeVisible();
    });

    await test.step('the need becomes actual by the word of the buyer, and timely by a verdict', async () => {
      await page
        .getByRole('button', { name: say('needs.new'), exact: true })
        .first()
        .click();
      await form(page).getByLabel(say('needs.field.subject')).fill('Замена ламп ДРЛ на светодиоды');
      await save(page);
      await page.getByRole('button', { name: /^Замена ламп ДРЛ/ }).click();
      await page
        .getByRole('button', { name: say('needs.evidence_button') })
        .first()
        .click();
      await choose(page, say('needs.field.who_said'), /Бережная/);
      await form(page).getByLabel(say('needs.field.said')).fill('Половина ламп не горит, просим посчитать');
      await save(page);
      await page.keyboard.press('v');
      await form(page)
        .getByRole('radio', { name: say('needs.verdict.now') })
        .check({ force: true });
      await form(page).getByLabel(say('needs.field.evidence')).fill('Деньги выделены решением совета');
      await save(page);
      const { items } = await ask(page, url, listClientNeeds, { params: { id } });
      expect(items).toMatchObject([{ status: 'actual', verdict: 'now' }]);
    });

    await test.step('a deal opens from it and says what the next stage misses', async () => {
      await page
        .getByRole('button', { name: say('deals.open_submit') })
        .first()
        .click();
      await form(page).getByLabel(say('deals.field.value')).fill('36000000');
      await save(page);
      await expect(page.getByText(/не хватает \d+ доказательств/).first()).toBeVisible();
    });

    await test.step('an expert is asked without the inputs: the brief returns at once', async () => {
      await page.keyboard.press('s');
      await choose(page, say('support.type'), /Светотехнический расчёт/);
      await form(page).getByLabel(say('support.question')).fill('Хватит ли 80 Вт через 35 метров?');
      await save(page);
      const { items } = await ask(page, url, listSupportRequests, { query: { client_id: id } });
      expect(items).toMatchObject([{ status: 'brief_incomplete', due_at: null }]);
    });

    await test.step('the back office is asked for an offer', async () => {
      await page.keyboard.press('b');
      await choose(page, say('office.kind'), say('office.type.commercial_offer'));
      for (const input of await form(page).locator('input[name^="inputs/"]').all()) await input.fill('По перечню улиц');
      await save(page);
      const { items } = await ask(page, url, listOfficeTasks, { query: { client_id: id } });
      expect(items).toMatchObject([{ type_key: 'commercial_offer', status: 'requested' }]);
      await page.getByRole('tab', { name: say('app.tab.services') }).click();
      await expect(page.getByText('Светотехнический расчёт').first()).toBeVisible();
      await expect(page.getByText(say('office.type.commercial_offer')).first()).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('two edit one card: the second chooses between both', async () => {
      await page.getByRole('button', { name: say('app.edit_client') }).click();
      await form(page).getByLabel(say('clients.field.settlement')).fill('Вязники');
      await actAs(page, url, company.people.head);
      const { version = 0 } = await ask(page, url, readClientRoute, { params: { id } });
      await ask(page, url, editClientRoute, { params: { id }, body: { version, settlement: 'г. Вязники' } });
      await actAs(page, url, company.people.development);
      await page.keyboard.press('Control+Enter');
      const conflict = page.getByRole('dialog', { name: say('ui.conflict') });
      await expect(conflict).toContainText('г. Вязники');
      await expect(conflict).toContainText(company.people.head.name);
      await expectAccessible(page);
      await conflict.getByRole('button', { name: new RegExp(say('ui.keep')) }).click();
      await conflict.getByRole('button', { name: say('ui.save') }).click();
      await expect(conflict).toHaveCount(0);
      expect(await ask(page, url, readClientRoute, { params: { id } })).toMatchObject({ settlement: 'Вязники' });
    });

    await test.step('the horizon shows the client; its step is done by a key, and not without a next one', async () => {
      await product.setNow('2026-11-27T07:10:00Z');
      await actAs(page, url, company.people.development);
      await page.goto(`${url}/horizon`);
      const row = page.getByRole('button', { name: /Показать расчёт главе/ });
      await row.focus();
      await page.keyboard.press('e');
      await form(page).getByLabel(say('activities.field.outcome')).fill('Глава согласен');
      await page.keyboard.press('Control+Enter');
      await expect(
        form(page).getByRole('button', { name: new RegExp(say('activities.missing.next_title')) }),
      ).toBeVisible();
      await form(page).getByLabel(say('activities.field.title')).fill('Собрать замечания');
      await form(page)
        .getByRole('textbox', { name: say('activities.field.due_on') })
        .fill('04.12.2026');
      await page.keyboard.press('Tab');
      await save(page);
      await expect(row).toHaveCount(0);
      await expectAccessible(page);
    });

    await test.step('the same desk on a phone', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${url}/horizon`);
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, 'pixels beyond the right edge').toBeLessThanOrEqual(0);
      await expectAccessible(page);
      await takeScreens(page, 'horizon', ['phone']);
    });
  });
});
