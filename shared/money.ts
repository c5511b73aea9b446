/**
 * Money is a safe integer of minor units (kopecks); rates are integer basis points, a hundredth of a percent. Arithmetic
 * runs in bigint, so that no intermediate result is rounded. Source: domain §7, §11.
 */

/** Whole parts in a rate of 100 %. */
export const fullRate = 10_000;

const assertWhole = (...amounts: readonly number[]): void => {
  const wrong = amounts.find((amount) => !Number.isSafeInteger(amount));
  if (wrong !== undefined) throw new RangeError(`Not a whole number of minor units within the safe range: ${wrong}`);
};

function toSafe(amount: bigint): number {
  const result = Number(amount);
  assertWhole(result);
  return result;
}

/** The quotient rounded to a whole number, half away from zero. */
function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const quotient = (n * 2n + d) / (d * 2n);
  return negative ? -quotient : quotient;
}

/** `amount` × `numerator` ÷ `denominator`, all whole, rounded once, half away from zero; throws beyond the safe range. */
export function fractionOf(amount: number, numerator: number, denominator: number): number {
  assertWhole(amount, numerator, denominator);
  if (denominator === 0) throw new RangeError('A fraction needs a denominator');
  return toSafe(divideRounded(BigInt(amount) * BigInt(numerator), BigInt(denominator)));
}

/** `basisPoints` of an amount: 400 of 21,600,000 is 864,000. */
export function percentOf(amount: number, basisPoints: number): number {
  return fractionOf(amount, basisPoints, fullRate);
}

/** The sum of amounts; throws beyond the safe range instead of losing kopecks. */
export function sum(amounts: readonly number[]): number {
  assertWhole(...amounts);
  return toSafe(amounts.reduce((total, amount) => total + BigInt(amount), 0n));
}

/**
 * Parts of `total` in proportion to whole weights, by the largest remainder: the parts add up to the total exactly, and
 * no part is a unit or more away from its exact share. Equal remainders go to the earlier part. Source: domain §11.
 */
export function split(total: number, weights: readonly number[]): number[] {
  assertWhole(total, ...weights);
  if (weights.some((weight) => weight < 0)) throw new RangeError('Weights of a split are not negative');
  const whole = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (whole === 0n) throw new RangeError('A split needs at least one weight above zero');
  const sign = total < 0 ? -1n : 1n;
  const amount = BigInt(total) * sign;
  const shares = weights.map((weight, index) => {
    const exact = amount * BigInt(weight);
    return { index, part: exact / whole, remainder: exact % whole };
  });
  const missing = amount - shares.reduce((all, { part }) => all + part, 0n);
  const largestFirst = shares.toSorted((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  const raised = new Set(largestFirst.slice(0, Number(missing)).map(({ index }) => index));
  return shares.map(({ index, part }) => Number(sign * (part + (raised.has(index) ? 1n : 0n))));
}

export type DatedRate = { readonly from: string; readonly basisPoints: number };

/** Value added tax of Russia: 20 % from 2019, 22 % from 2026. */
export const vatRates: readonly DatedRate[] = [
  { from: '2019-01-01', basisPoints: 2_000 },
  { from: '2026-01-01', basisPoints: 2_200 },
];

/** The rate in force on a day, in basis points; throws before the first one known. */
export function rateOn(date: Temporal.PlainDate, rates: readonly DatedRate[] = vatRates): number {
  const day = date.toString();
  const inForce = rates.filter(({ from }) => from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1));
  const rate = inForce[0]?.basisPoints;
  if (rate === undefined) throw new RangeError(`No rate is known on ${day}`);
  return rate;
}

/** The tax contained in an amount that includes it. */
export function vatWithin(gross: number, basisPoints: number): number {
  return fractionOf(gross, basisPoints, fullRate + basisPoints);
}

/** An amount without the tax that it includes; with `vatWithin` it adds up to the amount. */
export function withoutVat(gross: number, basisPoints: number): number {
  return gross - vatWithin(gross, basisPoints);
}

/** An amount with the tax put on top. */
export function withVat(net: number, basisPoints: number): number {
  return sum([net, percentOf(net, basisPoints)]);
}

/** How thousands and decimals are told apart; a mark that could be either (`1.234`) is taken for the decimal one. */
const spellings: readonly { readonly pattern: RegExp; readonly thousands: RegExp }[] = [
  { pattern: /^\d+([.,]\d+)?$/, thousands: /$^/ },
  { pattern: /^\d{1,3}([\s'’]\d{3})+([.,]\d+)?$/u, thousands: /[\s'’]/gu },
  { pattern: /^\d{1,3}(,\d{3})+\.\d+$/, thousands: /,/g },
  { pattern: /^\d{1,3}(\.\d{3})+,\d+$/, thousands: /\./g },
  { pattern: /^\d{1,3}(,\d{3}){2,}$/, thousands: /,/g },
  { pattern: /^\d{1,3}(\.\d{3}){2,}$/, thousands: /\./g },
];

/** Decimals that fit a whole number of kopecks, by unit written behind the number. */
const decimalsOfUnit: Readonly<Record<string, number>> = { '': 2, тыс: 5, млн: 8, млрд: 11 };

const amountPattern =
  /^(?<sign>[-−]?)\s*(?<number>\d(?:[\d\s.,'’]*\d)?)\s*(?:(?<unit>тыс|млн|млрд)\.?)?\s*(?:₽|руб(?:лей|ля|ль)?\.?|р\.|rub|rur)?$/iu;

/**
 * Reads an amount as people write it, into kopecks: `1 234,56 ₽`, `1,234.56`, `12 000 руб.`, `-5`, `1,5 млн`. Undefined when
 * it is no amount, is finer than a kopeck, or is beyond the safe range. So `1.234` is refused, `1.234.567` is not.
 */
export function parseMoney(text: string): number | undefined {
  const { sign, number = '', unit = '' } = amountPattern.exec(text.trim())?.groups ?? {};
  const spelling = spellings.find(({ pattern }) => pattern.test(number));
  if (!spelling) return undefined;
  const [whole = '', decimals = ''] = number.replace(spelling.thousands, '').split(/[.,]/);
  const scale = decimalsOfUnit[unit.toLowerCase()] ?? 0;
  const minor = Number(whole + decimals.padEnd(scale, '0'));
  if (decimals.length > scale || !Number.isSafeInteger(minor)) return undefined;
  return sign && minor > 0 ? -minor : minor;
}
