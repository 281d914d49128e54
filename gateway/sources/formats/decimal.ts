/** An exact decimal number, as its number of billionths of a thousandth (10⁻¹²). Sums and comparisons of it never round. */
export type Decimal = bigint;

const PLACES = 12;
export const ONE: Decimal = 10n ** BigInt(PLACES);

/** Longer than any amount: a text of a million figures is not worth the work, and PostgreSQL takes none of them. */
export const MOST_FIGURES = 40;
const GREATEST_EXPONENT = 30;

/**
 * Reads a number with a decimal point, such as `-12.5`, `.5` or `1.25E+3`; what lies beyond the twelfth decimal is rounded.
 * Null when it is none.
 */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,3}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const figures = whole + fraction;
  if (figures === "" || figures.length > MOST_FIGURES || Math.abs(Number(exponent)) > GREATEST_EXPONENT) return null;
  const places = PLACES + Number(exponent) - fraction.length;
  const absolute = places >= 0 ? BigInt(figures) * 10n ** BigInt(places) : roundedQuotient(BigInt(figures), 10n ** BigInt(-places));
  return sign === "-" ? -absolute : absolute;
}

function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n);
}

/** The number as PostgreSQL takes it: with a decimal point, without zeros that say nothing. */
export function decimalText(value: Decimal): string {
  const absolute = value < 0n ? -value : value;
  const fraction = String(absolute % ONE).padStart(PLACES, "0").replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${absolute / ONE}${fraction && `.${fraction}`}`;
}
