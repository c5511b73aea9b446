import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { Binder } from '#platform/http/bind.ts';
import { onceForFile } from '#platform/http/idempotency.ts';
import { EdgeError, statusOf } from '#platform/http/problem.ts';
import { ok, type Result } from '#shared/result.ts';
import { cancelHistory, changeHistory, draftHistory, startHistory, takeBackHistory } from './commands.ts';
import {
  cancelHistoryRoute,
  changeHistoryRoute,
  type HistoryPreview,
  listHistoryRemarksRoute,
  listHistoryRoute,
  previewHistoryRoute,
  readHistoryRoute,
  refusedHistoryRoute,
  startHistoryRoute,
  takeBackHistoryRoute,
  uploadHistoryRoute,
} from './contract.ts';
import {
  historyPreview,
  listHistory,
  listHistoryRemarks,
  previewHistory,
  readHistory,
  refusedHistoryFile,
} from './queries.ts';
import type { HistoryKind } from './rules.ts';

export function bindHistoryRoutes(bind: Binder, uploadLimitBytes: number): void {
  bind.secret(uploadHistoryRoute, (context, { query }, request) => upload(context, query.kind, request));
  bind.read(listHistoryRoute, (context) => listHistory(context, uploadLimitBytes));
  bind.read(readHistoryRoute, (context, { params }) => readHistory(context, params.id));
  bind.read(previewHistoryRoute, (context, { params }) => previewHistory(context, params.id));
  bind.read(listHistoryRemarksRoute, (context, { params, query }) => listHistoryRemarks(context, params.id, query));
  bind.write(changeHistoryRoute, (context, { params, body }) => changeHistory(context, params.id, body));
  bind.write(startHistoryRoute, (context, { params, body }) => startHistory(context, params.id, body.dry_run ?? false));
  bind.write(cancelHistoryRoute, (context, { params }) => cancelHistory(context, params.id));
  bind.write(takeBackHistoryRoute, (context, { params }) => takeBackHistory(context, params.id));
  bind.raw(refusedHistoryRoute, (context, request, reply) => sendRefused(context, request, reply));
}

/** Takes a file in; it is first written aside at the sender's pace, so that a slow line holds no transaction open. */
async function upload(context: Context, kind: HistoryKind, request: FastifyRequest): Promise<Result<HistoryPreview>> {
  if (!request.isMultipart()) throw new EdgeError(415, 'invalid_input', 'clients.import_multipart_needed');
  const {
    files: [file],
  } = await request.saveRequestFiles();
  if (file === undefined) throw new EdgeError(400, 'invalid_input', 'clients.import_no_file');
  const { filename: name, mimetype: mediaType } = file;
  const past = { name, mediaType, open: () => createReadStream(file.filepath) };
  const draft = await draftHistory(context, kind, past, undefined, await onceForFile(request, file));
  return draft.ok ? ok(await historyPreview(context, draft.value)) : draft;
}

async function sendRefused(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { id } = request.params as { id: string };
  const file = await refusedHistoryFile(context, id);
  if (!file.ok) throw new EdgeError(statusOf(file.code), file.code, file.reason);
  return reply
    .type('text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.value.name)}`)
    .serializer((payload: unknown) => payload as string)
    .send(Readable.from(file.value.content, { objectMode: false }));
}
