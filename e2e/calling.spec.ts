import type { APIRequestContext, Page } from '@playwright/test';
import { expectAccessible } from './harness/axe.ts';
import { runCommand } from './harness/command.ts';
import { type Product, removeDataDir, startProduct, temporaryDataDir } from './harness/product.ts';
import { takeScreens } from './harness/screens.ts';
import { expect, test } from './harness/test.ts';

const password = 'сосна под окном растёт';
const admin = { name: 'Марина Седова', email: 'sedova@liniya.example' };
const NUMBER = '+73915321042';

/** A company with a telemarketer, two development managers and a small market; whoever is named signs in. */
async function company(product: Product, request: APIRequestContext) {
  const post = async (path: string, data: object) => {
    const answer = await request.post(`${product.url}/api/v1${path}`, { data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  const signIn = (email: string) => post('/sign-in', { email, password });
  await signIn(admin.email);
  const structure = await (await request.get(`${product.url}/api/v1/structure`)).json();
  const positionOf = (kind: string): string =>
    structure.positions.find((position: { kind: string }) => position.kind === kind).id;
  const join = async (fullName: string, email: string, kind: string) => {
    const invited = await post('/employees', { full_name: fullName, email });
    await post('/structure/employments', { employee_id: invited.employee_id, position_id: positionOf(kind) });
    await post('/invitations/accept', { token: invited.token, password });
    await signIn(admin.email);
  };
  await join('Ольга Бахтина', 'bahtina@liniya.example', 'telemarketer');
  await join('Андрей Лыткин', 'lytkin@liniya.example', 'development_manager');
  await join('Ирина Ковалёва', 'kovaleva@liniya.example', 'development_manager');
  const segment = await post('/structure/segments', {
    sales_system_id: structure.sales_system.id,
    name: 'города 20–100 тыс.',
    priority: 5,
  });
  const client = (name: string, more: object) =>
    post('/clients', {
      name,
      region: 'Красноярский край',
      segment_id: segment.id,
      size: 37_258,
      call_basis: 'individual_offer',
      call_basis_note: 'Официальный сайт администрации',
      ...more,
    });
  return { client, signIn };
}

test.describe('the desk of the telemarketer', () => {
  const dataDir = temporaryDataDir();
  let product: Product;
  test.beforeAll(async () => {
    // Ten o’clock in Moscow, two in the afternoon in Krasnoyarsk: a window is open in both.
    const now = '2026-11-23T07:05:00Z';
    const setup = ['setup', '--company', 'Линия света', '--admin-name', admin.name, '--admin-email', admin.email];
    const done = await runCommand(dataDir, [...setup, '--password-stdin'], { stdin: `${password}\n`, now });
    expect(done.code, done.stderr).toBe(0);
    product = await startProduct({ dataDir, now });
  });
  test.afterAll(async () => {
    await product.stop();
    removeDataDir(dataDir);
  });

  test('a working day: the next client, outcomes by one key, a brief handed over, a contact found', async ({
    page,
  }) => {
    const { client, signIn } = await company(product, page.request);
    await client('Администрация города Шарыпово', {
      phones: [{ number: NUMBER, extension: '114', note: 'ЖКХ' }],
      sites: ['gorodsharypovo.ru'],
      note: '≈ 2 100 светильников, ДРЛ-250',
    });
    await client('Администрация города Боготола', { phones: [{ number: '+73915720001' }] });
    await client('Администрация города Минусинска', { phones: [] });
    await signIn('bahtina@liniya.example');

    await page.goto(`${product.url}/calling`);
    await expect(page.getByText('Следующий клиент готов')).toBeVisible();
    await expect(page.getByText('0 из 50 на сегодня')).toBeVisible();
    await takeScreens(page, 'calling-between', ['desk']);
    await expectAccessible(page);

    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Администрация города Шарыпово' })).toBeVisible();
    await expect(page.getByText('Дольше всех без касания в сегменте')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('timer')).toContainText('Разговор');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await fillBrief(page);
    await takeScreens(page, 'calling-talk', ['desk', 'phone']);
    await expectAccessible(page);

    // What was typed survives a reload in mid-call, the running clock as well.
    await page.reload();
    await expect(page.getByPlaceholder('Что хотят, сколько, почему')).toHaveValue(
      'Заменить 1 870 ламп ДРЛ на 14 улицах',
    );
    await expect(page.getByRole('timer')).toContainText('Разговор');

    await page.keyboard.press('Control+Enter');
    await expect(page.getByPlaceholder('что сделает менеджер')).toBeFocused();
    await page.keyboard.type('Показать расчёт по 14 улицам');
    await page.keyboard.press('Tab');
    await page.keyboard.type('27.11.2026');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Администрация города Шарыпово: предложен')).toBeVisible();

    await expect(page.getByText('Следующий клиент готов')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Администрация города Боготола' })).toBeVisible();
    await page.keyboard.press('Digit1');
    await expect(page.getByText('2 из 50 на сегодня')).toBeVisible();
    await page.keyboard.press('Control+KeyZ');
    await expect(page.getByRole('heading', { level: 1, name: 'Администрация города Боготола' })).toBeVisible();
    await page.keyboard.press('Digit5');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Digit2');
    await page.getByRole('textbox', { name: 'День' }).fill('24.11.2026');
    await page.getByRole('textbox', { name: 'Время', exact: true }).fill('16:00');
    await takeScreens(page, 'calling-call-back', ['desk']);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Дальше: Администрация города Боготола')).toBeVisible();

    await page.getByRole('button', { name: 'Искать контакты' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Администрация города Минусинска' })).toBeVisible();
    await takeScreens(page, 'calling-find', ['desk']);
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Номер организации' }).fill('8 (391) 322-11-22');
    await page.getByRole('textbox', { name: 'Источник' }).fill('https://minusinsk.example/contacts');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Искать больше нечего')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Администрация города Минусинска' })).toBeVisible();

    await page.evaluate(() => localStorage.setItem('estafeta.language', 'en'));
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Outcome of the call' })).toBeVisible();
    await expect(page.getByText('Longest untouched in the segment')).toBeVisible();
    await takeScreens(page, 'calling-english', ['desk']);
    await expectAccessible(page);
  });
});

async function fillBrief(page: Page): Promise<void> {
  await page.getByPlaceholder('Что хотят, сколько, почему').fill('Заменить 1 870 ламп ДРЛ на 14 улицах');
  await page.getByRole('radio', { name: 'Назвал клиент' }).check();
  await page.getByRole('radio', { name: 'К сроку' }).check();
  await page.getByPlaceholder('Окно с').fill('01.03.2027');
  await page.getByPlaceholder('Что мешает').click();
  await page.getByRole('option', { name: 'бюджет' }).click();
  await page.getByPlaceholder('на чём основано').fill('проект бюджета, прил. 7');
  await page.getByPlaceholder('имя и фамилия').fill('Рогожин Артём Сергеевич');
  await page.getByPlaceholder('Должность').fill('зам. главы по ЖКХ');
  await page.getByPlaceholder('роль', { exact: true }).click();
  await page.getByRole('option', { name: /ЛФР/ }).click();
  await page.getByRole('button', { name: 'разговор', exact: true }).click();
  await expect(page.getByText('5 из 6')).toBeVisible();
}
