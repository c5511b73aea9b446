import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { registerClients } from '../commands.ts';
import { listClients } from '../listing/queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { trashClient } from '../trash/commands.ts';
import type { MapQuery } from './contract.ts';
import { mapClients } from './queries.ts';
import { withinBox } from './rules.ts';

let market: TestMarket;
let head: Context;
let seller: EmployeeId;

beforeAll(async () => {
  market = await testMarket();
  registerClients();
  seller = await market.person('Лыткин Андрей', 'development_manager');
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  const held = {
    holder: { employeeId: seller, via: 'taken' as const },
    developing: true,
    nextStep: { id: crypto.randomUUID(), title: 'Позвонить', on: '2026-11-24' },
  };
  const at = (name: string, latitude: number, longitude: number, region = 'Иркутская область') => ({
    name,
    region,
    latitude,
    longitude,
  });
  await market.client(at('Тулун', 54.56, 100.58), held);
  await market.client(at('Нижнеудинск', 54.9, 99.03));
  await market.client(at('Южа', 56.58, 42.01, 'Ивановская область'));
  await market.client(at('Эгвекинот', 66.32, -179.12, 'Чукотский автономный округ'));
  await market.client('Зима');
  const gone = await market.client(at('Занесён по ошибке', 54.7, 100.1));
  await market.done((write) => trashClient(write, gone.id, { version: gone.version, reason: 'ошибка' }));
});
afterAll(() => market.close());

const map = async (who: Context, query: MapQuery = {}) => {
  const found = await mapClients(who, query);
  if (!found.ok) throw new Error(found.reason);
  return found.value;
};
const total = ({ items }: { items: { count: number }[] }) => items.reduce((sum, { count }) => sum + count, 0);

it('gathers the clients into cells by groups, names the one that is alone, and leaves the trash out', async () => {
  const { items, without, scope } = await map(head, { cell: 4 });
  expect(scope).toBe('market');
  expect(without).toEqual({ value: 1, exact: true });
  expect(items).toHaveLength(3);
  expect(items[0]).toMatchObject({
    count: 2,
    region: 'Иркутская область',
    groups: { queued: 1, in_work: 1, waiting: 0, closed: 0 },
    client: null,
    south: 54.56,
    north: 54.9,
  });
  expect(items.find(({ region }) => region === 'Ивановская область')?.client).toMatchObject({ name: 'Южа' });
});

it('shows what lies in a box, across the 180th meridian as well', async () => {
  expect(total(await map(head, { south: 54, north: 55, west: 99, east: 101 }))).toBe(2);
  expect(total(await map(head, { south: 60, north: 70, west: 170, east: -170 }))).toBe(1);
  expect((await mapClients(head, { south: 60, north: 50 })).ok).toBe(false);
});

it('shows as the list does: its filter, its search, and of colleagues’ clients nothing', async () => {
  expect(total(await map(head, { filter: 'group is in_work' }))).toBe(1);
  expect(total(await map(head, { q: 'южа' }))).toBe(1);
  const { items, without, scope } = await map(await market.as(seller));
  expect(scope).toBe('open');
  expect(items.map(({ client }) => client?.name)).toEqual(['Тулун']);
  expect(without.value).toBe(0);
});

it('says of every cell what the list narrowed to its box says', async () => {
  for (const cell of (await map(head, { cell: 4 })).items) {
    const list = await listClients(head, { filter: withinBox('', cell) });
    expect(list).toMatchObject({ ok: true, value: { count: { value: cell.count, exact: true } } });
  }
});
