import { en as activities } from '#modules/activities/texts.en.ts';
import { en as backOffice } from '#modules/back-office/texts.en.ts';
import { en as calling } from '#modules/calling/texts.en.ts';
import { en as clientsBulk } from '#modules/clients/bulk/texts.en.ts';
import { en as clientsPeople } from '#modules/clients/people/texts.en.ts';
import { en as clients } from '#modules/clients/texts.en.ts';
import { en as deals } from '#modules/deals/texts.en.ts';
import { en as fields } from '#modules/fields/texts.en.ts';
import { en as handoffs } from '#modules/handoffs/texts.en.ts';
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
import { texts as first } from './first-texts.en.ts';
import { texts as later } from './later-texts.en.ts';

/** Every English text of the program. */
export const catalogue = {
  ...first,
  ...people,
  ...structure,
  ...journal,
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
  ...reports,
  ...fields,
  ...clientsBulk,
  ...clientsPeople,
  ...later,
};
