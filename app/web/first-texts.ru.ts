import { ru as http } from '#platform/http/texts.ru.ts';
import { ru as ui } from '#ui-kit/texts.ru.ts';
import { ru as app } from './texts.ru.ts';

/** Russian texts that every screen needs: those of the frame, of the kit and of what may go wrong anywhere. */
export const texts = { ...http, ...ui, ...app };
