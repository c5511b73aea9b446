/**
 * Digits of a phone as typed or stored, reduced to the form in which phones are compared and searched: a Russian number
 * to the ten digits after `+7` or the trunk `8`, any other to all its digits. Works on the beginning or the end of a
 * number too, so `8 (495) 12` becomes `49512` and `45-67` becomes `4567`. An extension is not part of it.
 */
export function phoneDigits(text: string): string {
  const number = text.replace(/\D*(?:доб|вн|ext|x|#).*$/isu, '').trim();
  const digits = number.replace(/\D/g, '');
  const prefixed = /^(?:\+\s*7|[78](?=[\s(-]))/.test(number) || (digits.length === 11 && /^[78]/.test(digits));
  return prefixed ? digits.slice(1) : digits;
}
