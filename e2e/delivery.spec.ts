import { readClientRoute } from '#modules/clients/contract.ts';
import { clientProjectsRoute, showProject } from '#modules/projects/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { choose, form, save, say } from './harness/forms.ts';
import { founded } from './harness/founded.ts';
import { offeredToDelivery } from './harness/scene.ts';
import { expect, test } from './harness/test.ts';

test.describe('the desk of the project manager', () => {
  test.describe.configure({ timeout: 240_000 });
  const founding = founded({ now: '2026-11-23T07:10:00Z' });

  test('two contracts are taken over: one is brought to commissioning through a pause, the other ends early', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.development);
    const before = { page, url, today: '2026-11-23' };
    const first = await offeredToDelivery(before, 'Администрация города Вязники');
    const second = await offeredToDelivery(before, 'Администрация города Мурома');
    await actAs(page, url, founding.company.people.delivery);

    await test.step('the package is read as it was frozen and accepted by a key', async () => {
      await page.goto(`${url}/handoffs/${second.handoffId}`);
      await expect(page.getByText('Замена 820 светильников').first()).toBeVisible();
      await expectAccessible(page);
      for (const { handoffId } of [second, first]) {
        await page.goto(`${url}/handoffs/${handoffId}`);
        await expect(page.getByRole('button', { name: /^Принять клиента/ })).toBeVisible();
        await page.keyboard.press('a');
        await expect(page.getByText('Принята', { exact: true }).first()).toBeVisible();
      }
    });
    const projectOf = async (clientId: string) => {
      const { items } = await ask(page, url, clientProjectsRoute, { params: { id: clientId } });
      return ask(page, url, showProject, { params: { id: items[0]?.id ?? '' } });
    };

    /** By its button, or out of the menu of the rarer things. */
    const act = async (name: string) => {
      const button = page.getByRole('button', { name: new RegExp(`^${name}`) });
      await expect(page.getByRole('heading', { name: 'Замена ламп ДРЛ на светодиоды' }).first()).toBeVisible();
      if (!(await button.first().isVisible())) {
        await page.getByRole('button', { name: 'Замена ламп ДРЛ на светодиоды', exact: true }).first().click();
        await page.getByRole('menuitem', { name }).click();
      } else await button.first().click();
    };

    await test.step('the list is narrowed by what is next, saved as a view, grouped, and keeps its order in the project', async () => {
      await page.goto(`${url}/projects`);
      const rows = page.getByRole('grid', { name: 'Проекты' }).getByRole('row');
      await expect(rows).toHaveCount(3);
      const murom = rows.filter({ hasText: 'Мурома' });
      await murom.hover();
      await murom.getByRole('button', { name: 'Название проекта: изменить' }).click();
      await expect(murom.getByRole('textbox', { name: 'Название проекта' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(murom).toBeFocused();
      await page.keyboard.press('KeyF');
      await page.getByRole('combobox', { name: 'Условие' }).fill('состояние');
      await page.keyboard.press('Enter');
      await page.getByRole('combobox', { name: 'состояние' }).fill('идёт');
      await page.keyboard.press('Enter');
      await page.mouse.click(900, 20);
      await expect(page.getByText('2 проекта:')).toBeVisible();
      await page.getByRole('button', { name: 'Сохранить вид…' }).click();
      await page.getByRole('dialog').getByLabel('Название').fill('Идут');
      await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
      await expect(page.getByRole('link', { name: 'Идут' })).toHaveAttribute('aria-current', 'page');
      await expectAccessible(page);
      await page.goto(`${url}/projects?group=manager&q=Муром`);
      await page.getByRole('button', { name: /Туров.* 1$/ }).click();
      await rows.filter({ hasText: 'Мурома' }).click();
      await expect(page).toHaveURL(/\/projects\/[0-9a-f-]+\?group=manager/);
      await expect(page.getByRole('region', { name: 'Список проектов' })).not.toContainText('Вязники');
    });

    await test.step('a milestone is reached, its act and its money are recorded', async () => {
      const { id } = await projectOf(first.id);
      await founding.product.setNow('2027-01-25T09:00:00Z');
      await actAs(page, url, founding.company.people.delivery);
      await page.goto(`${url}/projects/${id}`);
      await expect(page.getByText('Поставка светильников').first()).toBeVisible();
      await expect(page.getByRole('button', { name: new RegExp(`^${say('projects.reach')}`) })).toBeVisible();
      await page.keyboard.press('e');
      await save(page);
      await page.keyboard.press('a');
      await form(page).getByLabel(say('projects.act_number')).fill('КС-2 № 1');
      await form(page).getByLabel(say('projects.act_amount')).fill('4000000');
      await save(page);
      await page.keyboard.press('p');
      await form(page).getByLabel(say('projects.payment_amount')).fill('3600000');
      await save(page);
      await expect(page.getByText('Акт № КС-2 № 1')).toBeVisible();
      expect(await projectOf(first.id)).toMatchObject({
        paid_minor: 360_000_000,
        plan: [{ reached_on: '2027-01-25' }, { reached_on: null }],
        acts: [{ amount_minor: 400_000_000 }],
      });
      await expectAccessible(page);
    });

    await test.step('the works pause with a reason and a day, and go on', async () => {
      await act(say('projects.suspend'));
      await form(page).getByLabel(say('projects.suspend_why')).fill('Зима: опоры в мерзлоте');
      await form(page)
        .getByRole('textbox', { name: say('projects.suspend_until') })
        .fill('01.03.2027');
      await page.keyboard.press('Tab');
      await save(page);
      await expect(page.getByText(/Зима: опоры в мерзлоте/).first()).toBeVisible();
      await act(say('projects.resume'));
      await expect.poll(async () => (await projectOf(first.id)).state).toBe('running');
    });

    await test.step('commissioning says what is still open; then the client is delivered', async () => {
      // The months that passed ended the sign-in: the open page may already be on its way to the sign-in page.
      await founding.product.setNow('2027-03-29T09:00:00Z');
      await actAs(page, url, founding.company.people.delivery);
      await page.goto(`${url}/projects/${(await projectOf(first.id)).id}`);
      await expect(page.getByRole('button', { name: new RegExp(`^${say('projects.reach')}`) })).toBeVisible();
      await page.keyboard.press('e');
      await save(page);
      await page.getByRole('button', { name: say('projects.keep'), exact: true }).click();
      await act(say('projects.commission'));
      await form(page)
        .getByRole('textbox', { name: say('projects.warranty') })
        .fill('29.03.2032');
      await page.keyboard.press('Tab');
      await form(page).getByLabel(say('projects.reference')).fill('Готовы показать площадь соседям');
      await save(page);
      expect(await ask(page, url, readClientRoute, { params: { id: first.id } })).toMatchObject({ state: 'delivered' });
    });

    await test.step('the other contract is terminated: by whom, why, which share was done', async () => {
      const { id } = await projectOf(second.id);
      await page.goto(`${url}/projects/${id}`);
      await act(say('projects.terminate'));
      await choose(page, say('projects.terminate_by'), say('projects.by.both'));
      await form(page).getByLabel(say('projects.terminate_why')).fill('Субсидию отозвали');
      await form(page).getByLabel(say('projects.settled')).fill('45');
      await form(page)
        .getByRole('textbox', { name: say('projects.terminate_check') })
        .fill('01.10.2027');
      await page.keyboard.press('Tab');
      await save(page);
      expect(await projectOf(second.id)).toMatchObject({
        state: 'terminated',
        settled_bp: 4500,
        terminated_by: 'both',
      });
      await page.goto(`${url}/projects?scope=ended`);
      await expect(page.getByText('Администрация города Мурома').first()).toBeVisible();
      await expect(page.getByText('Администрация города Вязники').first()).toBeVisible();
    });
  });
});
