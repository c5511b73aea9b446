import type { Page } from '@playwright/test';
import { listClientSteps } from '#modules/activities/contract.ts';
import { listOfficeTasks } from '#modules/back-office/contract.ts';
import { addContactRoute } from '#modules/clients/contacts/contract.ts';
import { createClientRoute, editClientRoute, readClientRoute } from '#modules/clients/contract.ts';
import {
  listClientDealsRoute,
  moveDealRoute,
  openDealRoute,
  recordExitEvidenceRoute,
} from '#modules/deals/contract.ts';
import { showHandoff } from '#modules/handoffs/contract.ts';
import { listClientNeeds } from '#modules/needs/contract.ts';
import { listSupportRequests } from '#modules/support/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany } from './harness/company.ts';
import { choose, form, save, say } from './harness/forms.ts';
import { type Product, startProduct } from './harness/product.ts';
import { clientInDevelopment, offeredToDevelopment } from './harness/scene.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

const today = '2026-11-23';

test.describe('the desk of the development manager', () => {
  test.describe.configure({ timeout: 240_000 });
  let product: Product;
  let company: Company;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: `${today}T07:10:00Z` });
    company = await foundCompany(browser, product);
  });
  test.afterAll(async () => {
    await product.stop();
  });

  /** A day as the fields show it, after `days`. */
  const day = (days: number) =>
    Temporal.PlainDate.from(today).add({ days }).toLocaleString('ru-RU', {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    });
  const fillDay = async (page: Page, label: string, value: string) => {
    await form(page).getByRole('textbox', { name: label }).fill(value);
    await page.keyboard.press('Tab');
  };

  const dealOf = async (page: Page, clientId: string) => {
    const { items } = await ask(page, product.url, listClientDealsRoute, { params: { id: clientId } });
    const [deal] = items;
    if (deal === undefined) throw new Error('There is no deal');
    return deal;
  };

  test('the day: an offer is accepted by a key, a step is put off and taken back, the last one is not left without a next', async ({
    page,
  }) => {
    const { url } = product;
    await actAs(page, url, company.people.telemarketer);
    const offered = await offeredToDevelopment({ page, url, today }, 'Администрация города Кольчугино');
    await actAs(page, url, company.people.development);
    const { id } = await clientInDevelopment({ page, url, today }, 'Администрация города Мурома');
    const steps = async () => (await ask(page, url, listClientSteps, { params: { id } })).items;
    const offer = page.getByRole('button', { name: /Ответить на передачу: Администрация города Кольчугино/ });
    const row = page.getByRole('button', { name: /Мурома.*Показать расчёт главе/ });

    await test.step('offers stand beside the steps; accepting is one key', async () => {
      await page.goto(`${url}/horizon`);
      await expect(row).toBeVisible();
      await expectAccessible(page);
      await offer.click();
      await expect(page.getByRole('button', { name: /^Принять клиента/ })).toBeVisible();
      await page.keyboard.press('a');
      await expect
        .poll(async () => (await ask(page, url, showHandoff, { params: { id: offered.handoffId } })).state)
        .toBe('accepted');
      await page.goto(`${url}/horizon`);
      await expect(page.getByRole('button', { name: /Кольчугино.*Согласовать осмотр/ })).toBeVisible();
      await expect(offer).toHaveCount(0);
    });

    await test.step('put off with a reason by a key, and taken back by another', async () => {
      await row.focus();
      await page.keyboard.press('z');
      await fillDay(page, say('activities.field.due_on'), day(7));
      await form(page).getByLabel(say('activities.field.reason')).fill('Глава в отпуске');
      await save(page);
      await expect(row).toHaveCount(0);
      expect(await steps()).toMatchObject([{ due_on: '2026-11-30', postponed: 1 }]);
      await page.keyboard.press('Control+KeyZ');
      await expect(row).toBeVisible();
      expect(await steps()).toMatchObject([{ due_on: today, postponed: 0 }]);
    });

    await test.step('the last step is not finished without a next one; what was typed survives a reload', async () => {
      await row.focus();
      await page.keyboard.press('e');
      await form(page).getByLabel(say('activities.field.outcome')).fill('Глава согласен');
      await page.keyboard.press('Control+Enter');
      const lacks = form(page).getByRole('button', { name: new RegExp(say('activities.missing.next_title')) });
      await expect(lacks).toBeVisible();
      expect(await steps()).toHaveLength(1);
      await page.reload();
      await row.focus();
      await page.keyboard.press('e');
      await expect(form(page).getByLabel(say('activities.field.outcome'))).toHaveValue('Глава согласен');
      await expect(form(page).getByText(say('ui.draft_restored'))).toBeVisible();
      await form(page)
        .getByRole('textbox', { name: say('activities.field.title') })
        .fill('Собрать замечания');
      await fillDay(page, say('activities.field.due_on'), day(11));
      await save(page);
      await expect(row).toHaveCount(0);
      expect(await steps()).toMatchObject([{ title: 'Собрать замечания', due_on: '2026-12-04' }]);
    });

    await test.step('the same desk on a phone', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${url}/horizon`);
      await expect(page.getByText('Согласовать осмотр').first()).toBeVisible();
      await staysInside(page);
      await expectAccessible(page);
      await takeScreens(page, 'horizon', ['phone']);
      await page.goto(`${url}/clients/${id}`);
      await expect(page.getByText('Собрать замечания').first()).toBeVisible();
      await staysInside(page);
      await expectAccessible(page);
    });
  });

  test('a client is taken, its need is proven, its verdict waits in the calendar by week', async ({ page }) => {
    const { url } = product;
    await actAs(page, url, company.people.head);
    const { id } = await ask(page, url, createClientRoute, { body: { name: 'Администрация города Вязники' } });
    await ask(page, url, addContactRoute, {
      params: { id },
      body: { full_name: 'Бережная Нина Андреевна', position_title: 'начальник отдела ЖКХ' },
    });
    const needs = async () => (await ask(page, url, listClientNeeds, { params: { id } })).items;
    await actAs(page, url, company.people.development);
    await page.goto(`${url}/clients/${id}`);

    await test.step('the first step may not stand in the past: the refusal is at its field', async () => {
      await page.getByRole('button', { name: say('app.take_client') }).click();
      await form(page).getByLabel(say('clients.first_step')).fill('Показать расчёт главе');
      await fillDay(page, say('clients.step_day'), day(-3));
      await page.keyboard.press('Control+Enter');
      const field = form(page).getByRole('textbox', { name: say('clients.step_day') });
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await fillDay(page, say('clients.step_day'), day(4));
      await save(page);
      await expect(page.getByText('Показать расчёт главе').first()).toBeVisible();
    });

    await test.step('a need that we have formed becomes actual by the word of the buyer', async () => {
      await page
        .getByRole('button', { name: say('needs.new'), exact: true })
        .first()
        .click();
      await form(page).getByLabel(say('needs.field.subject')).fill('Замена ламп ДРЛ на светодиоды');
      await form(page)
        .getByRole('radio', { name: say('needs.origin.formed') })
        .check({ force: true });
      await form(page).getByLabel(say('needs.field.origin_note')).fill('Аудит показал переплату 9 млн в год');
      await save(page);
      expect(await needs()).toMatchObject([{ status: 'potential', origin: 'formed' }]);
      await page.getByRole('button', { name: /^Замена ламп ДРЛ/ }).click();
      await page
        .getByRole('button', { name: say('needs.evidence_button') })
        .first()
        .click();
      await choose(page, say('needs.field.who_said'), /Бережная/);
      await form(page).getByLabel(say('needs.field.said')).fill('Половина ламп не горит, просим посчитать');
      await save(page);
      expect(await needs()).toMatchObject([{ status: 'actual' }]);
      await expect(page.getByText('Половина ламп не горит, просим посчитать').first()).toBeVisible();
    });

    await test.step('the verdict names what blocks and when; the next check is set by itself', async () => {
      await page.keyboard.press('v');
      await form(page)
        .getByRole('radio', { name: say('needs.verdict.dated') })
        .check({ force: true });
      await fillDay(page, say('needs.field.window_from'), '01.03.2028');
      await choose(page, say('needs.field.blocker'), say('needs.blocker.budget'));
      await form(page).getByLabel(say('needs.field.unlocks')).fill('Строка в бюджете 2028 года');
      await form(page).getByLabel(say('needs.field.evidence')).fill('Бюджет 2027 года уже свёрстан');
      await save(page);
      const [need] = await needs();
      expect(need).toMatchObject({ verdict: 'dated', blocker: 'budget', window_from: '2028-03-01' });
      expect(need?.next_check_on).not.toBeNull();
      await expectAccessible(page);

      const monday = Temporal.PlainDate.from(need?.next_check_on ?? '');
      const week = monday.subtract({ days: monday.dayOfWeek - 1 });
      const words = say('needs.week_title', { day: week.toLocaleString('ru-RU'), count: 1 });
      await page.goto(`${url}/horizon`);
      await expect(page.getByRole('radio', { name: say('needs.horizon.view.weeks') })).toBeAttached();
      await page.keyboard.press('3');
      await page.getByRole('button', { name: words }).click();
      await expect(page.getByRole('row', { name: /Вязники.*бюджет/ })).toBeVisible();
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${url}/calendar`);
      await page.getByRole('button', { name: words }).click();
      await expect(page.getByText('Администрация города Вязники').first()).toBeVisible();
      await staysInside(page);
      await expectAccessible(page);
      await takeScreens(page, 'calendar', ['phone']);
    });
  });

  test('a deal goes from the need to the signature by what is shown', async ({ page }) => {
    const { url } = product;
    await actAs(page, url, company.people.development);
    const { id } = await clientInDevelopment({ page, url, today }, 'Администрация города Судогды');
    await page.goto(`${url}/clients/${id}`);

    await test.step('it opens from the need; the way on says how much is missing and leads to it', async () => {
      await page
        .getByRole('button', { name: say('deals.open_submit') })
        .first()
        .click();
      await form(page).getByLabel(say('deals.field.value')).fill('36000000');
      await save(page);
      let missing = (await dealOf(page, id)).missing.length;
      expect(missing).toBeGreaterThan(0);
      for (; missing > 0; missing--) {
        const what = say('deals.forward', { stage: say('deals.stage.offer') });
        const lacks = page.getByRole('button', { name: say('deals.lacks', { what, count: missing }) });
        await lacks.focus();
        await page.keyboard.press('Enter');
        await form(page).getByLabel(say('deals.field.said')).fill('Протокол № 14: расчёт признан');
        await save(page);
      }
      await page.getByRole('button', { name: say('deals.forward', { stage: say('deals.stage.offer') }) }).click();
      await expect.poll(async () => (await dealOf(page, id)).stage).toBe('offer');
    });

    await test.step('with the criteria of every stage shown the contract is signed; it is offered when its sheet is full', async () => {
      for (const to of ['decision', 'contract', null] as const) {
        let deal = await dealOf(page, id);
        for (const criterion of deal.criteria.filter((one) => one.stage === deal.stage && one.required && !one.met)) {
          const body = { criterion_id: criterion.id, on_day: today, said: 'Показано письмом администрации' };
          await ask(page, url, recordExitEvidenceRoute, { params: { id: deal.id }, body });
        }
        deal = await dealOf(page, id);
        if (to !== null)
          await ask(page, url, moveDealRoute, { params: { id: deal.id }, body: { version: deal.version, to } });
      }
      await page.getByRole('button', { name: say('deals.sign_submit'), exact: true }).click();
      await form(page).getByLabel(say('deals.field.contract_number')).fill('МК-17/2026');
      await save(page);
      expect(await dealOf(page, id)).toMatchObject({
        outcome: 'signed',
        contract_number: 'МК-17/2026',
        signed_on: today,
      });
      // What the sheet still lacks is said on the button, and the offer names each criterion.
      const offer = page.getByRole('button', { name: /^Передать: не хватает/ });
      await expect(offer).toHaveAttribute('aria-disabled', 'true');
      await page.keyboard.press('h');
      const missing = form(page)
        .getByRole('listitem')
        .filter({ hasText: say('handoffs.lacks') });
      await expect(missing.first()).toBeVisible();
      for (const criterion of ['scope', 'promises', 'schedule'] as const) {
        await expect(missing.filter({ hasText: say(`deals.criterion.${criterion}`) })).toHaveCount(1);
      }
      await expect(form(page).getByRole('button', { name: /не хватает/ })).toHaveAttribute('aria-disabled', 'true');
      await expectAccessible(page);
    });
  });

  test('deals are lost with a day to look again, or go back to relevance', async ({ page }) => {
    const { url } = product;
    await actAs(page, url, company.people.development);
    const before = { page, url, today };
    const others = [
      await clientInDevelopment(before, 'Администрация города Гороховца'),
      await clientInDevelopment(before, 'Администрация города Камешково'),
    ];
    for (const other of others) {
      const body = { need_id: other.needId, value_minor: 1_500_000_000 };
      await ask(page, url, openDealRoute, { params: { id: other.id }, body });
    }
    const [lost, postponed] = others;
    await page.goto(`${url}/clients/${lost?.id}`);
    await rarer(page, say('deals.lose_menu'));
    await form(page).getByLabel(say('deals.field.why_lost')).fill('Дешевле на 12 %');
    await form(page).getByLabel(say('deals.field.lost_to')).fill('Светосила');
    await fillDay(page, say('needs.field.look_on'), '01.10.2027');
    await save(page);
    expect(await dealOf(page, lost?.id ?? '')).toMatchObject({ outcome: 'lost', lost_to: 'Светосила' });
    expect(await ask(page, url, readClientRoute, { params: { id: lost?.id ?? '' } })).toMatchObject({
      state: 'lost',
    });

    await page.goto(`${url}/clients/${postponed?.id}`);
    await rarer(page, say('deals.postpone_menu'));
    await form(page).getByLabel(say('deals.field.why_postponed')).fill('Бюджет срезали');
    await fillDay(page, say('needs.field.window_from'), '01.03.2028');
    await choose(page, say('needs.field.blocker'), say('needs.blocker.budget'));
    await form(page).getByLabel(say('needs.field.evidence')).fill('Решение совета от 20.11');
    await save(page);
    expect(await dealOf(page, postponed?.id ?? '')).toMatchObject({ outcome: 'postponed' });
    expect(await ask(page, url, readClientRoute, { params: { id: postponed?.id ?? '' } })).toMatchObject({
      state: 'waiting',
    });
    await page.goto(`${url}/deals?scope=postponed`);
    await expect(page.getByRole('row', { name: /Камешково/ })).toBeVisible();
    await expectAccessible(page);
  });

  test('from the page of the client an expert and the back office are asked; two edit one card', async ({ page }) => {
    const { url } = product;
    await actAs(page, url, company.people.development);
    const { id } = await clientInDevelopment({ page, url, today }, 'Администрация города Киржача');
    await page.goto(`${url}/clients/${id}`);
    await expect(page.getByText('Показать расчёт главе').first()).toBeVisible();

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
      await form(page).getByLabel(say('clients.field.settlement')).fill('Киржач');
      await actAs(page, url, company.people.head);
      const { version = 0 } = await ask(page, url, readClientRoute, { params: { id } });
      await ask(page, url, editClientRoute, { params: { id }, body: { version, settlement: 'г. Киржач' } });
      await actAs(page, url, company.people.development);
      await page.keyboard.press('Control+Enter');
      const conflict = page.getByRole('dialog', { name: say('ui.conflict') });
      await expect(conflict).toContainText('г. Киржач');
      await expectAccessible(page);
      await conflict.getByRole('button', { name: new RegExp(say('ui.keep')) }).click();
      await conflict.getByRole('button', { name: say('ui.save') }).click();
      await expect(conflict).toHaveCount(0);
      expect(await ask(page, url, readClientRoute, { params: { id } })).toMatchObject({ settlement: 'Киржач' });
    });
  });
});

/** Nothing of the page lies beyond the right edge of the screen. */
async function staysInside(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond, 'pixels beyond the right edge').toBeLessThanOrEqual(0);
}

/** One of the rarer things to be done with the deal of the client on the page. */
async function rarer(page: Page, name: string): Promise<void> {
  await page
    .getByRole('region', { name: say('deals.title_one') })
    .getByRole('button', { name: say('deals.more') })
    .click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
