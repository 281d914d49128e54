import type { KeyRing } from "../access/keys.js";
import { unsealText } from "../access/sealed-text.js";
import type { SqlParameters } from "../database/sql-parameters.js";
import { ALL_SOURCES } from "../sources/all-sources.js";
import { RAW_PLACE } from "./staging.js";

/** What a client's own row says of protection, as it is staged. */
const PROTECTION = "protection";
const NOT_PROTECTED = "0";

/** File types whose rows say whether a person is protected. */
const TYPES_THAT_PROTECT: readonly string[] =
  ALL_SOURCES.filter(({ staged }) => staged.some(({ name }) => name === PROTECTION)).map(({ type }) => type);

/** A row in quarantine with all that it takes to read it again. */
export interface KeptSealed {
  readonly type: string;
  readonly district: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly period: string | null;
  readonly line: number;
  readonly columns: readonly string[];
  /** Its text, in hexadecimal. */
  readonly sealed: string;
}

/**
 * SQL of the rows in quarantine that say of protection and lead to a case to which a row leads, itself among them if it does: a
 * JSON list of {@link KeptSealed}, or null. Whoever goes into hiding by one of them does so for all rows that wait.
 * @param id SQL of the row's id
 */
export function protectingRows(id: string, parameters: SqlParameters): string {
  return `(
    SELECT json_agg(json_build_object('type', telling.type, 'district', telling.district, 'date', telling.extract_date,
                                      'period', delivery.period, 'line', telling.line, 'columns', coalesce(delivery.columns, '{}'),
                                      'sealed', encode(telling.raw_sealed, 'hex')))
    FROM rejected_row_case AS led JOIN rejected_row_case AS shared ON shared.file_number = led.file_number
    JOIN rejected_row AS telling ON telling.id = shared.rejected_row_id AND telling.type = ANY(${parameters.add(TYPES_THAT_PROTECT, "text[]")})
    JOIN load AS delivery ON delivery.id = telling.load_id
    WHERE led.rejected_row_id = ${id})`;
}

/** The row as it came. */
export function textOf({ sealed }: Pick<KeptSealed, "sealed">, ring: KeyRing): string {
  return unsealText(ring, Buffer.from(sealed, "hex"), RAW_PLACE);
}

/**
 * Whether a client's own row says that the client is protected, or does not say that they are not. What was loaded before
 * holds for those who know the client; whom an operator is told of is another matter: a row that can't be read may be
 * that of somebody who goes into hiding.
 */
export function mayProtect(row: KeptSealed, ring: KeyRing): boolean {
  const source = ALL_SOURCES.find(({ type }) => type === row.type)!;
  const { values } = source.readAgain(textOf(row, ring), row.line, row.columns, { owner: row.district, date: row.date, period: row.period });
  return values[source.staged.findIndex(({ name }) => name === PROTECTION)] !== NOT_PROTECTED;
}
