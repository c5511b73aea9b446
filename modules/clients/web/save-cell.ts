import { theirsOf } from '#ui-kit/call.ts';
import { CellConflict } from '#ui-kit/data/cell-conflict.ts';
import type { ClientEdit } from '../contract.ts';
import type { ClientListRow } from '../listing/contract.ts';

/** One field of a card, as the list edits it in place. */
export type CellPart = Omit<ClientEdit, 'version'>;

/**
 * Saves one field of a row. Where a colleague has saved the card meanwhile: another field of it does not matter and the save
 * goes on; of the same field both values are shown to choose from, figures as `print` has them.
 */
export async function saveCell(
  edit: (version: number, part: CellPart) => Promise<unknown>,
  row: ClientListRow,
  part: CellPart,
  print: (figure: number) => string = String,
): Promise<unknown> {
  try {
    return await edit(row.version ?? 0, part);
  } catch (error) {
    const theirs = theirsOf(error);
    if (theirs === null || typeof theirs.version !== 'number') throw error;
    const { version } = theirs;
    const [field] = Object.keys(part);
    const again = () => edit(version, part);
    const segment = theirs.segment as { id: string; name: string } | null | undefined;
    const value = theirs[field ?? ''];
    const now = field === 'segment_id' ? (segment?.id ?? '') : said(value);
    if (now === said({ ...row }[field as keyof ClientListRow])) return again();
    const words = typeof value === 'number' ? print(value) : now;
    throw new CellConflict(field === 'segment_id' ? (segment?.name ?? '') : words, again);
  }
}

const said = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
