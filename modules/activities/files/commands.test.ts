import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { undo } from '#modules/journal/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import { storeFile } from '#platform/files/stored-files.ts';
import type { Result } from '#shared/result.ts';
import { attachFile, planStep, registerActivities, removeFile } from '../commands.ts';
import { attachedFile, attachmentList, filesAbout, ownFile } from '../queries.ts';
import { letGoOfUploads, takeUpload, UPLOAD_HOURS } from './commands.ts';

registerActivities();

let market: TestMarket;
let asManager: Context;
let asColleague: Context;
let asHead: Context;
let clientId: string;

beforeAll(async () => {
  market = await testMarket();
  const manager = await market.person('Лыткин Андрей', 'development_manager');
  asManager = await market.as(manager);
  asColleague = await market.as(await market.person('Сухих Марина', 'development_manager'));
  asHead = await market.as(await market.person('Ермолаев Виктор', 'head'));
  clientId = (await market.client('Администрация города Тулуна')).id;
  const call = { client_id: clientId, kind: 'call', title: 'Позвонить главе', due_on: '2026-11-24' } as const;
  await market.done((w) => planStep(w, call, { holder: { employeeId: manager, via: 'taken' }, developing: true }));
});
afterAll(() => market.close());

async function andUndo<T>(
  context: Context,
  command: (write: WriteContext) => Promise<Result<T>>,
): Promise<Result<unknown>> {
  let entry = '';
  const result = await inTransaction(context, async (write) => {
    const outcome = await command(write);
    entry = write.effects.undo ?? '';
    return outcome;
  });
  return result.ok ? market.write((w) => undo(w, entry), context) : result;
}

describe('files', () => {
  const upload = (context: Context, name = 'Спецификация.pdf') =>
    market.done(
      (w) => storeFile(w, { name, mediaType: 'application/pdf', content: Readable.from([Buffer.from('PDF')]) }, 1000),
      context,
    );

  it('lie with the client and are removed and put back', async () => {
    const file = await upload(asManager);
    const attached = await market.done((w) => attachFile(w, { client_id: clientId, file_id: file.id }), asManager);
    expect(attached).toMatchObject({ title: 'Спецификация.pdf', size: 3 });
    expect(
      await market.write((w) => attachFile(w, { client_id: clientId, file_id: file.id }), asManager),
    ).toMatchObject({
      reason: 'activities.file_attached_already',
    });
    expect(await attachedFile(asHead, attached.id)).toMatchObject({ ok: true, value: { id: file.id } });
    expect(await attachedFile(asColleague, attached.id)).toMatchObject({ code: 'not_found' });
    expect(await andUndo(asManager, (w) => removeFile(w, attached.id, 1))).toMatchObject({ ok: true });
    expect(await attachmentList(asManager, clientId, {})).toMatchObject({
      value: { items: [{ id: attached.id, may_remove: true }], count: { value: 1 } },
    });
  });

  it('uploaded by another cannot be attached or read', async () => {
    const file = await upload(asManager);
    expect(await ownFile(asHead, file.id)).toMatchObject({ code: 'not_found' });
    expect(await market.write((w) => attachFile(w, { client_id: clientId, file_id: file.id }), asHead)).toMatchObject({
      fields: [{ reason: 'activities.no_such_file' }],
    });
  });

  it('may lie with a record there, and its module finds them', async () => {
    const file = await upload(asManager, 'Расчёт.xlsx');
    const about = { kind: 'need', id: clientId };
    const attached = await market.done(
      (w) => attachFile(w, { client_id: clientId, file_id: file.id, about }),
      asManager,
    );
    expect(await filesAbout(market.context, about)).toMatchObject([{ id: attached.id, about }]);
  });

  it('that were put to nothing are let go of after two days; what anything points at stays', async () => {
    const put = await upload(asManager, 'Акт.pdf');
    await market.done((w) => attachFile(w, { client_id: clientId, file_id: put.id }), asManager);
    const left = await upload(asManager, 'Черновик.pdf');
    const letGo = async (hours: number) => {
      const later = { ...market.context, now: market.context.now.add({ hours }) };
      for (let gone = true; gone; ) ({ gone } = await market.done(letGoOfUploads, later));
      const rows = await market.context.db.selectFrom('files').select('id').execute();
      return rows.map(({ id }) => id);
    };
    expect(await letGo(UPLOAD_HOURS - 1)).toEqual(expect.arrayContaining([put.id, left.id]));
    const kept = await letGo(UPLOAD_HOURS);
    expect([kept.includes(put.id), kept.includes(left.id)]).toEqual([true, false]);
    expect(await letGo(UPLOAD_HOURS)).toEqual(kept);
    const entries = market.context.db.selectFrom('journal_entries').select(['action', 'before']);
    expect(await entries.where('subject_id', '=', left.id).execute()).toEqual([
      { action: 'file.upload_removed', before: { title: 'Черновик.pdf', size: 3 } },
    ]);
  });

  it('are uploaded whole or not at all', async () => {
    const file = (cut: boolean) => ({
      name: '../смета.pdf',
      mediaType: 'application/pdf',
      content: Readable.from([Buffer.from('PDF')]),
      cutOff: () => cut,
    });
    const stored = await takeUpload(asManager, file(false));
    expect(stored).toMatchObject({ name: 'смета.pdf', size: 3 });
    expect(await ownFile(asManager, stored.id)).toMatchObject({ ok: true });
    const count = () => market.context.db.selectFrom('files').select('id').execute();
    const before = (await count()).length;
    await expect(takeUpload(asManager, file(true))).rejects.toMatchObject({ status: 413 });
    expect(await count()).toHaveLength(before);
  });
});
