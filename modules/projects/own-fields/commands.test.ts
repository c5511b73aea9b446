import { afterAll, beforeAll, expect, it } from 'vitest';
import { createField, registerFields } from '#modules/fields/commands.ts';
import { undo } from '#modules/journal/commands.ts';
import { recordJournal } from '#modules/journal/queries.ts';
import { projectView } from '../queries.ts';
import { type TestProjects, testProjects } from '../test-projects.ts';
import { editProject } from './commands.ts';

let projects: TestProjects;
beforeAll(async () => {
  projects = await testProjects();
  registerFields();
  const { market } = projects.deals;
  await market.done((w) => createField(w, { entity: 'project', type: 'number', name_ru: 'Опор' }));
  await market.done((w) => createField(w, { entity: 'project', type: 'person', name_ru: 'Прораб' }));
});
afterAll(() => projects.close());

it('a project has the company’s own fields: checked, told in the journal, taken back', async () => {
  const { market, as, manager } = projects.deals;
  const { project } = await projects.opened();
  const wrong = { version: project.version, custom: { opor: '5', tsvet: 1 } };
  expect(await market.write((w) => editProject(w, project.id, wrong), as.deliverer)).toMatchObject({
    fields: [
      { path: '/custom/opor', reason: 'fields.not_number' },
      { path: '/custom/tsvet', reason: 'fields.unknown' },
    ],
  });
  let token = '';
  const edited = await market.done(async (w) => {
    const done = await editProject(w, project.id, { version: project.version, custom: { opor: 40, prorab: manager } });
    token = w.effects.undo ?? '';
    return done;
  }, as.deliverer);
  expect(edited).toMatchObject({
    custom: { opor: 40, prorab: manager },
    custom_people: { [manager]: 'Лыткин Андрей' },
  });
  const stale = { version: project.version, custom: { opor: 41 } };
  expect(await market.write((w) => editProject(w, project.id, stale), as.deliverer)).toMatchObject({
    reason: 'app.stale_version',
  });
  expect(
    await market.write((w) => editProject(w, project.id, { ...stale, version: edited.version }), as.caller),
  ).toMatchObject({ ok: false });
  expect(await recordJournal(as.deliverer, 'project', project.id, { field: 'custom.opor' })).toMatchObject({
    value: { items: [{ before: { 'custom.opor': null }, after: { 'custom.opor': 40 } }] },
  });
  await market.done((w) => undo(w, token), as.deliverer);
  expect(await projectView(as.deliverer, project.id)).toMatchObject({ value: { custom: {} } });
});

it('a project is renamed and keeps its own fields; that is taken back unless it has been renamed since', async () => {
  const { market, as } = projects.deals;
  const { project } = await projects.opened();
  const rename = async (title: string, version: number) => {
    let token = '';
    const renamed = await market.done(async (w) => {
      const done = await editProject(w, project.id, { version, title });
      token = w.effects.undo ?? '';
      return done;
    }, as.deliverer);
    return { renamed, token };
  };
  const kept = await market.done(
    (w) => editProject(w, project.id, { version: project.version, custom: { opor: 7 } }),
    as.deliverer,
  );
  const first = await rename('Свет на набережной', kept.version);
  expect(first.renamed).toMatchObject({ title: 'Свет на набережной', custom: { opor: 7 } });
  const second = await rename('Свет в парке', first.renamed.version);
  expect(await market.write((w) => undo(w, first.token), as.deliverer)).toMatchObject({
    reason: 'journal.acted_on_since',
  });
  await market.done((w) => undo(w, second.token), as.deliverer);
  expect(await projectView(as.deliverer, project.id)).toMatchObject({
    value: { title: 'Свет на набережной', custom: { opor: 7 } },
  });
});
