import { offerUndo, record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';

export interface StructureChange {
  action: string;
  subject: { kind: 'sales_system' | 'unit' | 'position' | 'segment' | 'access_table' | 'employee'; id: string };
  before?: unknown;
  after?: unknown;
  reason?: string | null;
}

/** Journals a change of the structure and wakes up every screen that shows it. Returns the journal entry. */
export async function noteChange(context: WriteContext, change: StructureChange): Promise<string> {
  const entryId = await record(context, change);
  await announce(context, {
    type: 'structure.changed',
    subjectKind: change.subject.kind,
    subjectId: change.subject.id,
  });
  return entryId;
}

/** The same for an edit of fields that the user may take back at once. */
export async function noteEdit(context: WriteContext, change: StructureChange): Promise<void> {
  offerUndo(context, await noteChange(context, change));
}
