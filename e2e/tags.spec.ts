import { createClientRoute } from '#modules/clients/contract.ts';
import { setTagsRoute } from '#modules/clients/tags/contract.ts';
import { expectAccessible } from './harness/axe.ts';
import { actAs, ask } from './harness/company.ts';
import { form, save } from './harness/forms.ts';
import { founded } from './harness/founded.ts';
import { expect, test } from './harness/test.ts';

test.describe('tags of the company', () => {
  const founding = founded({ now: '2026-11-23T07:00:00Z' });

  test('are named, coloured, merged and taken back, removed and brought back; the changes of many are looked back at', async ({
    page,
  }) => {
    const { url } = founding.product;
    await actAs(page, url, founding.company.people.head);
    const tags = [['Форум 2026', 'водоканал'], ['Водоканалы'], ['водоканал', 'Срочно']];
    for (const [at, name] of ['Тулун', 'Зима', 'Южа'].entries()) {
      const { id } = await ask(page, url, createClientRoute, { body: { name } });
      await ask(page, url, setTagsRoute, { params: { id }, body: { names: tags[at] ?? [] } });
    }

    await page.goto(`${url}/clients`);
    await page.getByRole('link', { name: 'Метки' }).click();
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await expect(row('водоканал').first()).toBeVisible();
    await expect(page.getByRole('row')).toHaveCount(5);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Изменить метку «Форум 2026»' }).click();
    await form(page).getByLabel('Название').fill('Водоканалы');
    await page.keyboard.press('Control+Enter');
    await expect(form(page)).toContainText('Метка «Водоканалы» уже есть');
    await form(page).getByLabel('Название').fill('Форум энергетиков');
    await form(page).getByRole('radio', { name: 'зелёный' }).check();
    await expectAccessible(page);
    await save(page);
    await expect(row('Форум энергетиков')).toContainText('1');

    await page.getByRole('button', { name: 'Объединить метку «водоканал» с другой' }).click();
    await form(page).getByRole('combobox', { name: 'Какая метка останется' }).fill('водоканалы');
    await page.getByRole('option', { name: 'Водоканалы' }).click();
    await save(page);
    await expect(page.getByText('Метки объединены')).toBeVisible();
    await expect(row('Водоканалы')).toContainText('3');
    await page.keyboard.press('Control+KeyZ');
    await expect(row('Водоканалы')).toContainText('1');
    await expect(page.getByRole('row')).toHaveCount(5);

    await page.getByRole('button', { name: 'Удалить метку «Срочно»' }).click();
    await expect(form(page)).toContainText('1 клиент');
    await save(page);
    await expect(page.getByRole('row')).toHaveCount(4);
    await page.getByRole('radio', { name: 'Удалённые' }).check();
    await expect(row('Срочно')).toContainText('30 дней');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Вернуть: Срочно' }).click();
    await expect(page.getByText('Удалённых меток нет')).toBeVisible();

    await page.getByRole('radio', { name: 'Действующие' }).check();
    await page.getByLabel('Название метки').fill('срочно');
    await expect(page.getByRole('row')).toHaveCount(2);
    await row('Срочно').getByRole('link', { name: '1' }).click();
    const list = page.getByRole('grid').getByRole('row');
    await expect(list).toHaveCount(2);
    await list.filter({ hasText: 'Южа' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('KeyE');
    await form(page).getByLabel('Новое значение').fill('Ивановская область');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Изменено: 1')).toBeVisible();

    await page.keyboard.press('Control+KeyK');
    await page.getByPlaceholder('Что сделать или куда перейти').fill('массовые');
    await page.keyboard.press('Enter');
    const change = row('Регион: Ивановская область').first();
    await expect(change).toContainText(founding.company.people.head.name);
    await expect(change).toContainText('готово');
    await expectAccessible(page);
    await change.getByRole('button', { name: /Вернуть как было/ }).click();
    await expect(row('Возврат: Регион: Ивановская область')).toContainText('готово');
    await expect(page.getByRole('button', { name: /Вернуть как было/ })).toHaveCount(0);
  });
});
