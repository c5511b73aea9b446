import { afterAll, beforeAll, expect, it } from 'vitest';
import { createField, registerFields } from '#modules/fields/commands.ts';
import { followDefinitions } from '#modules/fields/indexing/commands.ts';
import { EXPORT_JOB, runExport, startExport } from '#modules/lists/exports/commands.ts';
import { exportFile } from '#modules/lists/exports/queries.ts';
import type { Context } from '#platform/context.ts';
import { readFile } from '#platform/files/stored-files.ts';
import { openJobs } from '#platform/jobs/store.ts';
import type { Project } from '../contract.ts';
import { suspendProject, terminateProject } from '../ending/commands.ts';
import { editMilestone, reachMilestone } from '../milestones/commands.ts';
import { recordPayment } from '../money/commands.ts';
import { editProject } from '../own-fields/commands.ts';
import { type TestProjects, testProjects } from '../test-projects.ts';
import type { ProjectGrouping, ProjectListQuery } from './contract.ts';
import { groupProjects, projectList, showProjectFields } from './queries.ts';

let projects: TestProjects;
let head: Context;
/** Goes on, its first milestone reached; waits; has ended early; goes on with nothing planned, its advance paid. */
type Name = 'running' | 'suspended' | 'terminated' | 'planless';
const made = new Map<Name, Project>();
const names = new Map<string, Name>();

beforeAll(async () => {
  projects = await testProjects();
  registerFields();
  const { market, as } = projects.deals;
  ({ head } = as);
  await market.done((w) =>
    createField(w, { entity: 'project', type: 'date', name_ru: 'Пусконаладка', filtered: true }),
  );
  await market.done((w) => createField(w, { entity: 'project', type: 'yes_no', name_ru: 'Субсидия', filtered: true }));
  await followDefinitions(market.context);
  const open = async (name: Name): Promise<Project> => {
    const { project } = await projects.opened();
    made.set(name, project);
    names.set(project.id, name);
    return project;
  };
  const running = await open('running');
  const [first] = running.plan;
  await projects.done((w) =>
    reachMilestone(w, running.id, first?.id ?? '', { version: first?.version ?? 0, reached_on: '2026-11-20' }),
  );
  const custom = { puskonaladka: '2027-03-01', subsidiya: true };
  await projects.done((w) => editProject(w, running.id, { version: running.version, custom }));
  const suspended = await open('suspended');
  const pause = { version: suspended.version, reason: 'Ждём субсидию', until: '2027-02-01' };
  await projects.done((w) => suspendProject(w, suspended.id, pause));
  const terminated = await open('terminated');
  await projects.done((w) =>
    terminateProject(w, terminated.id, {
      ...{ version: terminated.version, terminated_on: '2026-11-20', by: 'client', reason: 'Нет денег' },
      ...{ settled_bp: 0, check_on: '2027-10-01' },
    }),
  );
  const planless = await open('planless');
  for (const { id, version } of planless.plan)
    await projects.done((w) => editMilestone(w, planless.id, id, { version, removed: true }));
  await projects.done((w) => recordPayment(w, planless.id, { received_on: '2026-11-22', amount_minor: 1_920_000_000 }));
}, 60_000);
afterAll(() => projects.close());

async function found(query: ProjectListQuery, as = head): Promise<(Name | undefined)[]> {
  const page = await projectList(as, query);
  if (!page.ok) throw new Error(`${page.reason} ${JSON.stringify(page.fields)}`);
  expect(page.value.count).toEqual({ value: page.value.items.length, exact: true });
  return page.value.items.map(({ id }) => names.get(id));
}

it.each<[string, ProjectListQuery, Name[]]>([
  ['nothing: what is next soonest, what has no plan last', {}, ['suspended', 'running', 'planless']],
  ['what has ended', { scope: 'ended' }, ['terminated']],
  ['a state', { scope: 'all', filter: 'state is terminated,suspended', sort: 'opened' }, ['suspended', 'terminated']],
  ['the day of the next milestone', { filter: 'next is 2027-01-01..' }, ['running']],
  // Of a project that has ended nothing is next.
  ['having nothing planned', { scope: 'all', filter: 'next is empty', sort: 'opened' }, ['terminated', 'planless']],
  ['whoever leads it', { filter: 'manager is me' }, []],
  ['the end of a pause', { filter: 'suspended_until is 2027-01-01.. or next is empty' }, ['suspended', 'planless']],
  ['a field of the company’s own', { filter: 'custom.puskonaladka is 2027-03-01' }, ['running']],
  [
    'the order of a field of the company’s own',
    { sort: 'custom.puskonaladka', filter: 'state is running' },
    ['running', 'planless'],
  ],
])('projects are narrowed by %s', async (_what, query, expected) => {
  expect(await found(query)).toEqual(expected);
});

it('what is not paid in time is known on the day', async () => {
  expect(await found({ filter: 'overdue is yes' })).toEqual([]);
  const inJanuary = { ...head, now: head.now.add({ hours: 24 * 50 }) };
  expect(await found({ filter: 'overdue is yes', scope: 'all', sort: 'opened' }, inJanuary)).toEqual([
    'running',
    'suspended',
  ]);
});

it('is searched by the words of the project and of its client', async () => {
  const title = made.get('running')?.title ?? '';
  expect(await found({ q: title.split(' ')[0] ?? '' })).toHaveLength(3);
  const client = made.get('suspended')?.client_name ?? '';
  expect(await found({ q: client })).toContain('suspended');
  expect(await found({ q: 'щщщщ' })).toEqual([]);
});

it.each(['next', 'value', 'opened', 'commissioned', 'closed', 'custom.puskonaladka'] as const)(
  'by %s every project comes once, page by page',
  async (sort) => {
    for (const order of ['asc', 'desc'] as const) {
      const query: ProjectListQuery = { scope: 'all', sort, order };
      const paged: (Name | undefined)[] = [];
      let cursor: string | null = null;
      do {
        const at: { cursor?: string } = cursor === null ? {} : { cursor };
        const page: Awaited<ReturnType<typeof projectList>> = await projectList(head, { ...query, limit: 1, ...at });
        if (!page.ok) throw new Error(page.reason);
        paged.push(...page.value.items.map(({ id }) => names.get(id)));
        cursor = page.value.next_cursor;
      } while (cursor !== null);
      expect(paged).toEqual(await found(query));
    }
  },
);

it.each<[ProjectGrouping, [string | null, number][]]>([
  [
    'state',
    [
      ['running', 2],
      ['suspended', 1],
      ['terminated', 1],
    ],
  ],
  [
    'next_month',
    [
      ['2026-12', 1],
      ['2027-05', 1],
      [null, 2],
    ],
  ],
  [
    'custom.subsidiya',
    [
      ['true', 1],
      [null, 3],
    ],
  ],
])('falls into groups by %s, each of which its filter opens', async (by, expected) => {
  const groups = await groupProjects(head, { scope: 'all', by });
  if (!groups.ok) throw new Error(groups.reason);
  expect(groups.value.items.map(({ value, count }) => [value, count.value])).toEqual(expected);
  for (const { filter, count } of groups.value.items)
    expect(await found({ scope: 'all', filter })).toHaveLength(count.value);
});

it('who leads a group is named; a day makes no groups', async () => {
  expect(await groupProjects(head, { scope: 'all', by: 'manager' })).toMatchObject({
    value: { items: [{ value: projects.deals.deliverer, label: expect.stringContaining(' '), count: { value: 4 } }] },
  });
  expect(await groupProjects(head, { by: 'custom.puskonaladka' })).toMatchObject({
    fields: [{ reason: 'fields.no_grouping' }],
  });
});

it('everybody sees their own, the head all of them, the others none', async () => {
  const { deliverer, colleague, manager } = projects.deals.as;
  expect(await found({ scope: 'all' }, deliverer)).toHaveLength(4);
  expect(await found({ filter: 'manager is me' }, deliverer)).toHaveLength(3);
  expect(await found({ scope: 'all' }, colleague)).toEqual([]);
  expect(await found({ scope: 'all' }, manager)).toEqual([]);
});

it('a filter, an order and a cursor that the list does not know are refused', async () => {
  expect(await projectList(head, { filter: 'colour is red' })).toMatchObject({ ok: false });
  expect(await projectList(head, { sort: 'custom.none' })).toMatchObject({ fields: [{ reason: 'fields.no_order' }] });
  expect(await projectList(head, { cursor: 'x' })).toMatchObject({ reason: 'app.bad_cursor' });
});

it('says what it can be filtered by', async () => {
  const fields = await showProjectFields(head);
  expect(fields.ok && fields.value.items.map(({ name }) => name)).toContain('custom.puskonaladka');
});

it('goes into a file as it is seen', async () => {
  const wanted = {
    format: 'csv' as const,
    filter: 'state is suspended',
    columns: ['project', 'stages', 'next', 'value', 'suspended_until', 'custom.puskonaladka'],
  };
  const { market, as } = projects.deals;
  expect(await market.write((w) => startExport(w, 'projects', wanted), as.deliverer)).toMatchObject({
    code: 'forbidden',
  });
  const { id } = await market.done((w) => startExport(w, 'projects', wanted), head);
  for (const job of await openJobs(head, EXPORT_JOB)) await runExport(head, job.id);
  const file = await exportFile(head, id);
  if (!file.ok) throw new Error(file.reason);
  let text = '';
  for await (const chunk of readFile(head.db, file.value.id)) text += Buffer.from(chunk).toString('utf8');
  const [heading, row, ...rest] = text.trim().split('\r\n');
  expect(heading).toBe('Проект и клиент;Вехи;Ближайшая веха;Сумма;Приостановлен до;Пусконаладка');
  expect(row).toMatch(/;0 \/ 2;10\.12\.2026 Обследование;[\d,]+;01\.02\.2027;$/);
  expect(rest).toEqual([]);
});
