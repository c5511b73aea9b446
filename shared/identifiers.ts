/** A checked identifier: its canonical spelling, or the reason why it is none (a key of the texts `reason.*`). */
export type Checked<Reason extends string> = { ok: true; value: string } | { ok: false; reason: Reason };

export type InnReason = 'inn.not_digits' | 'inn.length' | 'inn.region' | 'inn.checksum';
export type KppReason = 'kpp.format';
export type OgrnReason = 'ogrn.not_digits' | 'ogrn.length' | 'ogrn.sign' | 'ogrn.checksum';
export type OktmoReason = 'oktmo.not_digits' | 'oktmo.length' | 'oktmo.region';

const valid = (value: string): { ok: true; value: string } => ({ ok: true, value });
const because = <Reason extends string>(reason: Reason): { ok: false; reason: Reason } => ({ ok: false, reason });

/** Drops what spreadsheets and people add around a number: spaces, an apostrophe, `№`, the `.0` of a floating point. */
function bare(text: string): string {
  return text
    .replace(/[\s'’№]/gu, '')
    .replace(/[.,]0$/, '')
    .toUpperCase();
}

const weightsOf10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const weightsOf11 = [7, ...weightsOf10];
const weightsOf12 = [3, ...weightsOf11];

const innDigit = (inn: string, weights: readonly number[]): number =>
  (weights.reduce((sum, weight, index) => sum + weight * Number(inn[index]), 0) % 11) % 10;

/** A taxpayer number: 10 digits of an organisation or 12 of a person, control digits right. Source: domain §2. */
export function checkInn(text: string): Checked<InnReason> {
  const inn = bare(text);
  if (!/^\d+$/.test(inn)) return because('inn.not_digits');
  if (inn.length !== 10 && inn.length !== 12) return because('inn.length');
  if (inn.startsWith('00')) return because('inn.region');
  const controls = inn.length === 10 ? [weightsOf10] : [weightsOf11, weightsOf12];
  const holds = controls.every((weights) => innDigit(inn, weights) === Number(inn[weights.length]));
  return holds ? valid(inn) : because('inn.checksum');
}

/**
 * A taxpayer number out of a spreadsheet, which may have eaten the leading zero of regions 01 to 09: nine or eleven digits
 * get it back when the control digits then hold. For files only; a number typed by hand is checked as it stands.
 */
export function restoreInn(text: string): Checked<InnReason> {
  const inn = bare(text);
  const padded = /^(\d{9}|\d{11})$/.test(inn) ? checkInn(`0${inn}`) : undefined;
  return padded?.ok ? padded : checkInn(inn);
}

/** A code of the reason of registration: four digits of the tax office, two characters, three digits. */
export function checkKpp(text: string): Checked<KppReason> {
  const kpp = bare(text);
  return /^\d{4}[\dA-Z]{2}\d{3}$/.test(kpp) && !kpp.startsWith('00') ? valid(kpp) : because('kpp.format');
}

/** A state registration number: 13 digits of an organisation (ОГРН) or 15 of an entrepreneur (ОГРНИП). */
export function checkOgrn(text: string): Checked<OgrnReason> {
  const ogrn = bare(text);
  if (!/^\d+$/.test(ogrn)) return because('ogrn.not_digits');
  if (ogrn.length !== 13 && ogrn.length !== 15) return because('ogrn.length');
  // The first digit tells the register: 1 and 5 are organisations, 3 entrepreneurs, the others records of changes.
  if (!(ogrn.length === 13 ? /^[15]/ : /^3/).test(ogrn)) return because('ogrn.sign');
  const divisor = ogrn.length - 2;
  const control = (Number(ogrn.slice(0, -1)) % divisor) % 10;
  return control === Number(ogrn.at(-1)) ? valid(ogrn) : because('ogrn.checksum');
}

/**
 * A code of a municipality (8 digits) or of a settlement in it (11 digits). Seven and ten digits have lost their leading
 * zero to a spreadsheet and get it back. Source: domain §2.
 */
export function checkOktmo(text: string): Checked<OktmoReason> {
  const digits = bare(text);
  if (!/^\d+$/.test(digits)) return because('oktmo.not_digits');
  const oktmo = digits.length === 7 || digits.length === 10 ? `0${digits}` : digits;
  if (oktmo.length !== 8 && oktmo.length !== 11) return because('oktmo.length');
  return oktmo.startsWith('00') ? because('oktmo.region') : valid(oktmo);
}
