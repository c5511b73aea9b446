import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { customName } from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import type { Binder } from '#platform/http/bind.ts';
import { onceForFile } from '#platform/http/idempotency.ts';
import { EdgeError, statusOf } from '#platform/http/problem.ts';
import { ok, type Result } from '#shared/result.ts';
import { cancelBulk, startBulk, undoBulk } from './bulk/commands.ts';
import {
  cancelBulkRoute,
  listBulkLeftRoute,
  listBulkReceivedRoute,
  listBulkRoute,
  readBulkRoute,
  startBulkRoute,
  undoBulkRoute,
} from './bulk/contract.ts';
import { listBulkLeft, listBulkReceived, listBulks, showBulk } from './bulk/queries.ts';
import { closeClient, createClient, editClient, reopenClient, takeClient, transferClient } from './commands.ts';
import { addContact, editContact } from './contacts/commands.ts';
import { addContactRoute, editContactRoute, listContactsRoute } from './contacts/contract.ts';
import { listContacts } from './contacts/queries.ts';
import {
  closeClientRoute,
  createClientRoute,
  editClientRoute,
  readClientRoute,
  reopenClientRoute,
  takeClientRoute,
  transferClientRoute,
} from './contract.ts';
import { readRules, saveRules } from './duplicate-rules/commands.ts';
import { readRulesRoute, saveRulesRoute } from './duplicate-rules/contract.ts';
import { keepApart, linkBranch, reopenDecision } from './duplicates/commands.ts';
import {
  findSimilarRoute,
  keepApartRoute,
  linkBranchRoute,
  listDecidedRoute,
  listPairsRoute,
  reopenPairRoute,
} from './duplicates/contract.ts';
import { findSimilar, listDecided, listPairs } from './duplicates/queries.ts';
import { groupClients } from './grouping/queries.ts';
import { answerAllConflicts, answerConflict } from './import-conflicts/commands.ts';
import { answerAllConflictsRoute, answerConflictRoute, listConflictsRoute } from './import-conflicts/contract.ts';
import { listConflicts } from './import-conflicts/queries.ts';
import { listMappings, removeMapping, saveMapping } from './import-mappings/commands.ts';
import { listMappingsRoute, removeMappingRoute, saveMappingRoute } from './import-mappings/contract.ts';
import { returnImport } from './import-returns/commands.ts';
import { listLeftRoute, returnImportRoute } from './import-returns/contract.ts';
import { listLeft } from './import-returns/queries.ts';
import { cancelImport, changeImport, draftImport, lookThroughDraft, startImport } from './imports/commands.ts';
import {
  cancelImportRoute,
  changeImportRoute,
  type ImportPreview,
  listImportsRoute,
  listRemarksRoute,
  previewImportRoute,
  readImportRoute,
  refusedRowsRoute,
  startImportRoute,
  uploadImportRoute,
} from './imports/contract.ts';
import { importPreview, listImports, listRemarks, previewOf, readImport, refusedRowsFile } from './imports/queries.ts';
import { receiveInterest } from './interests/commands.ts';
import { listInterestsRoute, receiveInterestRoute } from './interests/contract.ts';
import { listInterests } from './interests/queries.ts';
import { listChoicesRoute, listFieldsRoute } from './list-fields/contract.ts';
import { groupClientsRoute, listClientsRoute, listRegionsRoute } from './listing/contract.ts';
import { listChoices, listClients, listRegions, showListFields } from './listing/queries.ts';
import { mapClientsRoute } from './map/contract.ts';
import { mapClients } from './map/queries.ts';
import { mergeClients, undoMerge } from './merging/commands.ts';
import { mergeClientsRoute, previewMergeRoute, undoMergeRoute } from './merging/contract.ts';
import { previewMerge } from './merging/queries.ts';
import { decideAlike, resumeComparing, stopComparing, stopDeciding } from './pair-work/commands.ts';
import { decideAlikeRoute, resumeComparingRoute, stopComparingRoute, stopDecidingRoute } from './pair-work/contract.ts';
import { groupPeopleRoute, listPeopleRoute, personFieldsRoute, readPersonRoute } from './people/contract.ts';
import { groupPeople, listPeople, readPerson, showPersonFields } from './people/queries.ts';
import { cardAfter } from './queries.ts';
import { searchRoute } from './search/contract.ts';
import { search } from './search/queries.ts';
import { changeTag, removeTag, restoreTag } from './tag-keeping/commands.ts';
import {
  changeTagRoute,
  listTagsRoute,
  mergeTagRoute,
  removeTagRoute,
  restoreTagRoute,
  undoTagMergeRoute,
} from './tag-keeping/contract.ts';
import { listTags } from './tag-keeping/queries.ts';
import { mergeTag, stopTagMerge } from './tag-merging/commands.ts';
import { setTags } from './tags/commands.ts';
import { setTagsRoute } from './tags/contract.ts';
import { restoreFromTrash, trashClient, trashContact } from './trash/commands.ts';
import {
  listTrashRoute,
  previewTrashRoute,
  restoreRoute,
  trashClientRoute,
  trashContactRoute,
} from './trash/contract.ts';
import { listTrash, openCard, previewTrash } from './trash/queries.ts';

export function bindClientsRoutes(bind: Binder, uploadLimitBytes: number): void {
  bindDuplicatesRoutes(bind);
  bindBulkRoutes(bind);
  bindTagRoutes(bind);
  bind.read(listClientsRoute, (context, { query }) => listClients(context, query));
  bind.read(groupClientsRoute, (context, { query }) => groupClients(context, query));
  bind.read(mapClientsRoute, (context, { query }) => mapClients(context, query));
  bind.read(listFieldsRoute, (context) => showListFields(context));
  bind.read(listChoicesRoute, (context, { params }) => listChoices(context, params.name));
  bind.read(listRegionsRoute, (context) => listRegions(context));
  bind.read(searchRoute, (context, { query }) => search(context, query));

  bind.read(readClientRoute, (context, { params }) => openCard(context, params.id));
  bind.write(createClientRoute, async (context, { body }) => cardAfter(context, await createClient(context, body)));
  bind.write(editClientRoute, async (context, { params, body }) =>
    cardAfter(context, await editClient(context, params.id, body)),
  );
  bind.write(setTagsRoute, (context, { params, body }) => setTags(context, params.id, body.names));
  bind.write(takeClientRoute, async (context, { params, body }) =>
    cardAfter(context, await takeClient(context, params.id, body)),
  );
  bind.write(transferClientRoute, async (context, { params, body }) =>
    cardAfter(context, await transferClient(context, params.id, body)),
  );
  bind.write(closeClientRoute, async (context, { params, body }) =>
    cardAfter(context, await closeClient(context, params.id, body)),
  );
  bind.write(reopenClientRoute, async (context, { params, body }) =>
    cardAfter(context, await reopenClient(context, params.id, body)),
  );

  bind.read(listTrashRoute, (context, { query }) => listTrash(context, query));
  bind.write(restoreRoute, (context, { params }) => restoreFromTrash(context, params.id));
  bind.read(previewTrashRoute, (context, { params }) => previewTrash(context, params.id));
  bind.write(trashClientRoute, (context, { params, body }) => trashClient(context, params.id, body));
  bind.write(trashContactRoute, (context, { params, body }) =>
    trashContact(context, params.id, params.contact_id, body),
  );

  bind.read(listContactsRoute, (context, { params }) => listContacts(context, params.id));
  bind.write(addContactRoute, (context, { params, body }) => addContact(context, params.id, body));
  bind.read(listPeopleRoute, (context, { query }) => listPeople(context, query));
  bind.read(groupPeopleRoute, (context, { query }) => groupPeople(context, query));
  bind.read(personFieldsRoute, (context) => showPersonFields(context));
  bind.read(readPersonRoute, (context, { params }) => readPerson(context, params.id));
  bind.write(editContactRoute, (context, { params, body }) => editContact(context, params.id, params.contact_id, body));

  bind.read(listInterestsRoute, (context, { params }) => listInterests(context, params.id));
  bind.write(receiveInterestRoute, (context, { body }) => receiveInterest(context, body));

  bind.secret(uploadImportRoute, (context, _input, request) => upload(context, request));
  bind.read(listImportsRoute, (context) => listImports(context, uploadLimitBytes));
  bind.read(readImportRoute, (context, { params }) => readImport(context, params.id));
  bind.read(previewImportRoute, (context, { params }) => previewOf(context, params.id));
  bind.read(listRemarksRoute, (context, { params, query }) => listRemarks(context, params.id, query));
  bind.write(changeImportRoute, (context, { params, body }) => changeImport(context, params.id, body));
  bind.write(startImportRoute, (context, { params, body }) => startImport(context, params.id, body.dry_run ?? false));
  bind.write(cancelImportRoute, (context, { params }) => cancelImport(context, params.id));
  bind.read(listMappingsRoute, (context, { params }) => listMappings(context, params.id));
  bind.write(saveMappingRoute, (context, { params, body }) => saveMapping(context, params.id, body.name));
  bind.write(removeMappingRoute, (context, { params }) => removeMapping(context, params.id, params.mapping_id));
  bind.read(listConflictsRoute, (context, { params, query }) => listConflicts(context, params.id, query));
  bind.write(answerConflictRoute, (context, { params, body: { client_id: clientId, field, answer } }) =>
    answerConflict(context, params.id, { clientId, field, answer }),
  );
  bind.write(answerAllConflictsRoute, (context, { params, body }) =>
    answerAllConflicts(context, params.id, body.answer),
  );
  bind.write(returnImportRoute, (context, { params }) => returnImport(context, params.id));
  bind.read(listLeftRoute, (context, { params, query }) => listLeft(context, params.id, query));
  bind.raw(refusedRowsRoute, (context, request, reply) => sendRefusedRows(context, request, reply));
}

/** The tags of the company. */
function bindTagRoutes(bind: Binder): void {
  bind.read(listTagsRoute, (context, { query }) => listTags(context, query));
  bind.write(changeTagRoute, (context, { params, body }) => changeTag(context, params.id, body));
  bind.write(mergeTagRoute, (context, { params, body }) => mergeTag(context, params.id, body.into_id));
  bind.write(undoTagMergeRoute, (context, { params }) => stopTagMerge(context, params.id));
  bind.write(removeTagRoute, (context, { params }) => removeTag(context, params.id));
  bind.write(restoreTagRoute, (context, { params }) => restoreTag(context, params.id));
}

/** Changes of many clients at once. */
function bindBulkRoutes(bind: Binder): void {
  bind.write(startBulkRoute, (context, { body }) => startBulk(context, body));
  bind.read(listBulkRoute, (context, { query }) => listBulks(context, query));
  bind.read(readBulkRoute, (context, { params }) => showBulk(context, params.id));
  bind.read(listBulkLeftRoute, (context, { params, query }) => listBulkLeft(context, params.id, query));
  bind.read(listBulkReceivedRoute, (context, { params }) => listBulkReceived(context, params.id));
  bind.write(cancelBulkRoute, (context, { params }) => cancelBulk(context, params.id));
  bind.write(undoBulkRoute, (context, { params }) => undoBulk(context, params.id));
}

/** Records of one organisation: pairs, what is decided of them, the rules. Before `/clients/:id`, whose words they share. */
function bindDuplicatesRoutes(bind: Binder): void {
  bind.read(listPairsRoute, (context, { query }) => listPairs(context, query));
  bind.read(listDecidedRoute, (context) => listDecided(context));
  bind.read(findSimilarRoute, (context, { query }) => findSimilar(context, query));
  bind.read(readRulesRoute, (context, { query }) => readRules(context, query.sales_system_id));
  bind.write(saveRulesRoute, (context, { query, body }) => saveRules(context, query.sales_system_id, body.items));
  bind.read(previewMergeRoute, (context, { params }) => previewMerge(context, params.id, params.other_id));
  bind.write(mergeClientsRoute, (context, { params, body }) =>
    mergeClients(context, {
      intoId: params.id,
      fromId: params.other_id,
      choices: {
        fields: { ...body.fields, ...sidesOf(body.custom) },
        holder_id: body.holder_id,
        decision_maker: body.decision_maker,
      },
      versions:
        body.version === undefined || body.other_version === undefined
          ? undefined
          : { into: body.version, from: body.other_version },
    }),
  );
  bind.write(undoMergeRoute, (context, { params }) => undoMerge(context, params.id));
  bind.write(keepApartRoute, (context, { params }) => keepApart(context, params.id, params.other_id));
  bind.write(linkBranchRoute, (context, { params }) =>
    linkBranch(context, { headId: params.id, branchId: params.other_id }),
  );
  bind.write(stopComparingRoute, (context) => stopComparing(context));
  bind.write(resumeComparingRoute, (context) => resumeComparing(context));
  bind.write(decideAlikeRoute, (context, { params, body }) =>
    decideAlike(
      context,
      { oneId: params.id, otherId: params.other_id },
      { decision: body.decision, importId: body.import_id ?? null },
    ),
  );
  bind.write(stopDecidingRoute, (context) => stopDeciding(context));
  bind.write(reopenPairRoute, (context, { params }) => reopenDecision(context, params.id, params.other_id));
}

/** Takes a file in; it is first written aside at the sender's pace, so that a slow line holds no transaction open. */
async function upload(context: Context, request: FastifyRequest): Promise<Result<ImportPreview>> {
  if (!request.isMultipart()) throw new EdgeError(415, 'invalid_input', 'clients.import_multipart_needed');
  const {
    files: [file],
  } = await request.saveRequestFiles();
  if (file === undefined) throw new EdgeError(400, 'invalid_input', 'clients.import_no_file');
  const { filename: name, mimetype: mediaType } = file;
  const source = { name, mediaType, open: () => createReadStream(file.filepath) };
  const draft = await draftImport(context, source, {}, await onceForFile(request, file));
  if (!draft.ok) return draft;
  // A repeated upload finds the draft that is being looked through, or has been.
  const looked = draft.value.scanJobId === null ? await lookThroughDraft(context, draft.value) : draft;
  return looked.ok ? ok(await importPreview(context, looked.value)) : looked;
}

/** Sends the refused rows as they are read; the problem of a wrong address is told as everywhere. */
async function sendRefusedRows(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { id } = request.params as { id: string };
  const file = await refusedRowsFile(context, id);
  if (!file.ok) throw new EdgeError(statusOf(file.code), file.code, file.reason);
  return reply
    .type('text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.value.name)}`)
    .serializer((payload: unknown) => payload as string)
    .send(Readable.from(file.value.content, { objectMode: false }));
}

/** Sides of the company's own fields, under the names that they have among the others. */
const sidesOf = (custom: Readonly<Record<string, 'into' | 'from'>> = {}) =>
  Object.fromEntries(Object.entries(custom).map(([key, side]) => [customName(key), side]));
