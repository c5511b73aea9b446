import { TRASH_DAYS } from '../trash/rules.ts';

/** A removed tag stays as long as what is in the trash does: so long it can be brought back. Source: experience, Everywhere. */
export const REMOVED_TAG_DAYS = TRASH_DAYS;

/** So many clients change at once while somebody waits; more are changed in the background, with a progress. */
export const AT_ONCE = 5_000;

/** A merge as somebody who looks at it is told of it. */
export function mergeStateOf(state: 'going' | 'undoing', job: string | null): 'going' | 'undoing' | 'failed' {
  return job === 'failed' ? 'failed' : state;
}
