import { en as http } from '#platform/http/texts.en.ts';
import { en as ui } from '#ui-kit/texts.en.ts';
import { en as app } from './texts.en.ts';

/** English texts that every screen needs: those of the frame, of the kit and of what may go wrong anywhere. */
export const texts = { ...http, ...ui, ...app };
