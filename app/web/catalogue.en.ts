import { texts as first } from './first-texts.en.ts';
import { texts as later } from './later-texts.en.ts';

/** Every English text of the program. */
export const catalogue = { ...first, ...later };
