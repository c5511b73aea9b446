import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './harness/axe.ts';
import { lastLine, runCommand } from './harness/command.ts';
import { type Product, removeDataDir, startProduct, temporaryDataDir } from './harness/product.ts';
import { expect, test } from './harness/test.ts';

const password = 'сосна под окном растёт';
const administrator = { name: 'Марина Ильинична Седова', email: 'sedova@liniya.example' };
const setupWords = [
  ...['setup', '--company', 'Линия света', '--admin-name', administrator.name],
  ...['--admin-email', administrator.email, '--password-stdin'],
];

test.describe('first start', () => {
  let product: Product;
  test.beforeEach(async () => {
    product = await startProduct();
  });
  test.afterEach(async () => {
    await product.stop();
  });

  test('an empty company is set up by the one-time link, up to its first desk and its first colleague', async ({
    page,
    browser,
  }) => {
    const link = linkOf(product);
    expect(product.log()).toMatch(/^Estafeta is ready: http:\/\/127\.0\.0\.1:\d+$/m);
    await page.goto(product.url);
    await expect(page.getByRole('heading', { name: 'Компания ещё не настроена' })).toBeVisible();
    await page.goto(`${product.url}/setup?token=not-the-one`);
    await expect(page.getByText('эта ссылка не подходит')).toBeVisible();

    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'На каком языке работает компания?' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Дальше' }).click();
    await page.getByLabel('Название компании').fill('Линия света');
    await page.getByRole('button', { name: 'Дальше' }).click();
    await page.getByLabel('Ваше имя').fill(administrator.name);
    await page.getByLabel('Почта').fill(administrator.email);
    await page.getByRole('textbox', { name: 'Придумайте пароль' }).fill(password);
    await page.getByRole('button', { name: 'Создать компанию' }).click();

    await expect(page.getByRole('heading', { name: 'Как вы продаёте?' })).toBeVisible();
    await page.getByRole('button', { name: 'Создать структуру' }).click();
    await page.getByRole('textbox', { name: 'Имя', exact: true }).fill('Ольга Верес');
    await page.getByRole('textbox', { name: 'Почта' }).fill('veres@liniya.example');
    await page.getByRole('button', { name: 'Пригласить', exact: true }).click();
    const fresh = page.getByRole('region', { name: 'Ссылка для входа: Ольга Верес' });
    const invitation = await fresh.getByRole('code').innerText();
    await page.getByRole('button', { name: 'Дальше' }).click();
    await page.getByRole('button', { name: 'Открыть программу' }).click();
    await expect(page).toHaveURL(`${product.url}/relay`);
    await expect(page.getByRole('navigation').first()).toContainText('Структура');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

    const colleague = await browser.newPage();
    await colleague.goto(link);
    await expect(colleague.getByText('Компания уже настроена.')).toBeVisible();
    const again = await colleague.request.post(`${product.url}/api/v1/setup`, {
      data: {
        ...{
          token: new URL(link).searchParams.get('token'),
          language: 'ru',
          name: 'Другая',
          time_zone: 'Europe/Moscow',
        },
        ...{ admin_name: 'Кто-то', admin_email: 'other@liniya.example', password },
      },
    });
    expect(again.status()).toBeGreaterThanOrEqual(400);

    await colleague.goto(invitation);
    await expect(colleague.getByRole('heading', { name: 'Здравствуйте, Ольга Верес' })).toBeVisible();
    await colleague.getByRole('textbox', { name: 'Придумайте пароль' }).fill('река за мостом шумит');
    await colleague.getByRole('button', { name: 'Начать работу' }).click();
    await expect(colleague).toHaveURL(`${product.url}/clients`);
    await colleague.goto(invitation);
    await expect(colleague.getByRole('heading', { name: 'Ссылка не действует' })).toBeVisible();
    await colleague.close();
  });

  test.describe('in English', () => {
    test.use({ locale: 'en-GB', timezoneId: 'Europe/London' });

    test('a company that skips what can be skipped works at once, and its administrator signs in again', async ({
      page,
    }) => {
      await page.goto(linkOf(product));
      await page.getByRole('radio', { name: 'English' }).check();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByLabel('Name of the company').fill('Line of Light');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByLabel('Your name').fill('Ada Stone');
      await page.getByLabel('E-mail').fill('ada@line.example');
      await page.getByRole('textbox', { name: 'password' }).fill('correct horse battery');
      await page.getByRole('button', { name: 'Create the company' }).click();
      for (let skipped = 0; skipped < 2; skipped++) await page.getByRole('button', { name: 'Skip' }).click();
      await page.getByRole('button', { name: 'Open the program' }).click();
      await expect(page).toHaveURL(`${product.url}/clients`);
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await expectNoRussian(page);

      await page.request.post(`${product.url}/api/v1/sign-out`);
      await page.goto(`${product.url}/people`);
      await page.getByLabel('E-mail').fill('ada@line.example');
      await page.getByRole('textbox', { name: 'Password' }).fill('a wrong one altogether');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveURL(`${product.url}/people`);
      await expect(page.getByText('Ada Stone').first()).toBeVisible();
    });
  });
});

test.describe('commands', () => {
  let dataDir: string;
  test.beforeEach(() => {
    dataDir = temporaryDataDir();
  });
  test.afterEach(() => removeDataDir(dataDir));

  test('every command ends with the code that says how it went, with the server and without it', async () => {
    const register = join(dataDir, 'register.csv');
    await writeFile(register, 'ОКТМО;Наименование;Регион\n1601000;Алейский район;Алтайский край\n;;Алтайский край\n');

    expect(await runCommand(dataDir, ['fly'])).toMatchObject({ code: 2, stderr: expect.stringContaining('fly') });
    expect(await runCommand(dataDir, ['setup', '--company', 'Линия света'])).toMatchObject({ code: 2 });
    expect(await runCommand(dataDir, ['doctor'], { environment: { PORT: 'many' } })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('PORT'),
    });
    expect(await runCommand(dataDir, setupWords, { stdin: 'short' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Пароль короче'),
    });
    expect(await runCommand(dataDir, setupWords, { stdin: `${password}\n` })).toMatchObject({ code: 0, stderr: '' });
    expect(await runCommand(dataDir, setupWords, { stdin: `${password}\n` })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Компания уже настроена'),
    });

    const product = await startProduct({ dataDir });
    try {
      expect(product.setupLink).toBeUndefined();
      const made = await runCommand(dataDir, ['token', 'create', '--email', administrator.email, '--name', 'проверка']);
      expect(made.code).toBe(0);
      const headers = { authorization: `Bearer ${lastLine(made.stdout)}` };
      expect((await fetch(`${product.url}/api/v1/clients`, { headers })).status).toBe(200);
      expect((await fetch(`${product.url}/api/v1/clients`)).status).toBe(401);
      const nobody = ['token', 'create', '--email', 'nobody@liniya.example', '--name', 'проверка'];
      expect(await runCommand(dataDir, nobody)).toMatchObject({ code: 1, stderr: expect.stringContaining('nobody@') });

      const dry = await runCommand(dataDir, ['import', 'clients', register, '--dry-run', '--json']);
      expect(JSON.parse(dry.stdout), dry.stderr).toMatchObject({ read: 2, taken: 1, refused: 1 });
      const first = await runCommand(dataDir, ['import', 'clients', register, '--json']);
      expect(first.code, first.stderr).toBe(0);
      expect(JSON.parse(first.stdout)).toMatchObject({ read: 2, taken: 1, updated: 0, refused: 1 });
      expect(await clientsBehind(product, headers)).toBe(1);
    } finally {
      expect(await product.stop()).toBe(0);
    }

    const second = await runCommand(dataDir, ['import', 'clients', register, '--json']);
    expect(second.code, second.stderr).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ read: 2, taken: 0, updated: 0, skipped: 1, refused: 1 });
    const noFile = await runCommand(dataDir, ['import', 'clients', join(dataDir, 'absent.csv')]);
    expect(noFile).toMatchObject({ code: 1, stderr: expect.stringContaining('absent.csv') });
    const doctor = await runCommand(dataDir, ['doctor']);
    expect(doctor, doctor.stdout).toMatchObject({ code: 0, stdout: expect.stringContaining('Линия света') });
  });

  test('a second server on the same data is refused, and the first goes on', async () => {
    const product = await startProduct({ dataDir });
    try {
      const second = await runCommand(dataDir, ['serve']);
      expect(second.code).toBe(1);
      expect(second.stderr).toContain(dataDir);
      expect(second.stderr.trim().split('\n')).toHaveLength(1);
      expect((await fetch(`${product.url}/readyz`)).status).toBe(200);
    } finally {
      expect(await product.stop()).toBe(0);
    }
  });

  test('whatever was acknowledged before the power went is there after the next start', async () => {
    test.slow();
    await runCommand(dataDir, setupWords, { stdin: `${password}\n` });
    const made = await runCommand(dataDir, ['token', 'create', '--email', administrator.email, '--name', 'приём']);
    const headers = { authorization: `Bearer ${lastLine(made.stdout)}`, 'content-type': 'application/json' };
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const product = await startProduct({ dataDir });
      expect(await clientsBehind(product, headers)).toBeGreaterThanOrEqual(acknowledged.length);
      for (const id of acknowledged) {
        expect((await fetch(`${product.url}/api/v1/clients/${id}`, { headers })).status).toBe(200);
      }
      await writeUntilKilled(product, headers, acknowledged);
    }
    const product = await startProduct({ dataDir });
    for (const id of acknowledged) {
      expect((await fetch(`${product.url}/api/v1/clients/${id}`, { headers })).status).toBe(200);
    }
    expect(await product.stop()).toBe(0);
  });
});

/** Several writers at once; the process is killed in the middle of their work. Only what was answered counts. */
async function writeUntilKilled(product: Product, headers: Record<string, string>, acknowledged: string[]) {
  const enough = acknowledged.length + 20;
  let killed: Promise<void> | undefined;
  const writer = async (number: number) => {
    for (let turn = 0; ; turn++) {
      const name = `Клиент ${acknowledged.length}-${number}-${turn}`;
      try {
        const body = JSON.stringify({ name });
        const reply = await fetch(`${product.url}/api/v1/clients`, { method: 'POST', headers, body });
        if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
        const { id }: { id: string } = await reply.json();
        acknowledged.push(id);
      } catch (error) {
        if (killed === undefined) throw error;
        return;
      }
      if (acknowledged.length >= enough) killed ??= product.kill();
    }
  };
  await Promise.all([1, 2, 3, 4].map(writer));
  await killed;
}

async function clientsBehind(product: Product, headers: Record<string, string>): Promise<number> {
  const reply = await fetch(`${product.url}/api/v1/clients`, { headers });
  const { count }: { count: { value: number } } = await reply.json();
  return count.value;
}

function linkOf({ setupLink, log }: Product): string {
  if (setupLink === undefined) throw new Error(`No set-up link was printed:\n${log()}`);
  return setupLink;
}

async function expectNoRussian(page: Page): Promise<void> {
  const words = (await page.locator('body').innerText()).match(/[А-Яа-яЁё]+/g) ?? [];
  expect(
    words.filter((word) => word !== 'Русский'),
    'Russian words on an English page',
  ).toEqual([]);
}
