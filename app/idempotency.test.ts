import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClientRoute } from '#modules/clients/contract.ts';
import { listClientsRoute } from '#modules/clients/listing/contract.ts';
import { listEmployees } from '#modules/people/contract.ts';
import { inviteEmployee } from '#modules/people/invitations/contract.ts';
import { newId } from '#shared/ids.ts';
import { type TestCompany, testCompany } from './test-company.ts';
import { formWith } from './test-relay.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());

describe('the same Idempotency-Key', () => {
  test('sent ten times at once makes one client, and ten callers get the same answer', async () => {
    const headers = { 'idempotency-key': newId() };
    const body = { name: 'Город одного ключа' };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => company.send('head', createClientRoute, { body }, headers)),
    );
    expect(new Set(replies.map((reply) => `${reply.statusCode} ${reply.json().id}`)).size).toBe(1);
    expect(replies[0]?.statusCode).toBe(200);
    const { items } = await company.ask('head', listClientsRoute, { query: { q: body.name } });
    expect(items).toHaveLength(1);
  });

  test('with another body or on another address is refused, and of another person is another key', async () => {
    const headers = { 'idempotency-key': newId() };
    await company.send('head', createClientRoute, { body: { name: 'Первый' } }, headers);
    const before = await company.journaled();
    const other = await company.send('head', createClientRoute, { body: { name: 'Второй' } }, headers);
    expect([other.statusCode, other.json().reason]).toEqual([409, 'app.idempotency_key_reused']);
    expect(await company.journaled()).toBe(before);
    const mine = await company.send('manager', createClientRoute, { body: { name: 'Второй' } }, headers);
    expect(mine.statusCode).toBe(200);
  });

  test('runs an invitation once; its link was shown and is not kept', async () => {
    const headers = { 'idempotency-key': newId() };
    const body = { full_name: 'Новый Коллега', email: 'novyi@liniya.example' };
    const replies = await Promise.all(
      [1, 2, 3].map(() => company.send('administrator', inviteEmployee, { body }, headers)),
    );
    const answers = replies.map((reply) => (reply.statusCode === 200 ? 'shown' : reply.json().reason)).sort();
    expect(answers).toEqual(['app.idempotency_answer_not_kept', 'app.idempotency_answer_not_kept', 'shown']);
    const { items } = await company.ask('administrator', listEmployees, { query: {} });
    expect(items.filter(({ email }) => email === body.email)).toHaveLength(1);
    const { rows } = await company.pool.query('SELECT reply FROM idempotency_keys WHERE key = $1', [
      headers['idempotency-key'],
    ]);
    expect(rows).toEqual([{ reply: null }]);
  });

  test('stores an upload once, and knows another content', async () => {
    const headers = { ...company.headers('manager'), 'idempotency-key': newId() };
    const send = (content: string) =>
      company.app.inject({ method: 'POST', url: '/api/v1/files', ...formWith('план.txt', content, headers) });
    const [first, again, other] = [await send('план'), await send('план'), await send('другой план')];
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.json()).toEqual(first.json());
    expect([other.statusCode, other.json().reason]).toEqual([409, 'app.idempotency_key_reused']);
  });

  test('takes a register or a file of the past in once, and starts it once: nobody is imported twice', async () => {
    const rows = 'ОКТМО;Наименование\n99701000;Город двойной загрузки';
    const past = 'ИНН;Дата;Сотрудник;Комментарий\n7707083893;01.03.2025;Туров;Звонили';
    for (const [url, content] of [
      ['/api/v1/client-imports', rows],
      ['/api/v1/history-imports?kind=touches', past],
    ] as const) {
      const headers = { ...company.headers('head'), 'idempotency-key': newId() };
      const send = (text: string) =>
        company.app.inject({ method: 'POST', url, ...formWith('файл.csv', text, headers) });
      const replies = [...(await Promise.all([send(content), send(content)])), await send(content)];
      expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200, 200]);
      const [id, ...others] = replies.map((reply) => reply.json().import.id);
      expect(others).toEqual([id, id]);
      const other = await send(`${content} и другое`);
      expect([other.statusCode, other.json().reason]).toEqual([409, 'app.idempotency_key_reused']);
      const start = () =>
        company.app.inject({
          method: 'POST',
          url: `${url.replace(/\?.*/, '')}/${id}/start`,
          headers: { ...headers, 'idempotency-key': `${headers['idempotency-key']} start` },
          payload: {},
        });
      const started = [await start(), await start()];
      expect(started.map((reply) => reply.json().reason ?? reply.statusCode)).toEqual([200, 200]);
      // After the start as well the file is the one that was taken in.
      expect((await send(content)).json().import.id).toBe(id);
    }
    const { rows: kept } = await company.pool.query(
      `SELECT (SELECT count(*)::int FROM client_imports) AS registers, (SELECT count(*)::int FROM history_imports) AS pasts`,
    );
    expect(kept).toEqual([{ registers: 1, pasts: 1 }]);
  });
});
