import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { type TestCompany, testCompany } from '#modules/structure/test-company.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import { changeView, chooseHome, createView, deleteView, keepColumns, pinView, registerLists } from './commands.ts';
import type { ListViews, ViewShape } from './contract.ts';
import { listViews, pinnedViews } from './queries.ts';

const shape: ViewShape = {
  q: '',
  scope: 'market',
  filter: 'state is cold and phone is no',
  sort: { column: 'size', descending: true },
  group: 'region',
  columns: null,
};

describe('saved views', () => {
  let company: TestCompany;
  let caller: Context;
  let colleague: Context;
  let head: Context;

  beforeAll(async () => {
    company = await testCompany();
    registerLists();
    caller = await company.as(await company.person('Бахтина Ольга', 'telemarketer'));
    colleague = await company.as(await company.person('Лыткин Андрей', 'development_manager'));
    head = await company.as(await company.person('Ермолаев Виктор', 'head'));
  });
  afterAll(() => company.close());

  const views = async (who: Context): Promise<ListViews> => {
    const read = await listViews(who, 'clients');
    if (!read.ok) throw new Error(read.reason);
    return read.value;
  };
  const names = async (who: Context) => (await views(who)).items.map(({ name }) => name);
  const saved = (who: Context, name: string, shared: boolean) =>
    company.done((write) => createView(write, 'clients', { name, shape, shared }), who);
  /** Does it and takes it back as the person would by «Отменить». */
  const takenBack = async <T>(who: Context, command: (write: WriteContext) => Promise<Result<T>>) => {
    let token: string | null = null;
    await company.done(async (write) => {
      const result = await command(write);
      token = write.effects.undo;
      return result;
    }, who);
    return company.write((write) => undo(write, token ?? ''), who);
  };

  it('a private view is seen by its owner alone, a shared one by everybody, and both hold all that the list shows', async () => {
    const mine = await saved(caller, 'Без телефона', false);
    await saved(caller, 'Крупные холодные', true);
    expect(mine).toMatchObject({ shape, shared: false, pinned: false, allowed: { edit: true, desks: false } });
    expect(await names(caller)).toEqual(['Без телефона', 'Крупные холодные']);
    expect(await names(colleague)).toEqual(['Крупные холодные']);
  });

  it('is changed by its owner, a shared one also by the head, by nobody else', async () => {
    const view = await saved(caller, 'Общий', true);
    const rename = (write: WriteContext) => changeView(write, view.id, { version: view.version, name: 'Наш' });
    expect(await company.write(rename, colleague)).toMatchObject({ ok: false, reason: 'lists.not_yours' });
    expect(await company.write(rename, head)).toMatchObject({ ok: true, value: { name: 'Наш', version: 2 } });
    expect(await company.write(rename, caller)).toMatchObject({ ok: false, reason: 'app.stale_version' });
    const secret = await saved(caller, 'Личный', false);
    const remove = (write: WriteContext) => deleteView(write, secret.id);
    expect(await company.write(remove, head)).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('a change, a deletion and a new view can be taken back', async () => {
    const view = await saved(caller, 'На время', false);
    expect(
      await takenBack(caller, (write) => changeView(write, view.id, { version: view.version, name: 'Иначе' })),
    ).toMatchObject({ ok: true });
    expect(await names(caller)).toContain('На время');
    expect(await takenBack(caller, (write) => deleteView(write, view.id))).toMatchObject({ ok: true });
    expect(await names(caller)).toContain('На время');
    const extra = { name: 'Лишний', shape, shared: false };
    expect(await takenBack(caller, (write) => createView(write, 'clients', extra))).toMatchObject({ ok: true });
    expect(await names(caller)).not.toContain('Лишний');
  });

  it('a desk begins with a shared view that the head has chosen for it, a person with their own choice', async () => {
    const view = await saved(head, 'Кого обзвонить', true);
    const first = (write: WriteContext, version: number) =>
      changeView(write, view.id, { version, desks: ['prospecting'] });
    expect(await company.write((write) => first(write, view.version), caller)).toMatchObject({ ok: false });
    await company.done((write) => first(write, view.version), head);
    expect((await views(caller)).home).toBe(view.id);
    expect((await views(colleague)).home).toBeNull();
    await company.done((write) => chooseHome(write, 'clients', null), caller);
    expect((await views(caller)).home).toBeNull();
    const unshared = await company.done((write) => changeView(write, view.id, { version: 2, shared: false }), head);
    expect(unshared.desks).toEqual([]);
  });

  it('is pinned to the navigation of whoever wants it, with columns of their own', async () => {
    const view = await saved(head, 'Закреплённый', true);
    const columns = { order: ['name', 'size'], hidden: ['phone'], pinned: ['name'], widths: { name: 300 } };
    await company.done((write) => pinView(write, view.id, true), caller);
    await company.done((write) => keepColumns(write, 'clients', { view_id: view.id, columns }), caller);
    await company.done((write) => keepColumns(write, 'clients', { view_id: null, columns }), caller);
    await company.done((write) => keepColumns(write, 'clients', { view_id: null, columns }), caller);
    expect(await pinnedViews(caller)).toEqual({
      ok: true,
      value: { items: [{ id: view.id, list: 'clients', name: 'Закреплённый' }] },
    });
    expect((await views(caller)).columns).toEqual([
      { view_id: view.id, columns },
      { view_id: null, columns },
    ]);
    expect((await views(head)).items.find(({ id }) => id === view.id)).toMatchObject({ pinned: false });
    await company.done((write) => deleteView(write, view.id), head);
    expect(await pinnedViews(caller)).toEqual({ ok: true, value: { items: [] } });
  });
});
