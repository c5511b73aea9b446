import { en as activities } from '#modules/activities/texts.en.ts';
import { en as backOffice } from '#modules/back-office/texts.en.ts';
import { en as calling } from '#modules/calling/texts.en.ts';
import { en as clientsBulk } from '#modules/clients/bulk/texts.en.ts';
import { en as clientsDuplicates } from '#modules/clients/duplicates/texts.en.ts';
import { en as clientsImports } from '#modules/clients/imports/texts.en.ts';
import { en as clients } from '#modules/clients/texts.en.ts';
import { en as deals } from '#modules/deals/texts.en.ts';
import { en as fields } from '#modules/fields/texts.en.ts';
import { en as handoffs } from '#modules/handoffs/texts.en.ts';
import { en as history } from '#modules/history/texts.en.ts';
import { en as journal } from '#modules/journal/texts.en.ts';
import { en as lists } from '#modules/lists/texts.en.ts';
import { en as needs } from '#modules/needs/texts.en.ts';
import { en as people } from '#modules/people/texts.en.ts';
import { en as projects } from '#modules/projects/texts.en.ts';
import { en as qualification } from '#modules/qualification/texts.en.ts';
import { en as reports } from '#modules/reports/texts.en.ts';
import { en as structure } from '#modules/structure/texts.en.ts';
import { en as support } from '#modules/support/texts.en.ts';
import { en as workload } from '#modules/workload/texts.en.ts';
import { en as http } from '#platform/http/texts.en.ts';
import { en as files } from '#platform/import/texts.en.ts';
import { en as ui } from '#ui-kit/texts.en.ts';
import { en as app } from './texts.en.ts';

/** Every English text of the program. */
export const catalogue = {
  ...http,
  ...files,
  ...ui,
  ...app,
  ...journal,
  ...people,
  ...structure,
  ...fields,
  ...lists,
  ...clients,
  ...activities,
  ...workload,
  ...handoffs,
  ...needs,
  ...calling,
  ...qualification,
  ...deals,
  ...projects,
  ...support,
  ...backOffice,
  ...history,
  ...reports,
  ...clientsImports,
  ...clientsBulk,
  ...clientsDuplicates,
};
