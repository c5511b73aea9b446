import { Ajv } from 'ajv';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '#modules/people/tokens/contract.ts';
import { type TestCompany, testCompany } from './test-company.ts';
import { type Operation, operationsOf, outside, within } from './test-contract.ts';
import { testRelay } from './test-relay.ts';

const SEED = Number(process.env.ESTAFETA_FUZZ_SEED ?? 20_261_123);
const RUNS = Number(process.env.ESTAFETA_FUZZ_RUNS ?? 4);

let company: TestCompany;
let operations: Operation[];
let ids: string[];
let token: string;

beforeAll(async () => {
  company = await testCompany();
  const { cold, offered, held, delivered } = await testRelay(company);
  ids = [cold, ...Object.values(offered), ...Object.values(held), ...Object.values(delivered)];
  ids.push(...Object.values(company.ids));
  operations = operationsOf((await company.app.inject('/api/openapi.json')).json());
  // A token does what its owner may, but never signs them out or changes their password.
  ({ token } = await company.ask('administrator', createToken, { body: { name: 'проба', scopes: ['read', 'write'] } }));
});
afterAll(() => company.close());

interface Call {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

let calls = 0;
async function send({ method, path }: Operation, { params, query, body }: Call, headers: Record<string, string>) {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wellFormed(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  calls += 1;
  return company.app.inject({
    method: method as 'GET',
    url: search.size === 0 ? address : `${address}?${search}`,
    // The limit of requests counts by address.
    remoteAddress: `10.0.${Math.floor(calls / 1000)}.1`,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
}

const wellFormed = (value: unknown): string => String(value).toWellFormed();

const partsOf = (schemas: Operation['query'], from: typeof within) =>
  fc.record(Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, from(schema, ids)])));
const some = (schemas: Operation['query']) =>
  fc.record(Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, within(schema, ids)])), {
    requiredKeys: [],
  });

const ajv = new Ajv({
  strict: false,
  formats: { uuid: /^[0-9a-f-]{36}$/i, date: /^\d{4}-\d\d-\d\d$/, 'date-time': /^\d{4}-.*T/ },
});
/** One break may mend what another field broke: what the contract admits after all is no bad input. */
const admits = (schema: Operation['body'], body: unknown) => ajv.validate(schema ?? {}, body);

const streams = (operation: Operation) => operation.path === '/api/v1/events';
/** Thousands of requests: more than a busy machine answers within the usual time. */
const PATIENCE_MS = 900_000;
const settings = { numRuns: RUNS, seed: SEED, endOnFailure: true };

test(
  'input that a contract does not admit is refused by every address, in a problem body, and changes nothing',
  async () => {
    const before = await company.journaled();
    for (const operation of operations.filter((one) => one.body !== undefined)) {
      const calls = fc.record({
        params: partsOf(operation.params, within),
        query: fc.constant({}),
        body: outside(operation.body ?? {}, ids).filter((body) => !admits(operation.body, body)),
      });
      await fc.assert(
        fc.asyncProperty(calls, async (call) => {
          const reply = await send(operation, call, company.headers('administrator'));
          const seen = `${operation.method} ${operation.path} ${JSON.stringify(call)}: ${reply.statusCode} ${reply.body}`;
          expect([400, 413], seen).toContain(reply.statusCode);
          expect(reply.headers['content-type']).toContain('application/problem+json');
        }),
        settings,
      );
    }
    expect(await company.journaled()).toBe(before);
  },
  PATIENCE_MS,
);

test('addresses and questions that no contract admits are refused', async () => {
  for (const operation of operations.filter((one) => !streams(one))) {
    for (const name of Object.keys(operation.params)) {
      if (operation.params[name]?.format === undefined && operation.params[name]?.enum === undefined) continue;
      const fitting = Object.fromEntries(Object.keys(operation.params).map((key) => [key, ids[0]]));
      const wrong = ['not-an-id', '7', 'urn:uuid:019a0000-0000-7000-8000-000000000001', '%00', "'"];
      for (const value of wrong) {
        const call = {
          params: { ...fitting, [name]: value },
          query: {},
          body: operation.body === undefined ? undefined : {},
        };
        const reply = await send(operation, call, company.headers('administrator'));
        expect([400, 404], `${operation.method} ${operation.path} ${value}: ${reply.body}`).toContain(reply.statusCode);
      }
    }
    const unknown = {
      params: Object.fromEntries(Object.keys(operation.params).map((key) => [key, ids[0]])),
      query: { no_such: '1' },
      body: undefined,
    };
    const reply = await send(operation, unknown, company.headers('head'));
    expect(reply.statusCode, `${operation.method} ${operation.path}: ${reply.body}`).toBeLessThan(500);
  }
});

test(
  'no input at all that a contract admits breaks the program',
  async () => {
    const headers = { authorization: `Bearer ${token}` };
    const broken: string[] = [];
    for (const operation of operations.filter((one) => !streams(one))) {
      const calls = fc.record({
        params: partsOf(operation.params, within),
        query: some(operation.query),
        body: operation.body === undefined ? fc.constant(undefined) : within(operation.body, ids),
      });
      for (const who of [headers, company.headers('manager'), company.headers('head')]) {
        if (who !== headers && /sign-out|sessions|password/.test(operation.path)) continue;
        for (const call of fc.sample(calls, settings)) {
          const reply = await send(operation, call, who);
          if (reply.statusCode >= 500)
            broken.push(
              `${operation.method} ${operation.path} ${JSON.stringify(call).slice(0, 600)}: ${company.faults.at(-1)}`,
            );
        }
      }
    }
    expect(broken).toEqual([]);
  },
  PATIENCE_MS,
);
