import { isUuid } from '#shared/ids.ts';
import type { HandoffKindName, Subject } from '../contract.ts';

/** What is being offered, before there is a hand-off. */
export interface DraftOf {
  kind: HandoffKindName;
  clientId: string;
  subject: Subject;
}

/** A draft has no record of its own: its address says what is offered. */
export function draftId(draft: { kind: string; client: { id: string }; subject: Subject }): string {
  return [draft.kind, draft.client.id, draft.subject.kind, draft.subject.id].join('.');
}

export function draftOf(id: string): DraftOf | null {
  const [kind = '', clientId = '', subjectKind = '', subjectId = ''] = id.split('.');
  if (kind !== 'H1' && kind !== 'H2' && kind !== 'H5') return null;
  if (!isUuid(clientId) || !isUuid(subjectId) || subjectKind === '') return null;
  return { kind, clientId, subject: { kind: subjectKind, id: subjectId } };
}
