import { afterAll, beforeAll, expect, it } from 'vitest';
import { createField, registerFields } from '#modules/fields/commands.ts';
import { undo } from '#modules/journal/commands.ts';
import { recordJournal } from '#modules/journal/queries.ts';
import { editDeal, openDeal } from '../commands.ts';
import { dealCard } from '../queries.ts';
import { type TestDeals, testDeals } from '../test-deals.ts';

let deals: TestDeals;
beforeAll(async () => {
  deals = await testDeals();
  registerFields();
  const { market } = deals;
  await market.done((w) => createField(w, { entity: 'deal', type: 'number', name_ru: 'Светильников' }));
  await market.done((w) => createField(w, { entity: 'deal', type: 'person', name_ru: 'Инженер' }));
});
afterAll(() => deals.close());

it('a deal has the company’s own fields from its opening on: checked, told in the journal, taken back', async () => {
  const { market, as, manager } = deals;
  const { clientId, need } = await deals.ready();
  const opened = await market.done(
    (w) => openDeal(w, clientId, { need_id: need.id, custom: { svetilnikov: 420, inzhener: manager } }),
    as.manager,
  );
  expect(opened).toMatchObject({
    custom: { svetilnikov: 420, inzhener: manager },
    custom_people: { [manager]: 'Лыткин Андрей' },
  });
  const wrong = { version: opened.version, custom: { svetilnikov: '5', tsvet: 1 } };
  expect(await market.write((w) => editDeal(w, opened.id, wrong), as.manager)).toMatchObject({
    code: 'invalid_input',
    fields: [
      { path: '/custom/svetilnikov', reason: 'fields.not_number' },
      { path: '/custom/tsvet', reason: 'fields.unknown' },
    ],
  });
  let token = '';
  const edited = await market.done(async (w) => {
    const done = await editDeal(w, opened.id, {
      version: opened.version,
      title: 'Вторая очередь',
      custom: { svetilnikov: 500, inzhener: null },
    });
    token = w.effects.undo ?? '';
    return done;
  }, as.manager);
  expect(edited.custom).toEqual({ svetilnikov: 500 });
  const journal = await recordJournal(as.manager, 'deal', opened.id, { field: 'custom.svetilnikov' });
  expect(journal).toMatchObject({
    value: {
      items: [
        { before: { 'custom.svetilnikov': 420 }, after: { 'custom.svetilnikov': 500, 'custom.inzhener': null } },
        { after: { 'custom.svetilnikov': 420 } },
      ],
      fields: expect.arrayContaining([expect.objectContaining({ kind: 'deal', name: 'Светильников' })]),
    },
  });
  await market.done((w) => undo(w, token), as.manager);
  expect(await dealCard(as.manager, opened.id)).toMatchObject({
    value: { title: opened.title, custom: { svetilnikov: 420, inzhener: manager } },
  });
});
