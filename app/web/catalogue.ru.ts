import { ru as activities } from '#modules/activities/texts.ru.ts';
import { ru as backOffice } from '#modules/back-office/texts.ru.ts';
import { ru as calling } from '#modules/calling/texts.ru.ts';
import { ru as clientsBulk } from '#modules/clients/bulk/texts.ru.ts';
import { ru as clientsPeople } from '#modules/clients/people/texts.ru.ts';
import { ru as clients } from '#modules/clients/texts.ru.ts';
import { ru as deals } from '#modules/deals/texts.ru.ts';
import { ru as fields } from '#modules/fields/texts.ru.ts';
import { ru as handoffs } from '#modules/handoffs/texts.ru.ts';
import { ru as journal } from '#modules/journal/texts.ru.ts';
import { ru as lists } from '#modules/lists/texts.ru.ts';
import { ru as needs } from '#modules/needs/texts.ru.ts';
import { ru as people } from '#modules/people/texts.ru.ts';
import { ru as projects } from '#modules/projects/texts.ru.ts';
import { ru as qualification } from '#modules/qualification/texts.ru.ts';
import { ru as reports } from '#modules/reports/texts.ru.ts';
import { ru as structure } from '#modules/structure/texts.ru.ts';
import { ru as support } from '#modules/support/texts.ru.ts';
import { ru as workload } from '#modules/workload/texts.ru.ts';
import { texts as first } from './first-texts.ru.ts';
import { texts as later } from './later-texts.ru.ts';

/** Every Russian text of the program. */
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
