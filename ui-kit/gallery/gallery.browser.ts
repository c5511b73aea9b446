import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type ServedGallery, serveGallery } from './served-gallery.ts';

/**
 * The kit in a real browser, built as for production and served under the strictest content policy: no inline script, no
 * inline style, nothing from elsewhere. Run by the browser tests of the project.
 */
let gallery: ServedGallery;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  gallery = await serveGallery();
});

test.afterAll(() => gallery.close());

let complaints: string[] = [];

test.beforeEach(async ({ page }) => {
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
});

test.afterEach(() => expect(complaints, 'the browser complained about nothing').toEqual([]));

async function open(page: Page, view: string, query = ''): Promise<void> {
  await page.goto(`${gallery.origin}/?view=${view}${query}`);
  await page.locator('#root > *').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
}

/** `region` wants everything inside landmarks; what floats over the page stands outside by nature. */
async function expectAccessible(page: Page, floating = false): Promise<void> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  const { violations } = await (floating ? axe.disableRules(['region']) : axe).analyze();
  const said = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(said).toEqual([]);
}

for (const theme of ['light', 'dark']) {
  for (const language of ['ru', 'en']) {
    for (const view of ['states', 'forms', 'lists', 'shell', 'table']) {
      test(`${view} is accessible, ${theme}, ${language}`, async ({ page }) => {
        await open(page, view, `&theme=${theme}&language=${language}`);
        await expectAccessible(page);
      });
    }
  }
}

test('nothing needs sideways scrolling at 200 % zoom', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  for (const view of ['states', 'forms', 'shell']) {
    await open(page, view);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), view).toBe(true);
  }
});

test('comfortable density makes rows of 40 px and text of 14', async ({ page }) => {
  await open(page, 'table', '&density=comfortable');
  const row = page.getByRole('row').nth(1);
  expect((await row.boundingBox())?.height).toBe(40);
  expect(await row.evaluate((node) => getComputedStyle(node).fontSize)).toBe('14px');
});

test.describe('keys', () => {
  test('a sequence and a digit act, and are silent while a field has focus', async ({ page }) => {
    await open(page, 'states');
    const table = page.getByRole('radio', { name: 'Таблица' });
    await page.keyboard.press('KeyG');
    await page.keyboard.press('KeyH');
    await expect(table).toBeChecked();
    await page.keyboard.press('Digit1');
    await expect(table).not.toBeChecked();
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('2');
    await expect(table).not.toBeChecked();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Digit2');
    await expect(table).toBeChecked();
  });

  test('the list of keys shows what works on this screen', async ({ page }) => {
    await open(page, 'states');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Клавиши' });
    await expect(dialog).toContainText('К таблице');
    await expectAccessible(page);
  });

  test('the command menu finds in either layout, goes by arrows and says what it chose', async ({ page }) => {
    await open(page, 'states');
    await page.keyboard.press('Control+KeyK');
    const line = page.getByRole('combobox', { name: 'Команды' });
    await expect(line).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option', { selected: true })).toContainText('Иванова');
    await page.keyboard.type('ujhbpjyn');
    await expect(page.getByRole('option', { selected: true })).toContainText('Горизонт');
    await page.keyboard.press('Enter');
    await expect(page.locator('output')).toHaveAttribute('data-gone', '/h');
    await expect(line).toBeHidden();
  });

  test('the search line opens by «/», shows results and hands the keys back by Esc', async ({ page }) => {
    await open(page, 'shell');
    await page.keyboard.press('Slash');
    const line = page.getByRole('combobox');
    await expect(line).toBeFocused();
    await page.keyboard.type('bdfyjd');
    await expect(page.getByRole('option')).toHaveCount(2);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(line).not.toBeFocused();
  });
});

test.describe('windows', () => {
  test('focus goes in and returns to where it was', async ({ page }) => {
    await open(page, 'states');
    const opener = page.getByRole('button', { name: 'Вернуть' });
    await opener.click();
    await expect(page.getByRole('dialog', { name: 'Правили вдвоём' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(opener).toBeFocused();
  });

  test('a conflict is saved only when every field has been decided', async ({ page }) => {
    await open(page, 'states');
    await page.getByRole('button', { name: 'Вернуть' }).click();
    // It says what is missing and may be pressed: Playwright would wait for it to be enabled.
    await page.getByRole('button', { name: 'Выберите: Окно' }).click({ force: true });
    await expect(page.getByRole('button', { name: 'Окно: Взять' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('a figure explains itself to the keyboard', async ({ page }) => {
    await open(page, 'states');
    const figure = page.getByRole('button', { name: '24 из 31' });
    await figure.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: 'Открыть 31 запись' })).toBeFocused();
    await expectAccessible(page, true);
    await page.keyboard.press('Escape');
    await expect(figure).toBeFocused();
  });

  test('what was done can be taken back by Ctrl+Z', async ({ page }) => {
    await open(page, 'states');
    await page.getByRole('button', { name: 'Отложить' }).click();
    await expect(page.getByText('Свирск: до 07.12.2026')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Control+KeyZ');
    await expect(page.getByText('Вернули')).toBeVisible();
    await expect(page.getByText('Свирск: до 07.12.2026')).toBeHidden();
  });

  test('a menu goes by arrows and returns focus', async ({ page }) => {
    await open(page, 'table');
    const opener = page.getByRole('button', { name: 'Действия' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Выгрузить' })).toBeFocused();
    await expectAccessible(page, true);
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Убрать' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(opener).toBeFocused();
  });
});

test.describe('forms', () => {
  async function openStep(page: Page): Promise<void> {
    await open(page, 'forms');
    await page.getByRole('button', { name: 'Следующий шаг…' }).click();
    await expect(page.getByRole('dialog', { name: 'Следующий шаг' })).toBeVisible();
  }

  test('the button says what is missing and leads there; the draft survives a reload', async ({ page }) => {
    await openStep(page);
    await page.getByLabel('Что сделать').last().fill('Позвонить');
    await page.getByRole('button', { name: 'Сохранить шаг: не хватает дня' }).click({ force: true });
    await expect(page.getByLabel('Когда', { exact: true })).toBeFocused();
    await openStep(page);
    await expect(page.getByLabel('Что сделать').last()).toHaveValue('Позвонить');
    await expect(page.getByText('Черновик восстановлен.')).toBeVisible();
    await expectAccessible(page);
  });

  test('a refusal of the server stands on its field, and Ctrl+Enter saves', async ({ page }) => {
    await openStep(page);
    await page.getByLabel('Что сделать').last().fill('Позвонить');
    await page.getByLabel('Когда', { exact: true }).fill('22.11.2026');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Этот день прошёл')).toBeVisible();
    await expect(page.getByLabel('Когда', { exact: true })).toBeFocused();
    await page.keyboard.press('Control+KeyA');
    await page.keyboard.type('завтра');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await openStep(page);
    await expect(page.getByLabel('Что сделать').last()).toHaveValue('');
  });

  test('a day is typed in words or picked, a sum is typed in millions', async ({ page }) => {
    await open(page, 'forms');
    const day = page.getByLabel('День', { exact: true });
    await day.fill('послезавтра');
    await day.blur();
    await expect(day).toHaveValue('25.11.2026');
    await page.getByRole('button', { name: 'День: календарь', exact: true }).click();
    await page.getByRole('button', { name: '27 ноября 2026' }).click();
    await expect(day).toHaveValue('27.11.2026');
    const sum = page.getByLabel('Сумма');
    await sum.fill('1,5 млрд');
    await sum.blur();
    await expect(sum).toHaveValue('1\u2009500\u2009000\u2009000');
    await day.fill('вчерась');
    await day.blur();
    await expect(page.getByText('Не похоже на дату')).toBeVisible();
    await expect(day).toHaveValue('вчерась');
  });

  test('the calendar is accessible', async ({ page }) => {
    await open(page, 'forms', '&theme=dark');
    await page.getByRole('button', { name: 'День: календарь', exact: true }).click();
    await page.getByRole('button', { name: '27 ноября 2026' }).waitFor();
    await expectAccessible(page, true);
  });

  test('a person is found by typing and taken by Enter', async ({ page }) => {
    await open(page, 'forms');
    const field = page.getByLabel('Кто примет').first();
    await field.click();
    await page.keyboard.type('ковал');
    await expect(page.getByRole('option')).toHaveCount(1);
    await expectAccessible(page, true);
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('Ирина Ковалёва');
  });
});

test.describe('a table', () => {
  const focusedRow = (page: Page) => page.locator('[role="row"]:focus');

  test('of a hundred thousand rows draws only those in view and loads as the end comes near', async ({ page }) => {
    await open(page, 'table');
    const grid = page.getByRole('grid', { name: 'Клиенты' });
    await expect(grid).toHaveAttribute('aria-rowcount', '100001');
    expect(await page.getByRole('row').count()).toBeLessThan(50);
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('End');
    await expect(focusedRow(page)).toHaveAttribute('aria-rowindex', '201');
    await expect(page.getByRole('row', { name: /^Выбрать строку 205/ })).toBeAttached();
    await page.keyboard.press('End');
    await expect(focusedRow(page)).toHaveAttribute('aria-rowindex', '401');
    expect(await page.getByRole('row').count()).toBeLessThan(60);
  });

  test('goes by J and K, opens by Enter, and Esc returns to the row', async ({ page }) => {
    await open(page, 'table');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyK');
    await expect(focusedRow(page)).toContainText('Бодайбо 2');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Клиент' });
    await expect(panel).toContainText('Бодайбо 2');
    await page.keyboard.press('KeyJ');
    await expect(panel).toContainText('Братск 3');
    await panel.getByRole('button', { name: 'Закрыть' }).focus();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(focusedRow(page)).toContainText('Братск 3');
  });

  test('on a narrow screen opens a drawer, and Esc returns to the row', async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 700 });
    await open(page, 'table');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Клиент' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(focusedRow(page)).toContainText('Тулун 1');
  });

  test('chooses rows by Space and ranges with Shift', async ({ page }) => {
    await open(page, 'table');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('Space');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('Shift+Space');
    await expect(page.getByText('выбрано 3')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('выбрано')).toBeHidden();
  });

  test('columns are resized by keys, hidden and put in another order', async ({ page }) => {
    await open(page, 'table');
    const grip = page.getByRole('separator', { name: 'Ширина столбца «Регион»' });
    await grip.focus();
    await page.keyboard.press('ArrowRight');
    await expect(grip).toHaveAttribute('aria-valuenow', '176');
    await page.getByRole('button', { name: 'Столбцы' }).click();
    await expectAccessible(page, true);
    await page.getByLabel('Регион', { exact: true }).uncheck();
    await page.getByRole('button', { name: '«Сумма» раньше' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('columnheader')).toHaveText([
      '',
      'Клиент',
      'Проверка',
      'Следующий шаг',
      'Ведёт',
      'Сумма',
    ]);
  });

  test('a head sorts up, then down', async ({ page }) => {
    await open(page, 'table');
    const head = page.getByRole('columnheader', { name: /Сумма/ });
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
  });

  test('is filtered by a sentence', async ({ page }) => {
    await open(page, 'table');
    await page.getByRole('button', { name: 'Регион: все регионы' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Бурятия' }).click();
    await expectAccessible(page, true);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Регион: Бурятия' })).toBeFocused();
  });

  test('lets a text be edited where it stands; a refusal keeps what was typed', async ({ page }) => {
    await open(page, 'table');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Шаг: показать расчёт, изменить' }).click();
    await page.keyboard.type('позвонить');
    await page.keyboard.press('Enter');
    const edited = page.getByRole('button', { name: 'Шаг: позвонить, изменить' });
    await expect(edited).toBeFocused();
    await edited.click();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('Без действия шага нет');
    await page.keyboard.press('Escape');
    await expect(edited).toBeVisible();
  });

  test('teaches the next step when it is empty', async ({ page }) => {
    await open(page, 'table', '&empty=1');
    await expect(page.getByText('Никого не нашлось')).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('a phone', () => {
  test.use({ hasTouch: true });

  test('has tabs under the thumb, a menu of everything, and targets of 44 px', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, 'shell');
    await expectAccessible(page);
    const action = await page.getByRole('button', { name: 'Новый контакт' }).boundingBox();
    expect([action?.width, action?.height]).toEqual([56, 56]);
    await page.getByRole('button', { name: 'Ещё' }).click();
    const sections = page.getByRole('navigation', { name: 'Все разделы' });
    await expect(sections.getByRole('link', { name: 'Выставки' })).toBeVisible();
    await expectAccessible(page);
    await sections.getByRole('link', { name: 'Выставки' }).click();
    await expect(page.locator('output')).toHaveAttribute('data-gone', '/shows');
    await expect(sections).toBeHidden();
  });
});

test.describe('Esc closes one thing at a time', () => {
  test('a calendar before the window it is in', async ({ page }) => {
    await open(page, 'forms');
    await page.getByRole('button', { name: 'Следующий шаг…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Следующий шаг' });
    await dialog.getByRole('button', { name: 'Когда: календарь' }).click();
    const calendar = page.getByRole('dialog', { name: 'Когда: календарь' });
    await expect(calendar).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(calendar).toBeHidden();
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  test('a list of options before the window it is in', async ({ page }) => {
    await open(page, 'forms');
    await page.getByRole('button', { name: 'Следующий шаг…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Следующий шаг' });
    for (const name of ['Кто', 'Чем']) {
      const field = dialog.getByLabel(name, { exact: true }).first();
      await field.click();
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('option')).toHaveCount(0);
      await expect(dialog).toBeVisible();
      await expect(field).toBeFocused();
    }
  });

  test('an explanation and a menu before the panel they are in', async ({ page }) => {
    await open(page, 'lists');
    const panel = page.getByRole('complementary', { name: 'Сделка' });
    await panel.getByRole('button', { name: '3 записи' }).click();
    await expect(page.getByText('Посчитано из трёх.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('Посчитано из трёх.')).toBeHidden();
    await panel.getByRole('button', { name: 'Ещё', exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Отложить' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menuitem')).toHaveCount(0);
    await expect(panel).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  });
});
