import type { FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { Binder } from '#platform/http/bind.ts';
import { onceOnly } from '#platform/http/idempotency.ts';
import { EdgeError } from '#platform/http/problem.ts';
import {
  attachFile,
  cancelStep,
  editTouch,
  finishStep,
  planStep,
  postponeStep,
  recordTouch,
  removeFile,
} from './commands.ts';
import {
  attachClientFile,
  cancelOneStep,
  downloadAttachment,
  downloadUploadedFile,
  editOneTouch,
  findWorkingDay,
  finishOneStep,
  listAttachments,
  listClientSteps,
  listSteps,
  planClientStep,
  postponeOneStep,
  recordClientTouch,
  removeAttachment,
  showTimeline,
  showTouch,
  type UploadedFile,
  uploadFile,
} from './contract.ts';
import { takeUpload } from './files/commands.ts';
import {
  attachedFile,
  attachmentList,
  clientSteps,
  ownFile,
  stepList,
  timelineOf,
  touchCard,
  workingDay,
} from './queries.ts';

export function bindActivitiesRoutes(bind: Binder): void {
  bind.read(listSteps, (context, { query }) => stepList(context, query));
  bind.read(listClientSteps, (context, { params }) => clientSteps(context, params.id));
  bind.read(findWorkingDay, (context, { query }) => workingDay(context, query));
  bind.write(planClientStep, (context, { params, body }) => planStep(context, { ...body, client_id: params.id }));
  bind.write(finishOneStep, (context, { params, body }) => finishStep(context, params.id, body));
  bind.write(postponeOneStep, (context, { params, body }) => postponeStep(context, params.id, body));
  bind.write(cancelOneStep, (context, { params, body }) => cancelStep(context, params.id, body));
  bind.write(recordClientTouch, (context, { params, body }) => recordTouch(context, { ...body, client_id: params.id }));
  bind.read(showTouch, (context, { params }) => touchCard(context, params.id));
  bind.write(editOneTouch, (context, { params, body }) => editTouch(context, params.id, body));
  bind.read(showTimeline, (context, { params, query }) => timelineOf(context, params.id, query));
  bind.read(listAttachments, (context, { params, query }) => attachmentList(context, params.id, query));
  bind.write(attachClientFile, (context, { params, body }) => attachFile(context, { ...body, client_id: params.id }));
  bind.write(removeAttachment, (context, { params, body }) => removeFile(context, params.id, body.version));
  bind.download(downloadAttachment, (context, { params }) => attachedFile(context, params.id));
  bind.download(downloadUploadedFile, (context, { params }) => ownFile(context, params.id));
  bind.raw(uploadFile, (context, request) => upload(context, request));
}

/** Takes one file of a form; above the limit of the edge it is refused and nothing stays. */
async function upload(context: Context, request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw new EdgeError(415, 'invalid_input', 'activities.multipart_needed');
  const part = await request.file();
  if (part === undefined) throw new EdgeError(400, 'invalid_input', 'activities.no_file_sent');
  const { filename: name, mimetype: mediaType, file: content } = part;
  return takeUpload(context, { name, mediaType, content, cutOff: () => content.truncated }, (write, sent, run) =>
    onceOnly(write, request, run, { content: sent }),
  );
}
