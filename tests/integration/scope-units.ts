/** The days on which the case system's word on a person may change. */
export const MOMENTS = ["2022-01-01", "2022-06-01", "2022-09-01"] as const;

/** What the case system said of a person, from the extract of one day up to (not including) that of another. */
export interface CasePeriod {
  readonly unit: string;
  readonly caseworker: string | null;
  readonly protection: number;
  readonly from: string;
  readonly to: string | null;
}

/** Which unit answers for those filed under a code, from a day up to another; dates as the table has them. */
export interface Answering {
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly unit: string;
  readonly district: string;
}

const BEGIN = "0001-01-01";
const END = "9999-12-31";

/** When the case system says that AO1 will close: after every day on which these cities are asked. */
const CLOSES = "2022-12-10";

/**
 * OLD was closed and AO1 answers for it since; CUT answered for itself until SK1 did. AO1 will close, and AO2 answer for it
 * and for what it had taken over. AO9 has no row at all.
 */
export const ANSWERING: readonly Answering[] = [
  { code: "AO1", from: BEGIN, to: CLOSES, unit: "AO1", district: "HAL" },
  { code: "AO1", from: CLOSES, to: END, unit: "AO2", district: "HAL" },
  { code: "AO2", from: BEGIN, to: END, unit: "AO2", district: "HAL" },
  { code: "SK1", from: BEGIN, to: END, unit: "SK1", district: "SKH" },
  { code: "OLD", from: BEGIN, to: "2022-10-01", unit: "OLD", district: "HAL" },
  { code: "OLD", from: "2022-10-01", to: CLOSES, unit: "AO1", district: "HAL" },
  { code: "OLD", from: CLOSES, to: END, unit: "AO2", district: "HAL" },
  { code: "CUT", from: BEGIN, to: "2022-08-01", unit: "CUT", district: "SKH" },
  { code: "CUT", from: "2022-08-01", to: END, unit: "SK1", district: "SKH" },
];

export const UNITS_OF_CITY = ["AO1", "AO2", "SK1", "OLD", "CUT", "AO9"] as const;

/** The unit that answers on a day for those filed under a code; without a word on it the unit itself. */
export function answeringUnit(code: string, day: string): string {
  return ANSWERING.find((row) => row.code === code && row.from <= day && day < row.to)?.unit ?? code;
}
