import { en as activities } from '#modules/activities/texts.en.ts';
import { en as journal } from '#modules/journal/texts.en.ts';
import { en as people } from '#modules/people/texts.en.ts';
import { en as workload } from '#modules/workload/texts.en.ts';
import { en as http } from '#platform/http/texts.en.ts';
import { en as ui } from '#ui-kit/texts.en.ts';
import { en as app } from './texts.en.ts';

/** Every English text of the program. */
export const catalogue = { ...http, ...ui, ...app, ...activities, ...journal, ...people, ...workload };
