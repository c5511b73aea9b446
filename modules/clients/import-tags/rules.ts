import type { Cell, Remark } from '../import-cells/rules.ts';
import { LONGEST_TAG, MOST_TAGS } from '../tags/contract.ts';
import { tidyNames } from '../tags/rules.ts';

/** As a program writes its tags: separated by commas, semicolons, bars or lines, some with a hash in front. */
const BETWEEN = /[,;|\n\r]+/u;

/**
 * The tags of the cells, once each whatever their capitals. One that is too long for a tag, and those above the most that a
 * client may have, are told and left out. Source: domain §2.
 */
export function readTags(cells: readonly Cell[], remarks: Remark[]): string[] {
  const names: string[] = [];
  const remark = (column: string, reason: string, values: Remark['values']): void =>
    void remarks.push({ column, reason, values, refused: false });
  for (const { column, raw } of cells) {
    for (const part of raw.split(BETWEEN)) {
      const name = part.replace(/^[\s#'"«]+|[\s'"»]+$/gu, '');
      if (name.length > LONGEST_TAG) remark(column, 'clients.import_tag_too_long', { value: name, most: LONGEST_TAG });
      else names.push(name);
    }
  }
  const tags = tidyNames(names)
    .filter(({ name }) => /[\p{L}\p{N}]/u.test(name))
    .map(({ name }) => name);
  const [first] = cells;
  if (tags.length > MOST_TAGS && first !== undefined)
    remark(first.column, 'clients.import_too_many_tags', { most: MOST_TAGS, value: tags.slice(MOST_TAGS).join(', ') });
  return tags.slice(0, MOST_TAGS);
}
