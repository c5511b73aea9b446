import type { Context } from '#platform/context.ts';
import { type Findable, type Ranked, rank } from '#platform/search/ranking.ts';
import {
  isUnanswerable,
  type Understood,
  understand,
  understandAlike,
  understandInside,
} from '#platform/search/understanding.ts';
import { ok, type Result } from '#shared/result.ts';
import { viewOf } from '../listing/queries.ts';
import type { RegisterView } from '../listing/store.ts';
import { foundContacts } from '../search-people/store.ts';
import type { SearchAnswer, SearchHit } from './contract.ts';
import { type FoundClient, type FoundRecord, foundClients, foundRecords, type RecordSource } from './store.ts';

/** A record that may be meant. */
export interface Candidate extends Findable {
  id: string;
  clientId: string;
  /** Shown behind `aside`, and not searched. */
  more: string | null;
  /** It is the actor's own work: of two that are meant alike, that one is. */
  mine: boolean;
}

/** What a part of the search is asked. */
export interface SearchRequest {
  query: string;
  understood: Understood;
  /** How the actor sees the register. */
  view: RegisterView;
  limit: number;
}

/** One kind of things that the global search finds; what it returns the actor may see. */
export interface SearchPart {
  kind: string;
  /** Of two answers that are as good the kind of the greater weight comes first; a client's is 1. */
  weight: number;
  find(context: Context, request: SearchRequest): Promise<Candidate[]>;
}

const parts = new Map<string, SearchPart>();
const recordKinds = new Map<string, { weight: number; source: RecordSource }>();

/** Registers what else is found; a later module does so for its own records when the program is composed. */
export function registerSearchPart(part: SearchPart): void {
  parts.set(part.kind, part);
}

/**
 * Registers records of a later module: they are found by title, by the number in their papers and together with the name of
 * their client, by whoever reads its card.
 */
export function registerRecordSearch(part: Omit<SearchPart, 'find'> & { source: RecordSource }): void {
  recordKinds.set(part.kind, part);
}

const recordCandidate = (record: FoundRecord): Candidate => ({
  id: record.id,
  clientId: record.client_id,
  title: record.title,
  aside: record.client_name,
  more: null,
  mine: record.mine,
  values: record.number === null ? [] : [{ by: 'number', value: record.number }],
});

const DEFAULT_LIMIT = 12;
const MINE = 0.05;

/**
 * Searches everything within the actor's reach, all kinds in one order: numbers and whole names first, then beginnings,
 * word forms and transliterations, then parts of words; where nothing of that is found, what is like it. Out of reach is
 * not found; a client seen at a glance is found by its name alone. Source: domain §14.
 */
export async function search(
  context: Context,
  { q, limit = DEFAULT_LIMIT }: { q: string; limit?: number | undefined },
): Promise<Result<SearchAnswer>> {
  const [view, meant] = await Promise.all([viewOf(context, {}), understand(context, q)]);
  if (meant === null) return ok(answer([], limit));
  const hits = await found(context, view, q, meant, limit);
  if (hits.length >= limit) return ok(answer(hits, limit));
  const inside = await understandInside(context, meant);
  const more = inside === null ? hits : await found(context, view, q, inside, limit);
  if (more.length > 0) return ok(answer(more, limit));
  const alike = await understandAlike(context, inside ?? meant);
  const similar = alike === null ? [] : await found(context, view, q, alike, limit);
  return ok({ ...answer(similar, limit), similar: similar.length > 0 });
}

const answer = (hits: readonly Hit[], limit: number): SearchAnswer => ({
  items: hits.slice(0, limit).map(hitOf),
  similar: false,
});

interface Hit {
  kind: string;
  candidate: Candidate;
  ranked: Ranked;
  score: number;
}

const collator = new Intl.Collator('ru');

/** What a query finds, as far as its words are stretched, best first. */
async function found(
  context: Context,
  view: RegisterView,
  query: string,
  understood: Understood,
  limit: number,
): Promise<Hit[]> {
  if (isUnanswerable(understood)) return [];
  const request: SearchRequest = { query, understood, view, limit };
  const asked = [...parts.values()];
  const kinds = [...recordKinds.entries()].map(([kind, { weight, source }]) => ({ kind, weight, source }));
  const [records, ...answers] = await Promise.all([
    foundRecords(
      context,
      kinds.map(({ source }) => source),
      request,
    ),
    ...asked.map((part) => part.find(context, request)),
  ]);
  const hitsOf = (kind: string, weight: number, candidates: readonly Candidate[]) =>
    candidates.map((candidate): Hit => {
      const ranked = rank(understood, candidate);
      return { kind, candidate, ranked, score: ranked.score * weight + (candidate.mine ? MINE : 0) };
    });
  const hits = [
    ...asked.flatMap(({ kind, weight }, place) => hitsOf(kind, weight, answers[place] ?? [])),
    ...kinds.flatMap(({ kind, weight }, place) => hitsOf(kind, weight, (records[place] ?? []).map(recordCandidate))),
  ];
  return hits.filter(({ ranked }) => ranked.score > 0).toSorted(better);
}

function better(one: Hit, other: Hit): number {
  return (
    other.score - one.score ||
    one.candidate.title.length - other.candidate.title.length ||
    collator.compare(one.candidate.title, other.candidate.title) ||
    one.candidate.id.localeCompare(other.candidate.id)
  );
}

function hitOf({ kind, candidate, ranked }: Hit): SearchHit {
  const { by, alsoMarks } = ranked;
  // Another name is shown where it is what was meant; what was searched of the second line stands before what was not.
  const also = alsoMarks.length > 0 ? (candidate.also ?? null) : null;
  const offset = also === null ? 0 : also.length + SEPARATOR.length;
  return {
    kind,
    id: candidate.id,
    title: candidate.title,
    title_marks: ranked.marks,
    note: together([also, candidate.aside ?? null, candidate.more]),
    note_marks: [
      ...alsoMarks,
      ...ranked.asideMarks.map(([from, to]): [number, number] => [from + offset, to + offset]),
    ],
    found_by: by === null ? null : { what: by.by, value: by.value, marks: by.marks },
    client_id: candidate.clientId,
  };
}

const SEPARATOR = ' · ';

/** The parts of a second line that there are. */
export function together(texts: readonly (string | null)[]): string | null {
  return texts.filter((text) => text !== null && text !== '').join(SEPARATOR) || null;
}

export function registerClientSearch(): void {
  registerSearchPart({
    kind: 'client',
    weight: 1,
    async find(context, { query, understood, view, limit }) {
      return (await foundClients(context, { query, understood, view, limit })).map(clientCandidate);
    },
  });
  registerSearchPart({
    kind: 'contact',
    weight: 0.98,
    async find(context, { query, understood, view, limit }) {
      const people = await foundContacts(context, { query, understood, view, limit });
      return people.map((person) => ({
        id: person.id,
        clientId: person.client_id,
        title: person.full_name,
        aside: together([person.position_title, person.client_name]),
        more: null,
        mine: person.mine,
        values: [
          ...person.phones.map(({ number }) => ({ by: 'phone' as const, value: number })),
          ...person.emails.map((value) => ({ by: 'email' as const, value })),
        ],
      }));
    },
  });
}

function clientCandidate(client: FoundClient): Candidate {
  const number = (by: 'inn' | 'ogrn' | 'oktmo', value: string | null) => (value === null ? [] : [{ by, value }]);
  return {
    id: client.id,
    clientId: client.id,
    title: client.name,
    also: client.open ? client.legal_name : null,
    aside: together([
      client.open && !client.name.includes(client.settlement ?? '') ? client.settlement : null,
      client.region,
    ]),
    more: client.holder_name,
    mine: client.mine,
    // Of a glance nothing but the name answers.
    values: client.open
      ? [
          ...number('inn', client.inn),
          ...number('ogrn', client.ogrn),
          ...number('oktmo', client.oktmo),
          ...client.phones.map((phone) => ({ by: 'phone' as const, value: phone.number })),
          ...client.emails.map((value) => ({ by: 'email' as const, value })),
          ...client.sites.map((value) => ({ by: 'site' as const, value })),
        ]
      : [],
  };
}
