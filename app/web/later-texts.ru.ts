import { ru as clientsDuplicates } from '#modules/clients/duplicates/texts.ru.ts';
import { ru as clientsImports } from '#modules/clients/imports/texts.ru.ts';
import { ru as clientsMap } from '#modules/clients/map/texts.ru.ts';
import { ru as clientsTags } from '#modules/clients/tag-keeping/texts.ru.ts';
import { ru as clientsTrash } from '#modules/clients/trash/texts.ru.ts';
import { ru as history } from '#modules/history/texts.ru.ts';
import { ru as files } from '#platform/import/texts.ru.ts';

/** Russian texts of pages that are opened now and then. The browser loads them once the first screen stands. */
export const texts = {
  ...files,
  ...history,
  ...clientsImports,
  ...clientsDuplicates,
  ...clientsMap,
  ...clientsTags,
  ...clientsTrash,
};
