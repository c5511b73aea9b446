import type { ServerResponse } from 'node:http';
import { Type } from 'typebox';
import { reachableAmong, reachableInTrash } from '#modules/clients/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import type { Binder } from '#platform/http/bind.ts';
import type { LiveEvents } from '#platform/realtime/live-events.ts';
import type { LiveEvent } from '#platform/realtime/store.ts';
import { route } from '#shared/route.ts';

const HEARTBEAT_MS = 20_000;
/** For so long a stream goes by what its reader might see when it was last asked. */
const TRUSTED_MS = 5_000;

const liveEvents = route({
  method: 'GET',
  path: '/api/v1/events',
  summary: 'Server-sent events: what has changed within the reach of the caller, by type and id.',
  tag: 'live',
  gives: 'text/event-stream',
  reply: Type.Unknown(),
});

/**
 * Streams events to a browser. An event about a client is sent only to whom the client is open by the rights of the
 * moment; the stream of whoever is not signed in any more ends. Returns what ends every stream, since a graceful stop waits for open answers.
 */
export function bindLiveEvents(bind: Binder, db: Db, events: LiveEvents): () => void {
  const streams = new Set<ServerResponse>();
  let ended = false;
  bind.raw(liveEvents, async (context, request, reply) => {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    stream.write('retry: 2000\n\n');
    // Whoever comes while the program stops is sent away to come again: an open stream would hold the stop back.
    if (ended) {
      stream.end();
      return;
    }
    streams.add(stream);
    let reader = { actor: context.actor, until: performance.now() + TRUSTED_MS };
    const current = async (): Promise<Context> => {
      if (performance.now() > reader.until) {
        const actor = await bind.whoAsks(request);
        if (actor === null) throw new Error('nobody is signed in any more');
        reader = { actor, until: performance.now() + TRUSTED_MS };
      }
      return { ...context, actor: reader.actor };
    };
    const unsubscribe = events.subscribe((batch) => {
      void current()
        .then((now) => within(now, db, batch))
        .then(
          (visible) => {
            for (const event of visible) stream.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
          },
          // The database or the reader is away: the browser refreshes when it reconnects.
          () => stream.end(),
        );
    });
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS);
    request.raw.on('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
      streams.delete(stream);
    });
  });
  return () => {
    ended = true;
    for (const stream of streams) stream.end();
  };
}

async function within(
  context: Context,
  db: Db,
  batch: LiveEvent[],
): Promise<Pick<LiveEvent, 'id' | 'type' | 'subjectId' | 'clientId'>[]> {
  const ids = [...new Set(batch.flatMap((event) => event.clientId ?? []))];
  const reader = { ...context, db };
  const open = ids.length === 0 ? new Set<string>() : await reachableAmong(reader, ids);
  // That a client is gone is told to those to whom it was open; from then on nothing is told of it.
  const gone = batch.filter((event) => event.type === 'client.trashed').flatMap((event) => event.clientId ?? []);
  const told = gone.length === 0 ? new Set<string>() : await reachableInTrash(reader, [...new Set(gone)]);
  return batch
    .filter(
      ({ clientId, type }) =>
        clientId === null || open.has(clientId) || (type === 'client.trashed' && told.has(clientId)),
    )
    .map(({ id, type, subjectId, clientId }) => ({ id, type, subjectId, clientId }));
}
