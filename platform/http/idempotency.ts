import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FastifyRequest } from 'fastify';
import type { WriteContext } from '#platform/context.ts';
import { type Result, refuse } from '#shared/result.ts';
import { earlierUse, type KeyUse, keepReply, takeKey } from './store.ts';

/**
 * Runs a write at most once per `Idempotency-Key` of its caller. The key is taken in the transaction of the write, so a
 * second request waits for the first and then gets its answer. A refused write changed nothing and leaves no key. `content`
 * stands for the body where that is a file. Refuses: `app.idempotency_key_reused`, `app.idempotency_answer_not_kept`.
 */
export async function onceOnly<T>(
  context: WriteContext,
  request: FastifyRequest,
  run: () => Promise<Result<T>>,
  { answer = 'kept', content = request.body }: { answer?: 'kept' | 'shown once'; content?: unknown } = {},
): Promise<Result<T>> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return run();
  if (key.length > 200) return refuse('app.idempotency_key_too_long', { code: 'invalid_input' });
  const owner = context.actor.employeeId ?? request.ip;
  const digest = createHash('sha256')
    .update(JSON.stringify(content ?? null))
    .digest('hex');
  const target = `${request.method} ${request.url}`;

  const use: KeyUse = { owner, key, route: target, digest };

  if (!(await takeKey(context, use))) {
    const earlier = await earlierUse(context, use);
    if (earlier.route !== target || earlier.digest !== digest)
      return refuse('app.idempotency_key_reused', { code: 'conflict' });
    if (answer === 'shown once') return refuse('app.idempotency_answer_not_kept', { code: 'conflict' });
    // What was stored is what this very route answered, hence of its reply type.
    return { ok: true, value: earlier.reply as T };
  }

  const result = await run();
  if (!result.ok) return result;
  await keepReply(context, use, answer === 'kept' ? result.value : null);
  return result;
}

/** Runs what keeps a content at most once for the request that has sent it. */
export type Once = <T>(write: WriteContext, run: () => Promise<Result<T>>) => Promise<Result<T>>;

/** What a repeated upload is told by: the name of the file and every byte in it, which lies aside on the disk. */
export async function onceForFile(
  request: FastifyRequest,
  file: { filename: string; filepath: string },
): Promise<Once> {
  if (request.headers['idempotency-key'] === undefined) return (_write, run) => run();
  const digest = createHash('sha256');
  for await (const part of createReadStream(file.filepath)) digest.update(part);
  const content = { name: file.filename, sha256: digest.digest('hex') };
  return (write, run) => onceOnly(write, request, run, { content });
}
