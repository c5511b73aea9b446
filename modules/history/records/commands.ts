import { rememberTouches } from '#modules/activities/history/commands.ts';
import { digestOf } from '#modules/clients/digests/rules.ts';
import type { Remark } from '#modules/clients/import-cells/rules.ts';
import { clientsMentioned } from '#modules/clients/recognition/queries.ts';
import { rememberRound } from '#modules/handoffs/history/commands.ts';
import { rememberFormerEmployee } from '#modules/people/history/commands.ts';
import { employeesNamed } from '#modules/people/history/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/result.ts';
import { type Batch, type Colleague, type FileOf, takeDeal } from '../past-deals/commands.ts';
import {
  type HistoryRow,
  peopleOf,
  refusal,
  type SaidHandoff,
  type SaidHistory,
  type SaidTouch,
} from '../rows/rules.ts';
import type { HistoryKind } from '../rules.ts';
import { type Counted, type HistoryRecord, insertRecords, knownRecords, type RowRemarks } from '../store.ts';

export interface FileRow {
  number: number;
  cells: readonly string[];
  read: HistoryRow;
}

export interface Taken {
  counted: Counted;
  remarks: RowRemarks[];
}

const RECORD_OF = { touches: 'touch', deals: 'deal', handoffs: 'handoff_round' } as const satisfies Record<
  HistoryKind,
  HistoryRecord['kind']
>;

/**
 * Takes a batch of rows of the past, in the transaction of the caller: each becomes a record, is known already, or is
 * refused with its reasons. Names that nobody bears are remembered as former employees; a name that may mean several people
 * refuses its rows. Source: domain §3, §4, §7.
 */
export async function takeHistoryRows(
  context: WriteContext,
  rows: readonly FileRow[],
  of: FileOf,
): Promise<Result<Taken>> {
  const kind = RECORD_OF[of.kind];
  const keyed = rows.map((row) => ({ ...row, ...identityOf(row, of) }));
  const [clients, known, people] = await Promise.all([
    clientsMentioned(
      context,
      of.salesSystemId,
      rows.map(({ read }) => read.client),
    ),
    knownRecords(
      context,
      kind,
      keyed.map(({ key }) => key),
    ),
    employeesNamed(context, [...new Set(rows.flatMap(({ read }) => (read.said === null ? [] : peopleOf(read.said))))]),
  ]);
  const batch: Batch = { context, of, remembered: [], touches: [], people: new Map() };
  const counted: Counted = { taken: 0, skipped: 0, refused: 0 };
  const remarks: RowRemarks[] = [];
  for (const [index, row] of keyed.entries()) {
    const found: Remark[] = [...row.read.remarks];
    const { said } = row.read;
    const client = clients[index];
    if (said !== null && typeof client !== 'object') {
      const reason = client === 'ambiguous' ? 'history.client_ambiguous' : 'history.client_unknown';
      found.push(refusal(reason, { value: calledIn(row.read.client) }));
    }
    const before = known.get(row.key);
    if (found.some((remark) => remark.refused) || said === null || typeof client !== 'object') {
      counted.refused++;
    } else if (before !== undefined) {
      if (before === row.digest) counted.skipped++;
      else {
        found.push(refusal('history.already_brought'));
        counted.refused++;
      }
    } else {
      const taken = await takeOne(batch, people, { row, said, clientId: client.id });
      found.push(...taken);
      if (taken.some((remark) => remark.refused)) counted.refused++;
      else {
        counted.taken++;
        known.set(row.key, row.digest);
      }
    }
    if (found.length > 0) {
      const refused = found.some((remark) => remark.refused);
      remarks.push({ row: row.number, remarks: found, cells: refused ? row.cells : null });
    }
  }
  const touched = await rememberTouches(context, batch.touches);
  if (!touched.ok) return touched;
  await insertRecords(context, of.importId, batch.remembered);
  return ok({ counted, remarks });
}

/** By its own id in the other program, or by everything that it says. */
function identityOf({ read, cells }: FileRow, of: FileOf): { key: string; digest: string } {
  const digest = digestOf(cells.join('\u0000'));
  return { key: read.externalId === null ? `row:${digest}` : `${of.source}:${read.externalId}`, digest };
}

type Keyed = FileRow & { key: string; digest: string };

async function takeOne(
  batch: Batch,
  people: ReadonlyMap<string, { id: string; fullName: string; status: string }[]>,
  { row, said, clientId }: { row: Keyed; said: SaidHistory; clientId: string },
): Promise<Remark[]> {
  const meant = new Map<string, Colleague>();
  for (const name of peopleOf(said)) {
    const found = batch.people.get(name) ?? onlyOf(people.get(name) ?? []);
    if (found === 'several') return [refusal('history.employee_ambiguous', { name })];
    meant.set(name, found ?? (await remember(batch, name, row.number)));
  }
  const note = (recordId: string): void => {
    batch.remembered.push({
      kind: RECORD_OF[said.kind],
      key: row.key,
      said: row.digest,
      record_id: recordId,
      client_id: clientId,
      row_number: row.number,
    });
  };
  switch (said.kind) {
    case 'touches':
      note(takeTouch(batch, said, clientId, colleague(meant, said.employee)));
      return [];
    case 'handoffs':
      note(await takeHandoff(batch, said, clientId, colleague(meant, said.giver), colleague(meant, said.receiver)));
      return [];
    case 'deals': {
      const taken = await takeDeal(batch, said, { clientId, row: row.number, owner: colleague(meant, said.owner) });
      if (taken.dealId !== null) note(taken.dealId);
      return taken.remarks;
    }
  }
}

function colleague(meant: ReadonlyMap<string, Colleague>, name: string): Colleague {
  const found = meant.get(name);
  if (found === undefined) throw new Error('a name of the row was not looked up');
  return found;
}

function onlyOf(found: readonly { id: string; status: string }[]): Colleague | 'several' | undefined {
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  return others.length > 0 ? 'several' : { id: first.id, active: first.status === 'active' };
}

async function remember(batch: Batch, name: string, row: number): Promise<Colleague> {
  const former = { id: await rememberFormerEmployee(batch.context, name), active: false };
  batch.people.set(name, former);
  batch.remembered.push({
    kind: 'employee',
    key: former.id,
    said: '',
    record_id: former.id,
    client_id: null,
    row_number: row,
  });
  return former;
}

function takeTouch(batch: Batch, said: SaidTouch, clientId: string, employee: Colleague): string {
  const id = newId();
  batch.touches.push({
    id,
    client_id: clientId,
    employee_id: employee.id,
    kind: said.touchKind,
    at: said.at.at.toString(),
    duration_minutes: said.durationMinutes,
    summary: said.summary,
    result: said.result,
    with_decision_maker: said.withDecisionMaker,
  });
  return id;
}

async function takeHandoff(
  { context, of }: Batch,
  said: SaidHandoff,
  clientId: string,
  giver: Colleague,
  receiver: Colleague,
): Promise<string> {
  const { roundId } = await rememberRound(context, {
    kind: said.handoffKind,
    clientId,
    salesSystemId: of.salesSystemId,
    giverId: giver.id,
    receiverId: receiver.id,
    offeredAt: said.offered.at,
    answeredAt: said.answered.at,
    answer: said.answer,
    returnCode: said.returnCode,
    text: said.text,
    source: of.source,
  });
  return roundId;
}

const LONGEST = 200;

/** What a row calls its client by, in one line. */
function calledIn({ name, region, inn, oktmo, externalId }: FileRow['read']['client']): string {
  const told = [name, region, inn, oktmo, externalId].filter((part) => part !== null);
  return told.join(', ').slice(0, LONGEST);
}
