import type { SearchHit } from '#modules/clients/search/contract.ts';

/** How many records are offered again. */
const MOST = 8;

const keyOf = (person: string | null): string => `estafeta.opened.${person ?? ''}`;

function isHit(value: unknown): value is SearchHit {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['kind', 'id', 'title', 'client_id'].every((name) => name in value && typeof Reflect.get(value, name) === 'string')
  );
}

/** Records that a person has opened from the search on this device, the last one first. */
export function readOpened(person: string | null): SearchHit[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isHit) : [];
  } catch {
    return [];
  }
}

/** Keeps a record among those; what it was found by this time is no part of it. */
export function rememberOpened(person: string | null, hit: SearchHit): void {
  const plain: SearchHit = { ...hit, title_marks: [], note_marks: [], found_by: null };
  const others = readOpened(person).filter(
    ({ kind, id, client_id: client }) => kind !== hit.kind || id !== hit.id || client !== hit.client_id,
  );
  localStorage.setItem(keyOf(person), JSON.stringify([plain, ...others].slice(0, MOST)));
}

/** Whoever signs out leaves no names behind. */
export function forgetOpened(person: string | null): void {
  localStorage.removeItem(keyOf(person));
}
