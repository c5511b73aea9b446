import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerClients } from '#modules/clients/commands.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { dirtyRegister } from './dirty-register/generate.ts';
import { measureDuplicates } from './dirty-register/measure.ts';

let market: TestMarket;
beforeAll(async () => {
  market = await testMarket();
  registerClients();
});
afterAll(() => market.close());

it('of a dirty register every group of one tax number is one client, the others are found for people, two numbers stay two, and the same file again changes nothing', {
  timeout: 120_000,
}, async () => {
  const { csv, groups } = dirtyRegister('dirty', 240);
  const measured = await measureDuplicates(market.context, {
    name: 'dirty.csv',
    open: () => Readable.from([Buffer.from(csv)]),
    groups,
  });
  const { inn, phone, site } = measured.groups;
  expect(Math.min(inn.there, phone.there, site.there)).toBeGreaterThan(30);
  expect(inn.missed).toEqual([]);
  expect(phone.found / phone.there, phone.missed.join()).toBeGreaterThanOrEqual(0.95);
  expect(site.found / site.there, site.missed.join()).toBeGreaterThanOrEqual(0.95);
  expect(measured.twoNumbersInOne).toBe(0);
  expect(measured.again).toMatchObject({ taken: 0, updated: 0, read: measured.report.read });
});
