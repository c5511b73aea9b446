import { type Context, inTransaction } from '#platform/context.ts';
import { buildIndex, dropIndex, indexesNamed, learnTable } from '#platform/db/expression-indexes.ts';
import { announce } from '#platform/outbox.ts';
import { ok } from '#shared/result.ts';
import { fieldRows } from '../store.ts';
import { carrierOf } from './queries.ts';
import { INDEX_PREFIX, indexesOf, saveIndexed } from './store.ts';

/**
 * Makes the indexes what the definitions ask for: builds those that are missing while everybody works on, and takes away
 * those that nothing asks for any more. A field is offered in filters and orders once its indexes answer. Interrupted, it
 * goes on where it was; done twice, it does nothing the second time.
 */
export async function followDefinitions(context: Context): Promise<void> {
  const fields = await fieldRows(context, null);
  const found = await indexesNamed(context.db, INDEX_PREFIX);
  const valid = new Set(found.filter((index) => index.valid).map(({ name }) => name));
  const wanted = new Set<string>();
  for (const field of fields) {
    const table = carrierOf(field.entity)?.table;
    const asked = table !== undefined && field.filtered && !field.archived;
    if (!asked) {
      // First nobody asks by it any more, then the index goes.
      await noteIndexed(context, field.id, null);
      continue;
    }
    const indexes = indexesOf(table, field);
    for (const index of indexes) wanted.add(index.name);
    const missing = indexes.filter(({ name }) => !valid.has(name));
    for (const index of missing) await buildIndex(context.db, index);
    if (missing.length > 0) await learnTable(context.db, table);
    await noteIndexed(context, field.id, context.now.toString());
  }
  for (const { name } of found) if (!wanted.has(name)) await dropIndex(context.db, name);
}

async function noteIndexed(context: Context, id: string, at: string | null): Promise<void> {
  await inTransaction(context, async (write) => {
    if (!(await saveIndexed(write.db, id, at))) return ok();
    await announce(write, { type: 'custom_field.indexed', subjectKind: 'custom_field', subjectId: id, clientId: null });
    return ok();
  });
}
