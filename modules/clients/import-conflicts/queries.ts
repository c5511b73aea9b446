import { type CustomValue, isCustomName } from '#modules/fields/rules.ts';
import { segmentsOf } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { roleWords } from '../import-places/queries.ts';
import { isRoleField } from '../import-places/rules.ts';
import { forReading } from '../imports/queries.ts';
import { ownFields } from '../own-fields/queries.ts';
import { ownWords } from '../own-fields/rules.ts';
import type { ImportConflict } from './contract.ts';
import { openConflicts } from './store.ts';

/** The open questions of an import, first rows first. Out of reach is not found. */
export async function listConflicts(
  context: Context,
  importId: string,
  { limit = 50 }: { limit?: number | undefined },
): Promise<Result<{ items: ImportConflict[]; more: boolean }>> {
  const found = await forReading(context, importId);
  if (!found.ok) return found;
  const rows = await openConflicts(context, importId, null, limit + 1);
  const segments = await segmentsOf(context, found.value.salesSystemId);
  const segmentNames = new Map(segments.map((segment) => [segment.id, segment.name]));
  const own = await ownFields(context);
  const words = (field: string, value: unknown): string =>
    isCustomName(field) && isValue(value)
      ? ownWords(own, field, value)
      : isRoleField(field)
        ? roleWords(context.actor.language, value)
        : field === 'segment_id' && typeof value === 'string'
          ? (segmentNames.get(value) ?? '')
          : wordsOfValue(value);
  const items = rows.slice(0, limit).map(
    ({ clientId, clientName, personName, field, row, before, now, told }): ImportConflict => ({
      client_id: clientId,
      client_name: clientName,
      person_name: personName,
      field: field === 'segment_id' ? 'segment' : field,
      row,
      before: words(field, before),
      now: words(field, now),
      told: words(field, told),
    }),
  );
  return ok({ items, more: rows.length > limit });
}

const isValue = (value: unknown): value is CustomValue => ['string', 'number', 'boolean'].includes(typeof value);

/** Lists are told item by item, phones by their numbers. */
function wordsOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(wordsOfValue).join(', ');
  if (typeof value === 'object') return 'number' in value ? String(value.number) : '';
  return String(value);
}
