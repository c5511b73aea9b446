import { record } from '#modules/journal/commands.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { forImport } from '../imports/commands.ts';
import { forReading } from '../imports/queries.ts';
import { nameDraftMapping } from '../imports/store.ts';
import type { ImportMapping } from './contract.ts';
import { namedMappings, removeNamed, saveNamed } from './store.ts';

type List = Result<{ items: ImportMapping[] }>;

/** The named mappings of the sales system that a file is brought into. */
export async function listMappings(context: Context, importId: string): Promise<List> {
  const found = await forReading(context, importId);
  return found.ok ? listOf(context, found.value.salesSystemId) : found;
}

async function listOf(context: Pick<Context, 'db'>, salesSystemId: string): Promise<List> {
  const kept = await namedMappings(context, salesSystemId);
  return ok({ items: kept.map(({ id, name }) => ({ id, name })) });
}

/** Keeps how a file is mapped under a name, for everybody who brings data into its sales system. Source: domain §2. */
export async function saveMapping(context: WriteContext, importId: string, name: string): Promise<List> {
  const found = await forImport(context, importId);
  if (!found.ok) return found;
  const { salesSystemId, mapping, policies, recogniseBy } = found.value;
  const tidy = name.replace(/\s+/gu, ' ').trim();
  if (tidy === '') return listOf(context, salesSystemId);
  const saved = await saveNamed(context, salesSystemId, { id: newId(), name: tidy, mapping, policies, recogniseBy });
  await nameDraftMapping(context, importId, tidy);
  await record(context, {
    action: 'import_mapping.saved',
    subject: { kind: 'import_mapping', id: saved.id },
    after: { name: tidy, mapping, policies, recognise_by: recogniseBy },
  });
  return listOf(context, salesSystemId);
}

/** Forgets a named mapping. Out of reach is not found. */
export async function removeMapping(context: WriteContext, importId: string, mappingId: string): Promise<List> {
  const found = await forImport(context, importId);
  if (!found.ok) return found;
  const name = await removeNamed(context, found.value.salesSystemId, mappingId);
  if (name === null) return notFound();
  await record(context, {
    action: 'import_mapping.removed',
    subject: { kind: 'import_mapping', id: mappingId },
    before: { name },
  });
  return listOf(context, found.value.salesSystemId);
}
