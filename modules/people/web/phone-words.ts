import type { Format } from '#shared/format.ts';

/** A phone as it is kept, `+74951234567;ext=12`, as people read it. */
export function phoneInWords(format: Format, phone: string): string {
  const [number = '', extension] = phone.split(';ext=');
  return format.phone(number, extension);
}
