import { useText } from '#ui-kit/text.tsx';
import type { Work } from '../role-drop/contract.ts';

/**
 * Work in words: «14 проверок». Whoever owns the work also owns its words, `structure.work.<key>`; without them the name
 * of the part stands with the number.
 */
export function useWorkWords(): (work: Work) => string {
  const { t, format } = useText();
  return ({ part, key, count }) => {
    const own = `structure.work.${key}`;
    return t.has(own) ? t(own, { count }) : `${partName(part)}: ${format.number(count)}`;
  };

  function partName(part: string): string {
    const name = `structure.part.${part}`;
    return t.has(name) ? t(name) : part;
  }
}

/** The name of a part of what people hold: «Следующие шаги». */
export function usePartName(): (part: string) => string {
  const { t } = useText();
  return (part) => {
    const name = `structure.part.${part}`;
    return t.has(name) ? t(name) : part;
  };
}
