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
});
