import { useText } from '#ui-kit/text.tsx';

/** The name of an input of the catalogue; one that an administrator has added is called as they wrote it. */
export function useInputText(): (name: string) => string {
  const { t } = useText();
  return (name) => {
    const key = `office.input.${name}`;
    return t.has(key) ? t(key) : name;
  };
}
