import Fastify from 'fastify';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { plainReply } from './plain-reply.ts';

const orNothing = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Holder = Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() });
const Reply = Type.Object({
  items: Type.Array(
    Type.Object({
      name: orNothing(Type.String()),
      size: orNothing(Type.Integer()),
      state: Type.Enum(['cold', 'warm']),
      holder: orNothing(Holder),
      step: Type.Optional(orNothing(Type.Object({ on: Type.String({ format: 'date' }), owner: orNothing(Holder) }))),
      own: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      kinds: Type.Union([
        Type.Object({ kind: Type.Literal('one'), one: Type.String() }, { additionalProperties: false }),
        Type.Object({ kind: Type.Literal('two'), two: Type.Integer() }, { additionalProperties: false }),
      ]),
    }),
  ),
});

const holder = { id: '01a21df1-8536-7050-ae11-6622e963b45b', name: 'Иванов «Иван»' };
const items = [
  {
    name: 'Тулун',
    size: 12,
    state: 'cold',
    holder,
    own: { a: 'x', b: 1.5, c: true },
    kinds: { kind: 'one', one: '1' },
  },
  { name: null, size: null, state: 'warm', holder: null, step: null, own: {}, kinds: { kind: 'two', two: 2 } },
  {
    ...{ name: '"\n', size: 0, state: 'warm', holder: { ...holder, secret: 'no' }, secret: 'no', own: { d: '' } },
    step: { on: '2026-11-24', owner: holder, secret: 'no' },
    kinds: { kind: 'one', one: '' },
  },
];

test('an answer is written as its schema says, nothing besides', async () => {
  const app = Fastify();
  app.get('/said', { schema: { response: { 200: Reply } } }, () => ({ items }));
  app.get('/plain', { schema: { response: { 200: plainReply(Reply) } } }, () => ({ items }));
  const [said, plain] = await Promise.all([app.inject('/said'), app.inject('/plain')]);
  expect(plain.statusCode).toBe(200);
  expect(plain.body).toBe(said.body);
  expect(plain.body).not.toContain('secret');
  await app.close();
});

test('of what may be nothing the type alone is left to look at', () => {
  expect(plainReply(Type.Object({ name: orNothing(Type.String()), holder: orNothing(Holder) }))).toMatchObject({
    properties: { name: {}, holder: { type: 'object', nullable: true } },
  });
  expect(JSON.stringify(plainReply(Type.Object({ name: orNothing(Type.String()) })))).not.toContain('anyOf');
});
