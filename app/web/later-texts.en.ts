import { en as clientsDuplicates } from '#modules/clients/duplicates/texts.en.ts';
import { en as clientsImports } from '#modules/clients/imports/texts.en.ts';
import { en as clientsMap } from '#modules/clients/map/texts.en.ts';
import { en as clientsTags } from '#modules/clients/tag-keeping/texts.en.ts';
import { en as clientsTrash } from '#modules/clients/trash/texts.en.ts';
import { en as history } from '#modules/history/texts.en.ts';
import { en as files } from '#platform/import/texts.en.ts';

/** English texts of pages that are opened now and then. The browser loads them once the first screen stands. */
export const texts = {
  ...files,
  ...history,
  ...clientsImports,
  ...clientsDuplicates,
  ...clientsMap,
  ...clientsTags,
  ...clientsTrash,
};
