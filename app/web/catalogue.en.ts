import { en as journal } from '#modules/journal/texts.en.ts';
import { en as http } from '#platform/http/texts.en.ts';
import { en as ui } from '#ui-kit/texts.en.ts';
import { en as app } from './texts.en.ts';

/** Every English text of the program. */
export const catalogue = { ...http, ...ui, ...app, ...journal };
