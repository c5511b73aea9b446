/** A language by its own name, with a capital: whoever looks for it may not read the other one. */
export function languageName(code: 'ru' | 'en'): string {
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
