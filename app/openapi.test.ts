import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from './test-company.ts';
import { type Described, operationsOf } from './test-contract.ts';
import { type TestRelay, testRelay } from './test-relay.ts';

let company: TestCompany;
let relay: TestRelay;
let document: Document;
beforeAll(async () => {
  company = await testCompany();
  relay = await testRelay(company);
  document = (await company.app.inject('/api/openapi.json')).json();
});
afterAll(() => company.close());

interface Answer {
  content?: Record<string, { schema: object }>;
}
interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<string, Described & { operationId: string; summary?: string; responses: Record<string, Answer> }>
  >;
  components: { schemas: Record<string, object> };
}

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const faultsOf = (schema: object, value: unknown): string => {
  const check = ajv.compile(schema);
  return check(value) ? '' : ajv.errorsText(check.errors);
};

test('the document is OpenAPI 3.1: every operation has a name of its own, a sentence, a result and a problem', () => {
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(operations.length).toBeGreaterThan(200);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { operationId, summary, responses } of operations) {
    expect(summary, operationId).toMatch(/[.;]$/);
    expect(Object.keys(responses), operationId).toEqual(['200', 'default']);
    expect(responses.default?.content?.['application/problem+json']?.schema).toEqual({
      $ref: '#/components/schemas/Problem',
    });
  }
});

test('writes name their Idempotency-Key, uploads are forms, downloads say what they hold', async () => {
  const text = JSON.stringify(document.paths['/api/v1/clients']?.post);
  expect(text).toContain('"in":"header","name":"Idempotency-Key"');
  expect(JSON.stringify(document.paths['/api/v1/files']?.post)).toContain('multipart/form-data');
  const download = document.paths['/api/v1/attachments/{id}/content']?.get?.responses['200'];
  expect(Object.keys(download?.content ?? {})).toEqual(['application/octet-stream']);
  expect(JSON.stringify(document.paths['/api/v1/sign-in']?.post)).toContain('"security":[]');
});

test('whatever the relay answers to its people is what the document promises', async () => {
  const ids = [relay.cold, ...Object.values(relay.held), ...Object.values(relay.delivered)];
  ids.push(...Object.values(relay.offered), ...Object.values(company.ids));
  const answered = new Set<string>();
  for (const { method, path, params, query } of operationsOf(document)) {
    if (method !== 'GET' || path === '/api/v1/events') continue;
    const schema = document.paths[path]?.get?.responses['200']?.content?.['application/json']?.schema;
    if (schema === undefined) continue;
    const search = query.year === undefined ? (query.on === undefined ? '' : '?on=2026-11-24') : '?year=2026';
    const addresses = params.id === undefined ? [path] : ids.map((id) => path.replace('{id}', id));
    for (const address of addresses) {
      for (const who of ['head', 'manager'] as const) {
        const reply = await company.app.inject({ url: `${address}${search}`, headers: company.headers(who) });
        if (reply.statusCode !== 200) continue;
        answered.add(path);
        expect(faultsOf(schema, reply.json()), `${address} for ${who}: ${reply.body.slice(0, 500)}`).toBe('');
      }
    }
  }
  expect(answered.size).toBeGreaterThan(50);
});

test('a problem body is what the document promises', async () => {
  const problem = document.components.schemas.Problem ?? {};
  for (const payload of ['{"name": ', '{"name": ""}', '{"colour": 1}', '[]']) {
    const reply = await company.app.inject({
      method: 'POST',
      url: '/api/v1/clients',
      payload,
      headers: { ...company.headers('head'), 'content-type': 'application/json' },
    });
    expect(reply.statusCode).toBe(400);
    expect(faultsOf(problem, reply.json())).toBe('');
  }
});

test('the readable document asks no third party', async () => {
  const page = await company.app.inject('/api/docs/');
  expect(page.statusCode).toBe(200);
  const parts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) {
    expect(part).not.toMatch(/^(https?:)?\/\//);
    const reply = await company.app.inject(new URL(part, 'http://here/api/docs/').pathname);
    expect(reply.statusCode, part).toBe(200);
  }
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
});
