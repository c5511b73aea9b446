import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startTestCluster } from '#platform/db/testing/cluster.ts';
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
    // A company of the demo's name that was never declared the demo is one whose making was interrupted.
    expect(await runCommand(dataDir, ['demo'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('interrupted'),
    });
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

  test('whatever was acknowledged is there after the program, its database, or both were killed under writers', async () => {
    test.slow();
    await runCommand(dataDir, setupWords, { stdin: `${password}\n` });
    const made = await runCommand(dataDir, ['token', 'create', '--email', administrator.email, '--name', 'приём']);
    const headers = { authorization: `Bearer ${lastLine(made.stdout)}`, 'content-type': 'application/json' };
    // The log lies outside of what is killed: a line is written after the answer has come.
    const acknowledged: string[] = [];
    const expectNothingLost = async (product: Product) => {
      expect(await clientsBehind(product, headers)).toBeGreaterThanOrEqual(acknowledged.length);
      for (const id of acknowledged)
        expect((await fetch(`${product.url}/api/v1/clients/${id}`, { headers })).status).toBe(200);
    };
    for (const victim of ['application', 'database', 'both'] as const) {
      const product = await startProduct({ dataDir });
      await expectNothingLost(product);
      await writeUntilKilled(product, headers, acknowledged, async () => {
        if (victim !== 'application') process.kill(postmasterOf(dataDir), 'SIGKILL');
        if (victim !== 'database') await product.kill();
      });
      if (victim !== 'database') continue;
      // The server brings its database back by itself.
      await expect.poll(() => isReady(product), { timeout: 60_000 }).toBe(true);
      await expectNothingLost(product);
      expect(await product.stop()).toBe(0);
    }
    await expect.poll(() => databaseProcessesOf(dataDir), { timeout: 60_000 }).toEqual([]);
    const product = await startProduct({ dataDir });
    await expectNothingLost(product);
    expect(await product.stop()).toBe(0);
    expect(databaseProcessesOf(dataDir)).toEqual([]);
  });

  test('the same program runs on a PostgreSQL server of its own, through restarts and beside its commands', async () => {
    test.slow();
    const cluster = await startTestCluster();
    const database = await cluster.database({ migrated: false });
    const environment = { DATABASE_URL: database.url, ESTAFETA_SECRET: 'тридцать два знака тайны и больше' };
    try {
      const secretless = await runCommand(dataDir, ['doctor'], { environment: { DATABASE_URL: database.url } });
      expect(secretless).toMatchObject({ code: 1, stderr: expect.stringContaining('ESTAFETA_SECRET') });
      const founded = await runCommand(dataDir, setupWords, { stdin: `${password}\n`, environment });
      expect(founded, founded.stderr).toMatchObject({ code: 0 });
      const made = await runCommand(dataDir, ['token', 'create', '--email', administrator.email, '--name', 'приём'], {
        environment,
      });
      const headers = { authorization: `Bearer ${lastLine(made.stdout)}`, 'content-type': 'application/json' };
      const first = await startProduct({ dataDir, environment });
      const body = JSON.stringify({ name: 'Администрация города Вязники' });
      const reply = await fetch(`${first.url}/api/v1/clients`, { method: 'POST', headers, body });
      expect(reply.status, await reply.text()).toBe(200);
      await first.kill();
      const second = await startProduct({ dataDir, environment });
      expect(await clientsBehind(second, headers)).toBe(1);
      const doctor = await runCommand(dataDir, ['doctor'], { environment });
      expect(doctor, doctor.stdout).toMatchObject({ code: 0, stdout: expect.stringContaining('external') });
      expect(await second.stop()).toBe(0);
    } finally {
      await cluster.close();
    }
    const nowhere = { ...environment, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };
    const away = await runCommand(dataDir, ['serve'], { environment: nowhere });
    expect(away).toMatchObject({ code: 1, stderr: expect.stringContaining('DATABASE_URL does not answer') });
  });
});

/** Several writers at once; something is killed in the middle of their work. Only what was answered counts. */
async function writeUntilKilled(
  product: Product,
  headers: Record<string, string>,
  acknowledged: string[],
  kill: () => Promise<void>,
) {
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
      if (acknowledged.length >= enough) killed ??= kill();
    }
  };
  await Promise.all([1, 2, 3, 4].map(writer));
  await killed;
}

async function isReady({ url }: Product): Promise<boolean> {
  const reply = await fetch(`${url}/readyz`).catch(() => undefined);
  return reply?.status === 200;
}

/** The process of the embedded database, as its own lock file names it. */
function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Database processes on these data, on a system that shows them. */
function databaseProcessesOf(dataDir: string): string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      const words = readFileSync(join('/proc', pid, 'cmdline'), 'utf8').split('\0');
      return words.includes(join(dataDir, 'postgres')) && words[0]?.endsWith('/postgres') === true;
    } catch {
      // Not a process, or one that has just ended.
      return false;
    }
  });
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
