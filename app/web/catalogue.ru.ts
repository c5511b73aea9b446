import { ru as activities } from '#modules/activities/texts.ru.ts';
import { ru as journal } from '#modules/journal/texts.ru.ts';
import { ru as people } from '#modules/people/texts.ru.ts';
import { ru as workload } from '#modules/workload/texts.ru.ts';
import { ru as http } from '#platform/http/texts.ru.ts';
import { ru as ui } from '#ui-kit/texts.ru.ts';
import { ru as app } from './texts.ru.ts';

/** Every Russian text of the program. */
export const catalogue = { ...http, ...ui, ...app, ...activities, ...journal, ...people, ...workload };
