import { type FieldReader, fieldReader } from "../columns.js";
import { KRONOR, readAmount, type Scale } from "../formats/amount.js";
import { decimalText } from "../formats/decimal.js";
import { interventionCode } from "./interventions.js";

/** An amount in what its sheet says, negative or not; loaded in kronor. */
export function readKronor({ kronor }: Scale = KRONOR): FieldReader {
  return fieldReader("12,5; negative with any minus or as (12,5)", "BAD_NUMBER", (text) => {
    const amount = readAmount(text);
    return amount === null ? undefined : decimalText(amount * kronor);
  });
}

/** An amount in kronor that can't be negative. */
export const readPrice = fieldReader("12,5; not negative", "BAD_NUMBER", (text) => {
  const amount = readAmount(text);
  return amount === null || amount < 0n ? undefined : decimalText(amount);
});

/** A level of LSS. */
export const readLevel = fieldReader("1 to 7", "BAD_NUMBER", (text) => (/^[1-7]$/.test(text) ? text : undefined));

/** An intervention by its code or name, loaded as the code. */
export const readIntervention = fieldReader("code or name of contract 1", "UNKNOWN_CODE", interventionCode);

/** What a price is for: a day and night, an hour or a month. */
export const readPer = readAnyCase({ dygn: "DYGN", tim: "TIM", mån: "MAN" });

/** One of these codes, whatever the case of its letters, loaded as the value that it maps to: people write these lists. */
export function readAnyCase(codes: Readonly<Record<string, string>>): FieldReader {
  const known = new Map(Object.entries(codes).map(([code, value]) => [code.toLowerCase(), value]));
  return fieldReader(Object.keys(codes).join(" "), "UNKNOWN_CODE", (text) => known.get(text.normalize("NFC").toLowerCase()));
}
