import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Route, RouteInput, RouteReply } from '#shared/route.ts';
import { useText } from '#ui-kit/text.tsx';
import { toast } from './feedback/toast.tsx';
import { refreshShown } from './refresh.ts';

/** What the server answered instead of a result: an RFC 9457 body with texts in the user's language. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  /** Field path (`inn`, `phones/0`) → sentence. */
  readonly fields: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'ProblemError';
    this.status = body.status;
    this.code = body.code;
    this.reason = body.reason;
    this.fields = Object.fromEntries(
      (body.fields ?? []).map((fault) => [fault.path.replace(/^\//, ''), fault.message]),
    );
    this.details = body.details ?? {};
    this.requestId = body.request_id;
  }
}

interface ProblemBody {
  status: number;
  code: string;
  reason: string;
  detail: string;
  fields?: { path: string; message: string }[];
  details?: Record<string, unknown>;
  request_id?: string;
}

/** The parts of the input that the route declares; the others may be left out. */
type Input<R extends Route> = {
  [K in keyof RouteInput<R> as RouteInput<R>[K] extends undefined ? never : K]: RouteInput<R>[K];
};
type Args<R extends Route> = keyof Input<R> extends never ? [input?: Input<R>] : [input: Input<R>];

interface Answer<T> {
  value: T;
  undoToken: string | null;
}

/** Calls a route of the API; the address, the query and the body come from the same object the server binds. */
export async function call<R extends Route>(route: R, ...[input]: Args<R>): Promise<RouteReply<R>> {
  return (await send(route, input)).value;
}

async function send<R extends Route>(
  route: R,
  input: unknown,
  options: { key?: string; signal?: AbortSignal } = {},
): Promise<Answer<RouteReply<R>>> {
  // The three parts were checked by the caller's type; here they are only laid out on the wire.
  const { params, query, body } = (input ?? {}) as {
    params?: Record<string, unknown>;
    query?: Record<string, unknown>;
    body?: unknown;
  };
  let response: Response;
  try {
    response = await fetch(addressOf(route.path, params, query), {
      method: route.method,
      headers: {
        Accept: 'application/json',
        'Accept-Language': document.documentElement.lang || 'ru',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(options.key === undefined ? {} : { 'Idempotency-Key': options.key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    window.dispatchEvent(new Event(UNREACHABLE));
    throw new ProblemError({ status: 0, code: 'unreachable', reason: 'app.unreachable', detail: '' });
  }
  if (!response.ok) throw await problemFrom(response);
  return { value: (await response.json()) as RouteReply<R>, undoToken: response.headers.get('Undo-Token') };
}

/** Fired on `window` when the server says that nobody is signed in, and when it cannot be reached. */
export const SIGNED_OUT = 'estafeta:signed-out';
export const UNREACHABLE = 'estafeta:unreachable';

async function problemFrom(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 401) window.dispatchEvent(new Event(SIGNED_OUT));
  return new ProblemError(
    isProblem(body)
      ? body
      : { status: response.status, code: 'failed', reason: 'app.failed', detail: response.statusText },
  );
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'reason' in body && 'detail' in body;
}

/** The address of a route with its parameters and query filled in; also for links to downloads. */
export function addressOf(path: string, params?: Record<string, unknown>, query?: Record<string, unknown>): string {
  const filled = path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(String(params?.[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/** The cache key of a read; live updates and writes refresh whatever is on the screen. */
export function readKey(route: Route, input?: unknown): readonly unknown[] {
  return [route.tag, route.path, input ?? null];
}

interface ReadOptions {
  enabled?: boolean;
  /** Show the former page while the next one loads: for lists and search. */
  keep?: boolean;
  refetchInterval?: number;
}

/** Reads a route and keeps the answer fresh while it is on the screen. */
export function useRead<R extends Route>(
  route: R,
  input: Input<R>,
  options: ReadOptions = {},
): UseQueryResult<RouteReply<R>, ProblemError> {
  return useQuery<RouteReply<R>, ProblemError>({
    queryKey: readKey(route, input),
    queryFn: async ({ signal }) => (await send(route, input, { signal })).value,
    enabled: options.enabled ?? true,
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
  });
}

interface WriteOptions<R extends Route> {
  /** What to say when it is done; by default a toast appears only when the change can be taken back. */
  said?: (reply: RouteReply<R>) => string;
}

/**
 * Writes through a route. Every attempt carries an `Idempotency-Key`, whatever is on the screen is refreshed, and a
 * change that can be taken back shows «Отменить».
 */
export function useWrite<R extends Route>(
  route: R,
  options: WriteOptions<R> = {},
): UseMutationResult<RouteReply<R>, ProblemError, Input<R>> {
  const queries = useQueryClient();
  const { t } = useText();
  return useMutation<RouteReply<R>, ProblemError, Input<R>>({
    mutationFn: async (input) => {
      const { value, undoToken } = await send(route, input, { key: crypto.randomUUID() });
      const text = options.said?.(value);
      if (undoToken !== null) {
        toast({ text: text ?? t('ui.saved'), undo: () => undo(undoToken).then(() => refreshShown(queries)) });
      } else if (text !== undefined) {
        toast({ text });
      }
      return value;
    },
    onSuccess: () => refreshShown(queries),
  });
}

async function undo(token: string): Promise<void> {
  const response = await fetch(`/api/v1/journal/${encodeURIComponent(token)}/undo`, { method: 'POST' });
  if (!response.ok) throw await problemFrom(response);
}

/** A failed write as a form wants it: sentences per field and one for the form. */
export function formFailure(error: unknown): { ok: false; fields?: Record<string, string>; text?: string } {
  if (!(error instanceof ProblemError)) throw error;
  return Object.keys(error.fields).length > 0
    ? { ok: false, fields: { ...error.fields }, text: error.message }
    : { ok: false, text: error.message };
}

/** What stands in the way of a stale save: the record as it is now, if that is what the server answered. */
export function theirsOf(error: unknown): Record<string, unknown> | null {
  if (!(error instanceof ProblemError) || error.reason !== 'app.stale_version') return null;
  const { theirs } = error.details;
  return typeof theirs === 'object' && theirs !== null ? { ...theirs } : null;
}
