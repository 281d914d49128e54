/*
 * Exact arithmetic of decimal texts such as "12.5": limits are compared without rounding, which floats can't do.
 * Every function throws a RangeError for a text that is no plain decimal number.
 */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Negative when a is less than b, 0 when they are equal, positive when it is more. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = aligned(parseDecimal(a), parseDecimal(b));
  return left > right ? 1 : left < right ? -1 : 0;
}

/** The sum; "0" of none. */
export function sumOf(numbers: readonly string[]): string {
  return decimalText(numbers.map(parseDecimal).reduce(add, ZERO));
}

/** How far two numbers lie apart: |a − b|. */
export function distance(a: string, b: string): string {
  const difference = add(parseDecimal(a), negative(parseDecimal(b)));
  return decimalText(difference.digits < 0n ? negative(difference) : difference);
}

/** The product. */
export function product(a: string, b: string): string {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  return decimalText({ digits: left.digits * right.digits, places: left.places + right.places });
}

/** The quotient rounded to so many decimals, for people to read: never compared. Both are positive or 0. */
export function quotient(a: string, b: string, decimals: number): string {
  const [left, right] = aligned(parseDecimal(a), parseDecimal(b));
  const scaled = left * 10n ** BigInt(decimals);
  return decimalText({ digits: (2n * scaled + right) / (2n * right), places: decimals });
}

interface Decimal {
  readonly digits: bigint;
  /** Decimal places of the digits. */
  readonly places: number;
}

const ZERO: Decimal = { digits: 0n, places: 0 };

function parseDecimal(text: string): Decimal {
  const match = DECIMAL.exec(text);
  if (match === null) throw new RangeError(`Not a decimal number: "${text}"`);
  const fraction = match[3] ?? "";
  return { digits: BigInt(`${match[1] ?? ""}${match[2] ?? ""}${fraction}`), places: fraction.length };
}

/** The digits of both in the same places. */
function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const places = Math.max(a.places, b.places);
  return [a.digits * 10n ** BigInt(places - a.places), b.digits * 10n ** BigInt(places - b.places)];
}

function add(a: Decimal, b: Decimal): Decimal {
  const [left, right] = aligned(a, b);
  return { digits: left + right, places: Math.max(a.places, b.places) };
}

function negative({ digits, places }: Decimal): Decimal {
  return { digits: -digits, places };
}

/** Without zeros at the end: "96.5", "30". */
function decimalText({ digits, places }: Decimal): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const fraction = text.slice(text.length - places).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
