import { listSteps } from '#modules/activities/contract.ts';
import { editContactRoute, listContactsRoute } from '#modules/clients/contacts/contract.ts';
import { readClientRoute } from '#modules/clients/contract.ts';
import { listClientsRoute } from '#modules/clients/listing/contract.ts';
import {
  moveDealRoute,
  openDealRoute,
  recordExitEvidenceRoute,
  showDealRoute,
  signDealRoute,
} from '#modules/deals/contract.ts';
import { saveHandoverRoute } from '#modules/deals/handover/contract.ts';
import { listMyHandoffs, offerOneHandoff, showHandoff } from '#modules/handoffs/contract.ts';
import { determineRelevanceRoute, listClientNeeds, recordEvidenceRoute } from '#modules/needs/contract.ts';
import {
  clientProjectsRoute,
  commissionRoute,
  reachMilestoneRoute,
  recordActRoute,
  recordPaymentRoute,
  settlePromiseRoute,
  showProject,
} from '#modules/projects/contract.ts';
import { giveVerdictRoute, readBriefRoute, saveBriefRoute } from '#modules/qualification/contract.ts';
import { actAs, ask, type Company, foundCompany, type Role } from './harness/company.ts';
import { type Product, startProduct } from './harness/product.ts';
import { expect, test } from './harness/test.ts';

const register = [
  'ОКТМО;Наименование;Регион;Население;Телефон',
  '17701000;Администрация города Вязники;Владимирская область;35000;+7 49233 2-11-11',
  '46701000;;Московская область;12000;+7 496 111-22-33',
].join('\n');
const name = 'Администрация города Вязники';
/** A contract of 12 million roubles, in kopecks. */
const value = 1_200_000_000;

test.describe('the relay', () => {
  let product: Product;
  let company: Company;

  test.beforeEach(async ({ browser }) => {
    product = await startProduct({ now: '2026-11-23T07:10:00Z' });
    company = await foundCompany(browser, product);
  });
  test.afterEach(async () => {
    await product.stop();
  });

  test('one client goes from a row of a register to a commissioned project, returned once at each hand-off', async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const { url } = product;
    const as = (role: Role) => actAs(page, url, company.people[role]);
    const openOffer = async (state: 'to_answer' | 'returned') => {
      const mine = await ask(page, url, listMyHandoffs, {});
      const [item] = mine[state];
      if (item === undefined) throw new Error(`Nothing is ${state}`);
      await page.goto(`${url}/handoffs/${item.id}`);
      return item.id;
    };

    await test.step('the head brings the register', async () => {
      await as('head');
      await page.goto(`${url}/clients/import`);
      await page.locator('input[type=file]').setInputFiles({
        name: 'города.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(register),
      });
      await page.getByRole('combobox', { name: 'Основание звонить' }).click();
      await page.getByRole('option', { name: /личное предложение/ }).click();
      await page.getByRole('button', { name: 'Загрузить' }).click();
      await expect(page.getByRole('heading', { name: 'Что вышло' })).toBeVisible();
    });
    const { items } = await ask(page, url, listClientsRoute, { query: {} });
    expect(items.map((client) => client.name)).toEqual([name]);
    const clientId = items[0]?.id ?? '';
    const client = () => ask(page, url, readClientRoute, { params: { id: clientId } });
    expect(await client()).toMatchObject({ state: 'cold', holder: null });

    await test.step('the telemarketer takes the next client and nobody answers', async () => {
      await as('telemarketer');
      await page.goto(`${url}/calling`);
      await page.getByRole('button', { name: /^Взять следующего клиента/ }).click();
      await expect(page.getByRole('heading', { name })).toBeVisible();
      await page.getByRole('button', { name: /Нет ответа/ }).click();
      await expect(page.getByRole('button', { name: /^Взять следующего клиента/ })).toBeVisible();
    });

    await test.step('next day somebody answers: the brief fills and the client is qualified', async () => {
      await product.setNow('2026-11-24T07:30:00Z');
      await as('telemarketer');
      await page.goto(`${url}/calling`);
      await page.getByRole('button', { name: /^Взять следующего клиента/ }).click();
      await expect(page.getByRole('heading', { name })).toBeVisible();
      const brief = await ask(page, url, readBriefRoute, { params: { id: clientId } });
      await ask(page, url, saveBriefRoute, {
        params: { id: clientId },
        body: {
          version: brief.version,
          fields: {
            need: { statement: 'Освещение центральных улиц тусклое, светильники старше 20 лет', origin: 'identified' },
            relevance: {
              verdict: 'dated',
              blocker: 'budget',
              window_from: '2027-09-01',
              window_until: '2027-11-30',
              evidence: 'Средства заложат в бюджет 2027 года, сказал заместитель главы',
            },
            contact: {
              full_name: 'Орлов Семён Ильич',
              position_title: 'заместитель главы',
              decision_role: 'decision_maker',
              phone: '+7 49233 2-11-12',
            },
            next_step: { kind: 'call', title: 'Согласовать осмотр улиц', due_on: '2026-12-01' },
            sources: ['разговор'],
          },
        },
      });
      await page.reload();
      await page.getByRole('button', { name: /^Передать на развитие/ }).click();
      await expect.poll(async () => (await client()).state).toBe('in_qualification');
    });

    await test.step('the development manager returns it with a code', async () => {
      await as('development');
      await openOffer('to_answer');
      await expect(page.getByRole('heading', { name })).toBeVisible();
      await page.getByRole('radio', { name: /Не тот контакт/ }).check({ force: true });
      await page.getByLabel('Что исправить').fill('Светом ведает начальник отдела ЖКХ');
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      await expect(page.getByText('Вернули').first()).toBeVisible();
      expect(await client()).toMatchObject({
        state: 'in_qualification',
        holder: { id: company.people.telemarketer.id },
      });
    });

    await test.step('the telemarketer puts it right and offers it in the next round; it is accepted', async () => {
      await product.setNow('2026-11-25T07:30:00Z');
      await as('telemarketer');
      const [orlov] = (await ask(page, url, listContactsRoute, { params: { id: clientId } })).items;
      await ask(page, url, editContactRoute, {
        params: { id: clientId, contact_id: orlov?.contact_id ?? '' },
        body: { version: orlov?.version ?? 0, decision_role: 'influencer' },
      });
      const brief = await ask(page, url, readBriefRoute, { params: { id: clientId } });
      await ask(page, url, giveVerdictRoute, {
        params: { id: clientId },
        body: {
          version: brief.version,
          verdict: 'qualified',
          fields: {
            ...brief.fields,
            contact: {
              full_name: 'Бережная Нина Андреевна',
              position_title: 'начальник отдела ЖКХ',
              decision_role: 'decision_maker',
            },
          },
        },
      });
      await as('development');
      await openOffer('to_answer');
      await expect(page.getByRole('button', { name: /^Принять клиента/ })).toBeVisible();
      await page.keyboard.press('a');
      await expect(page.getByText('Принята', { exact: true }).first()).toBeVisible();
      expect(await client()).toMatchObject({ state: 'in_development', holder: { id: company.people.development.id } });
    });

    const dealId =
      await test.step('months later the need is actual, relevant now, and becomes a signed contract', async () => {
        await product.setNow('2027-09-06T07:30:00Z');
        await as('development');
        const contacts = await ask(page, url, listContactsRoute, { params: { id: clientId } });
        const buyer = contacts.items.find((contact) => contact.full_name.startsWith('Бережная'));
        const needs = await ask(page, url, listClientNeeds, { params: { id: clientId } });
        const need = needs.items[0];
        if (need === undefined || buyer === undefined) throw new Error('Neither need nor buyer came with the hand-off');
        expect(need).toMatchObject({ status: 'actual', verdict: 'dated' });
        const shown = await ask(page, url, recordEvidenceRoute, {
          params: { id: need.id },
          body: {
            version: need.version,
            on_day: '2027-09-06',
            contact_id: buyer.contact_id,
            form: 'letter',
            said: 'Просим обследовать сети наружного освещения',
          },
        });
        await ask(page, url, determineRelevanceRoute, {
          params: { id: need.id },
          body: { version: shown.version, verdict: 'now', evidence: 'Деньги выделены решением совета' },
        });
        let deal = await ask(page, url, openDealRoute, {
          params: { id: clientId },
          body: { need_id: need.id, value_minor: value, margin_minor: 200_000_000, expected_on: '2027-12-20' },
        });
        const params = { id: deal.id };
        const show = async (day: string) => {
          for (const criterion of deal.criteria.filter((one) => one.stage === deal.stage && one.required && !one.met)) {
            deal = await ask(page, url, recordExitEvidenceRoute, {
              params,
              body: { criterion_id: criterion.id, on_day: day, said: 'Показано письмом администрации' },
            });
          }
        };
        for (const [to, moment] of [
          ['offer', '2027-10-04'],
          ['decision', '2027-11-08'],
          ['contract', '2027-12-06'],
        ] as const) {
          await product.setNow(`${moment}T07:30:00Z`);
          await as('development');
          await show(moment);
          deal = await ask(page, url, moveDealRoute, { params, body: { version: deal.version, to } });
        }
        expect(await client()).toMatchObject({ state: 'contracting' });
        await show('2027-12-06');
        await product.setNow('2027-12-20T07:30:00Z');
        await as('development');
        await ask(page, url, signDealRoute, {
          params,
          body: { version: deal.version, contract_number: 'МК-17/2027', signed_on: '2027-12-20' },
        });
        return deal.id;
      });

    await test.step('with the handover sheet filled it is offered to delivery, which returns it as incomplete', async () => {
      const sheet = {
        scope: 'Замена 820 светильников на 14 улицах с пуском и наладкой',
        promises: [{ said: 'Центральная площадь засветится к 9 мая', due_on: '2028-05-09' }],
        no_promises: false,
        risks: [{ said: 'Опоры на улице Ленина в аварийном состоянии', answer: 'Обследовать до монтажа' }],
        no_risks: false,
        economics: 'Маржа 2 млн, аванс 30 процентов',
        payments: [
          { title: 'Аванс', due_on: '2028-01-31', amount_minor: 360_000_000, of_savings: false },
          { title: 'Окончательный расчёт', due_on: '2028-08-31', amount_minor: 840_000_000, of_savings: false },
        ],
        milestones: [
          { title: 'Поставка светильников', planned_on: '2028-03-31' },
          { title: 'Монтаж и наладка', planned_on: '2028-07-31' },
        ],
        needs_owner_id: null,
      };
      await ask(page, url, saveHandoverRoute, { params: { id: dealId }, body: { version: 0, ...sheet } });
      await ask(page, url, offerOneHandoff, {
        body: { kind: 'H2', client_id: clientId, subject: { kind: 'deal', id: dealId }, note: 'Заказчик ждёт звонка' },
      });
      await as('delivery');
      await openOffer('to_answer');
      await expect(page.getByText('Замена 820 светильников').first()).toBeVisible();
      await page.getByRole('radio', { name: /Неполный пакет/ }).check({ force: true });
      await page.getByLabel('Что исправить').fill('Нет этапа обследования опор');
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      await expect(page.getByText('Вернули').first()).toBeVisible();

      await product.setNow('2027-12-21T07:30:00Z');
      await as('development');
      await ask(page, url, saveHandoverRoute, {
        params: { id: dealId },
        body: {
          ...{ version: 1, ...sheet },
          milestones: [{ title: 'Обследование опор', planned_on: '2028-02-15' }, ...sheet.milestones],
        },
      });
      const id = await openOffer('returned');
      await page.getByRole('button', { name: /^Предложить снова/ }).click();
      await page.getByRole('button', { name: new RegExp(`^Предложить: ${company.people.delivery.name}`) }).click();
      await expect.poll(async () => (await ask(page, url, showHandoff, { params: { id } })).round).toBe(2);
      await as('delivery');
      await openOffer('to_answer');
      await expect(page.getByText('Обследование опор').first()).toBeVisible();
      await page.getByRole('button', { name: /^Принять клиента/ }).click();
      await expect(page.getByText('Принята', { exact: true }).first()).toBeVisible();
      expect(await client()).toMatchObject({ state: 'in_delivery', holder: { id: company.people.delivery.id } });
    });

    await test.step('the project manager brings the project to commissioning', async () => {
      const [line] = (await ask(page, url, clientProjectsRoute, { params: { id: clientId } })).items;
      const params = { id: line?.id ?? '' };
      await page.goto(`${url}/projects/${params.id}`);
      await expect(page.getByText('МК-17/2027').first()).toBeVisible();
      let project = await ask(page, url, showProject, { params });
      expect(project.plan.map((milestone) => milestone.title)).toEqual([
        'Обследование опор',
        'Поставка светильников',
        'Монтаж и наладка',
      ]);
      for (const milestone of project.plan) {
        await product.setNow(`${milestone.planned_on}T09:00:00Z`);
        await as('delivery');
        project = await ask(page, url, reachMilestoneRoute, {
          params: { ...params, part_id: milestone.id },
          body: { version: milestone.version, reached_on: milestone.planned_on },
        });
      }
      await product.setNow('2028-08-31T09:00:00Z');
      await as('delivery');
      await ask(page, url, recordActRoute, {
        params,
        body: { number: 'КС-2 № 1', signed_on: '2028-08-10', amount_minor: value },
      });
      for (const [received_on, amount_minor] of [
        ['2028-01-28', 360_000_000],
        ['2028-08-30', 840_000_000],
      ] as const) {
        await ask(page, url, recordPaymentRoute, { params, body: { received_on, amount_minor } });
      }
      project = await ask(page, url, showProject, { params });
      for (const promise of project.promises) {
        await ask(page, url, settlePromiseRoute, {
          params: { ...params, part_id: promise.id },
          body: { version: promise.version, state: 'kept' },
        });
      }
      project = await ask(page, url, showProject, { params });
      expect(project.paid_minor).toBe(value);
      await ask(page, url, commissionRoute, {
        params,
        body: {
          version: project.version,
          commissioned_on: '2028-08-31',
          warranty_until: '2033-08-31',
          reference_note: 'Готовы показать площадь соседям',
        },
      });
      expect(await client()).toMatchObject({ state: 'delivered' });
      await page.goto(`${url}/clients/${clientId}`);
      await expect(page.getByRole('heading', { name }).first()).toBeVisible();
      await expect(page.getByText('сдан', { exact: false }).first()).toBeVisible();
    });
    expect((await ask(page, url, showDealRoute, { params: { id: dealId } })).outcome).toBe('signed');
    await ask(page, url, listSteps, { query: {} });
  });
});
