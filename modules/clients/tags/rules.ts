import { foldText } from '#shared/filter-match.ts';

/** A tag as it was written, and as tags are told apart: without capitals and ё. */
export interface TagName {
  name: string;
  key: string;
}

/** Names of tags made clean, each once. An empty one stays, for whoever asks to refuse it. Source: domain §2. */
export function tidyNames(names: readonly string[]): TagName[] {
  const tidy = names.map((name) => name.replace(/\s+/gu, ' ').trim());
  return [...new Map(tidy.map((name) => [foldText(name), { name, key: foldText(name) }])).values()];
}
