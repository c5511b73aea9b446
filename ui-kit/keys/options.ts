import type { ReactNode } from 'react';
import type { IconType } from '../icon.tsx';

/** From a letter up to, not including, another. */
export type Stretch = readonly [from: number, to: number];

/** One line of the command menu or of search results. */
export interface FoundItem {
  id: string;
  label: string;
  /** A quieter continuation: position, town. */
  note?: string | undefined;
  icon?: IconType | undefined;
  mark?: ReactNode;
  /** Keys printed at the right; they are not bound here. */
  keys?: string | undefined;
  href?: string | undefined;
  onRun?: (() => void) | undefined;
  /** Told when it is opened, in this tab or in another. */
  onOpen?: (() => void) | undefined;
  /** Stretches of the label and of the note that answer what was typed. */
  labelMarks?: readonly Stretch[] | undefined;
  noteMarks?: readonly Stretch[] | undefined;
  /** What it was found by where the name does not say so: a number, an address. */
  foundBy?: { label: string; value: string; marks: readonly Stretch[] } | undefined;
  /** What kind of thing it is, at the right; with it the line has a second one for the note. */
  kind?: string | undefined;
  /** Other words by which it is found: «передать» for «отдать дальше». */
  also?: string | undefined;
}

export interface FoundGroup {
  label: string;
  /** The label says something that must not be overlooked. */
  strong?: boolean | undefined;
  items: FoundItem[];
}

const LAYOUT_EN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const LAYOUT_RU = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

/** The same keys in the other layout: «bdfyjd» → «иванов», «сщььфтвы» → «commands». */
export function otherLayout(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => {
      const fromEn = LAYOUT_EN.indexOf(letter);
      if (fromEn >= 0) return LAYOUT_RU[fromEn];
      const fromRu = LAYOUT_RU.indexOf(letter);
      return fromRu >= 0 ? LAYOUT_EN[fromRu] : letter;
    })
    .join('');
}

const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е');

function fits(item: FoundItem, words: readonly string[]): boolean {
  const text = plain(`${item.label} ${item.note ?? ''} ${item.also ?? ''}`);
  return words.every(
    (word) => text.startsWith(word) || text.includes(` ${word}`) || (word.length > 2 && text.includes(word)),
  );
}

/** Groups narrowed to what was typed, in either layout; empty groups are left out. */
export function narrow(groups: readonly FoundGroup[], query: string): FoundGroup[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...groups];
  const swapped = plain(otherLayout(query)).split(/\s+/).filter(Boolean);
  return groups.flatMap((group) => {
    const items = group.items.filter((item) => fits(item, words) || fits(item, swapped));
    return items.length === 0 ? [] : [{ label: group.label, items }];
  });
}
