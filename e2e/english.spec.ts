import type { Page } from '@playwright/test';
import { readClientRoute } from '#modules/clients/contract.ts';
import { listClientsRoute } from '#modules/clients/listing/contract.ts';
import { listClientDealsRoute, moveDealRoute, recordExitEvidenceRoute } from '#modules/deals/contract.ts';
import { saveHandoverRoute } from '#modules/deals/handover/contract.ts';
import { listMyHandoffs } from '#modules/handoffs/contract.ts';
import { clientProjectsRoute, showProject } from '#modules/projects/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask, type Company, foundCompany, type Role } from './harness/company.ts';
import { choose, form, save, sayInEnglish as say } from './harness/forms.ts';
import { type Product, startProduct } from './harness/product.ts';
import { expect, test } from './harness/test.ts';

const name = 'Vyazniki Town Administration';
const today = '2026-11-23';

test.use({ locale: 'en-GB' });

test.describe('the relay in English', () => {
  // The second test takes the client on where the first has brought it.
  test.describe.configure({ timeout: 240_000, mode: 'serial' });
  let product: Product;
  let company: Company;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct({ now: `${today}T07:10:00Z` });
    company = await foundCompany(browser, product, 'en');
  });
  test.afterAll(async () => {
    await product.stop();
  });

  const as = (role: Role, page: Page) => actAs(page, product.url, company.people[role]);
  const client = async (page: Page) => {
    const { items } = await ask(page, product.url, listClientsRoute, { query: {} });
    return ask(page, product.url, readClientRoute, { params: { id: items[0]?.id ?? '' } });
  };
  /** Takes the offer that waits for this colleague by the key, having read it. */
  const accept = async (role: Role, page: Page) => {
    await as(role, page);
    const [offer] = (await ask(page, product.url, listMyHandoffs, {})).to_answer;
    await page.goto(`${product.url}/handoffs/${offer?.id}`);
    await expect(page.getByRole('button', { name: new RegExp(`^${say('handoffs.accept')}`) })).toBeVisible();
    await speaksEnglish(page);
    await page.keyboard.press('a');
    await expect.poll(async () => (await client(page)).holder?.full_name).toBe(company.people[role].name);
  };

  test('a client goes from a form to those who develop, and no screen on the way speaks Russian', async ({ page }) => {
    const { url } = product;
    await test.step('the head enters the client by a form, with a number and the basis to call it', async () => {
      await as('head', page);
      await page.goto(`${url}/clients`);
      await speaksEnglish(page);
      await page
        .getByRole('button', { name: say('clients.new') })
        .first()
        .click();
      await form(page).getByLabel(say('clients.field.name'), { exact: true }).fill(name);
      await form(page)
        .getByLabel(`${say('ui.phone')} 1`)
        .fill('+7 495 123-45-67');
      await save(page);
      const { id } = await client(page);
      await page.goto(`${url}/clients/${id}`);
      await page.getByRole('button', { name: say('app.edit_client') }).click();
      await choose(page, say('clients.field.call_basis'), say('clients.basis.individual_offer'));
      await speaksEnglish(page);
      await save(page);
      await page.goto(`${url}/relay`);
      await expect(page.getByRole('heading', { name: say('reports.funnel') })).toBeVisible();
      await speaksEnglish(page);
    });

    await test.step('the telemarketer talks, fills the brief and hands the client over', async () => {
      await as('telemarketer', page);
      await page.goto(`${url}/calling`);
      await page.getByRole('button', { name: new RegExp(`^${say('calling.take_next')}`) }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await page.keyboard.press('Enter');
      await page.getByPlaceholder(say('qualification.need_example')).fill('Replace 1,870 lamps in 14 streets');
      await page.getByRole('radio', { name: say('qualification.origin.identified') }).check();
      await page.getByRole('radio', { name: say('qualification.relevance.now') }).check();
      await page.getByPlaceholder(say('qualification.evidence_example')).fill('The council has voted the money');
      await page.getByPlaceholder(say('qualification.contact_name')).fill('Nina Berezhnaya');
      await page.getByPlaceholder(say('qualification.row.role_short'), { exact: true }).click();
      await page.getByRole('option', { name: say('qualification.role.decision_maker') }).click();
      await page.getByPlaceholder(say('qualification.step_example')).fill('Show the calculation');
      await page.getByPlaceholder(say('qualification.step_on')).fill('23.11.2026');
      await page.getByRole('button', { name: say('qualification.source.talk'), exact: true }).click();
      await speaksEnglish(page);
      await page.keyboard.press('Control+Enter');
      await expect.poll(async () => (await client(page)).state).toBe('in_qualification');
      await expect(page.getByText(new RegExp(`^${name}: offered`)).first()).toBeVisible();
      await speaksEnglish(page);
    });
  });

  test('it goes on from the need to a signed contract and a milestone, in English all the way', async ({ page }) => {
    const { url } = product;
    await test.step('the development manager accepts by a key and opens the deal from the need', async () => {
      await accept('development', page);
      await page.goto(`${url}/horizon`);
      await expect(page.getByText('Show the calculation').first()).toBeVisible();
      await speaksEnglish(page);
      await page.goto(`${url}/clients/${(await client(page)).id}`);
      await page
        .getByRole('button', { name: say('deals.open_submit') })
        .first()
        .click();
      await form(page).getByLabel(say('deals.field.value')).fill('12000000');
      await speaksEnglish(page);
      await save(page);
      await expect(page.getByRole('region', { name: say('deals.title_one') })).toContainText('12');
      await speaksEnglish(page);
      await expectAccessible(page);
    });

    await test.step('it is signed and offered to those who deliver', async () => {
      const params = { id: (await client(page)).id };
      const deal = async () => {
        const [found] = (await ask(page, url, listClientDealsRoute, { params })).items;
        if (found === undefined) throw new Error('There is no deal');
        return found;
      };
      for (const to of ['offer', 'decision', 'contract', null] as const) {
        const { id, stage, criteria } = await deal();
        for (const criterion of criteria.filter((one) => one.stage === stage && one.required && !one.met)) {
          const body = { criterion_id: criterion.id, on_day: today, said: 'Shown by a letter of the administration' };
          await ask(page, url, recordExitEvidenceRoute, { params: { id }, body });
        }
        const { version } = await deal();
        if (to !== null) await ask(page, url, moveDealRoute, { params: { id }, body: { version, to } });
      }
      await page.getByRole('button', { name: say('deals.sign_submit'), exact: true }).click();
      await form(page).getByLabel(say('deals.field.contract_number')).fill('MK-17/2026');
      await speaksEnglish(page);
      await save(page);
      await ask(page, url, saveHandoverRoute, {
        params: { id: (await deal()).id },
        body: {
          version: 0,
          scope: 'Replacement of 820 lights in 14 streets',
          promises: [{ said: 'The square shines by the 9th of May', due_on: '2027-05-09' }],
          no_promises: false,
          risks: [],
          no_risks: true,
          economics: 'A margin of 2 million, 30 per cent in advance',
          payments: [{ title: 'Advance', due_on: '2027-01-31', amount_minor: 1_200_000_000, of_savings: false }],
          milestones: [{ title: 'Delivery of the lights', planned_on: '2027-02-15' }],
          needs_owner_id: null,
        },
      });
      // The page has heard of the sheet by then: the button no longer says what is missing.
      await expect(page.getByRole('button', { name: say('deals.hand_over') })).toBeVisible();
      await page.keyboard.press('h');
      await expect(form(page).getByText(say('deals.criterion.scope'))).toBeVisible();
      await speaksEnglish(page);
      await page.keyboard.press('a');
      await expect(form(page)).toHaveCount(0);
    });

    await test.step('the project manager accepts and reaches the first milestone', async () => {
      await accept('delivery', page);
      const [line] = (await ask(page, url, clientProjectsRoute, { params: { id: (await client(page)).id } })).items;
      const params = { id: line?.id ?? '' };
      await page.goto(`${url}/projects/${params.id}`);
      await expect(page.getByRole('button', { name: new RegExp(`^${say('projects.reach')}`) })).toBeVisible();
      await speaksEnglish(page);
      await page.keyboard.press('e');
      await expect(form(page)).toBeVisible();
      await speaksEnglish(page);
      await save(page);
      expect(await ask(page, url, showProject, { params })).toMatchObject({ plan: [{ reached_on: today }] });
      for (const address of ['/profile', '/clients', '/handoffs']) {
        await page.goto(url + address);
        await expect(page.getByRole('main').getByRole('heading').first()).toBeAttached();
        await speaksEnglish(page);
      }
    });
  });
});

/** Everything in this company is written in English: whatever Russian stands on a page the program has put there. */
async function speaksEnglish(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('main').getByText(/\S{3}/).first()).toBeVisible();
  const said = await page.evaluate(() => {
    const attributes = ['aria-label', 'placeholder', 'title', 'alt'];
    const labels = [...document.querySelectorAll('*')].flatMap((one) =>
      attributes.map((attribute) => one.getAttribute(attribute) ?? ''),
    );
    return [...document.body.innerText.split('\n'), ...labels, document.title];
  });
  // The other language is offered by its own name.
  expect(said.filter((line) => /[а-яё]/i.test(line) && line !== 'Русский')).toEqual([]);
}
