import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow, projectRoot } from './source-files.ts';

/** Rows of these tables are held by a transaction that has locked their client. */
const HELD_TABLES = 'clients|client_records|contacts|contact_records|client_contacts|client_participants|steps';
const WRITES = new RegExp(
  `(updateTable|insertInto|deleteFrom)\\('(${HELD_TABLES})'\\)|(UPDATE|INSERT INTO|DELETE FROM) (${HELD_TABLES})\\b`,
);
const FORGETS = /\bheld\b|forgetContacts/;
/** They make what nobody can have read yet, or only say what is to be written: whoever runs it has all forgotten. */
const EXEMPT = ['insertClient', 'insertPerson', 'clientsToInsert', 'clientsToUpdate', 'peopleToInsert'];

/** Functions of a store that write into such tables and leave what the transaction knows of their rows as it was. */
function forgetful(source: string): string[] {
  return source
    .split(/^(?=export (?:async )?(?:function|const)|(?:async )?function )/m)
    .filter((part) => WRITES.test(part) && !FORGETS.test(part))
    .map((part) => /(?:function|const) (\w+)/.exec(part)?.[1] ?? part.slice(0, 80));
}

it('whoever writes a row that a transaction may hold keeps it as it has become, or has it forgotten', () => {
  const stores = filesBelow(projectRoot, ['modules'], /^store\.ts$/);
  const found = stores.flatMap((file) => forgetful(readFileSync(join(projectRoot, file), 'utf8')));
  expect(found.filter((name) => !EXEMPT.includes(name))).toEqual([]);
  expect(EXEMPT.filter((name) => !found.includes(name))).toEqual([]);
});

it('sees a store that forgets to', () => {
  const writing = "await context.db.updateTable('clients').set({ note: null }).execute();";
  expect(forgetful(`export async function saveNote(context: WriteContext) {\n  ${writing}\n}`)).toEqual(['saveNote']);
  expect(
    forgetful(`export async function saveNote(context: WriteContext) {\n  context.held.forgetAll();\n  ${writing}\n}`),
  ).toEqual([]);
});
