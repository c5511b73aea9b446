import { texts as first } from './first-texts.ru.ts';
import { texts as later } from './later-texts.ru.ts';

/** Every Russian text of the program. */
export const catalogue = { ...first, ...later };
