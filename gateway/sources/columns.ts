import { type ColumnDescription, LONGEST_TEXT, type RejectReason, type RowFault, type StagedColumn } from "./source-type.js";

/** What a field's text became: the value as COPY takes it, null for none, or why it can't be read. No object for a value: a city has millions. */
export type FieldValue = string | null | FieldFault;

export interface FieldFault {
  readonly reason: RejectReason;
}

/** Whether a field's text could not be read. */
export function isFault(read: FieldValue): read is FieldFault {
  return read !== null && typeof read === "object";
}

/** Reads one trimmed, non-empty field. */
export interface FieldReader {
  (text: string): FieldValue;
  /** How the text looks, in a few words or as its codes. */
  readonly form: string;
  /** Why a row is in quarantine whose field can't be read. */
  readonly fault: RejectReason;
}

/** A field reader of that form: `read` gives the value, null for none, undefined for what can't be read. */
export function fieldReader(form: string, fault: RejectReason, read: (text: string) => string | null | undefined): FieldReader {
  const unreadable: FieldFault = { reason: fault };
  return Object.assign((text: string): FieldValue => {
    const value = read(text);
    return value === undefined ? unreadable : value;
  }, { form, fault });
}

/** A column of a file: what the file calls it, what it means, where it is staged, and how its text is read. */
export interface SourceColumn {
  /** As the file names it. */
  readonly name: string;
  /** What it tells, in a few words: docs/sources.md. */
  readonly meaning: string;
  readonly staged: string;
  readonly sqlType: StagedColumn["sqlType"];
  readonly hashed?: true;
  readonly read: FieldReader;
  /** `KEY`: without it the row has no identity. `VALUE`: mandatory. */
  readonly needed?: "KEY" | "VALUE";
  /** The value of an empty field, where that is not "none". */
  readonly whenEmpty?: string;
}

/** The staged column of a file's column. */
export function stagedColumn({ staged, sqlType, hashed }: SourceColumn): StagedColumn {
  return hashed ? { name: staged, sqlType, hashed } : { name: staged, sqlType };
}

/** A file's column as docs/sources.md tells it. */
export function describedColumn({ name, meaning, read, needed }: SourceColumn): ColumnDescription {
  return { name, meaning, form: read.form, needed: needed ?? null, fault: read.fault };
}

/** A row's values in the order of its columns, and the fault to report: the key's, else the leftmost column's. */
export interface FieldsRead {
  readonly values: (string | null)[];
  readonly fault: RowFault | null;
}

/** Reads the fields of a row. @param textOf the trimmed text of a column, "" where there is none */
export function readFields(columns: readonly SourceColumn[], textOf: (column: string) => string): FieldsRead {
  const faults: { fault: RowFault; ofKey: boolean }[] = [];
  const values = columns.map((column): string | null => {
    const text = textOf(column.name);
    const read = text === "" ? (column.whenEmpty ?? null) : column.read(text);
    const value = isFault(read) ? null : read;
    const reason = isFault(read) ? read.reason : value === null ? missing(column) : null;
    if (reason !== null) faults.push({ fault: { reason, column: column.name }, ofKey: column.needed === "KEY" });
    return value;
  });
  return { values, fault: (faults.find(({ ofKey }) => ofKey) ?? faults[0])?.fault ?? null };
}

function missing({ needed }: SourceColumn): RejectReason | null {
  if (needed === undefined) return null;
  return needed === "KEY" ? "MISSING_KEY" : "MISSING_VALUE";
}

/** Text of a key, a reference or a name. Longer than {@link LONGEST_TEXT} it is none. */
export const readText = fieldReader("text", "PARSE", (text) => (text.length > LONGEST_TEXT ? undefined : text));

/** Text that people wrote: of any length, and about persons. */
export const readFreeText = fieldReader("free text", "PARSE", (text) => text);

/** One of the contract's codes, loaded as it is. */
export function readOneOf(...codes: readonly string[]): FieldReader {
  const known = new Set(codes);
  return fieldReader(codes.join(" "), "UNKNOWN_CODE", (text) => (known.has(text) ? text : undefined));
}

/** One of the contract's codes, loaded as the value that it maps to. */
export function readCode(codes: Readonly<Record<string, string>>): FieldReader {
  const known = new Map(Object.entries(codes));
  return fieldReader([...known.keys()].join(" "), "UNKNOWN_CODE", (text) => known.get(text));
}

/** A whole number from 0 that fits PostgreSQL's integer. */
export const readInteger = fieldReader("whole number", "BAD_NUMBER", (text) =>
  /^\d{1,10}$/.test(text) && Number(text) <= 2147483647 ? String(Number(text)) : undefined);
