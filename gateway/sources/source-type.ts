import type { FindingKind } from "../rules/timeline.js";

/** Why a row is in quarantine (contract 1, "What bad input gets"). */
export type RejectReason =
  | "PARSE" | "MISSING_KEY" | "MISSING_VALUE" | "BAD_DATE" | "UNKNOWN_CODE" | "BAD_NUMBER" | "DUPLICATE_KEY"
  | "UNKNOWN_REFERENCE" | "NOT_YOUR_ORDER";

/** What a file's name says of it. */
export interface FileName {
  /** The district; for other files the provider, unit, caseworker or ledger that it names; {@link WHOLE_CITY}. */
  readonly owner: string;
  /** The date in the name, `YYYY-MM-DD`; null where it has only a month or a year, or neither. */
  readonly date: string | null;
  /** The month (`YYYY-MM`) or year (`YYYY`) that the file is about; null where its name tells none. */
  readonly period: string | null;
}

/**
 * The longest text of a column that is a key, a reference, a code or a name: what is longer is no such thing, and an index
 * that can't take it would stop the whole night. Free text has no such bound.
 */
export const LONGEST_TEXT = 200;

/** The owner of a file that holds for the whole city. */
export const WHOLE_CITY = "*";

/** What is known of a file before it is read. */
export interface FileIdentity extends FileName {
  /** The day from which the file's facts are known: the date in its name, else the day of the load (contract 6, Terms). */
  readonly date: string;
}

/** A row as it came. */
export interface RawRow {
  /** Line in the file, row in the sheet or position in the array, from 1. */
  readonly line: number;
  /** The row's text, so that it can be shown and read again. */
  readonly raw: string;
}

/** A row as a reader gives it: its values in the order of {@link SourceType.staged}, null where there is none. */
export interface ParsedRow extends RawRow {
  readonly values: readonly (string | null)[];
  readonly fault: RowFault | null;
}

export interface RowFault {
  readonly reason: RejectReason;
  /** The column as the file names it; null when the row as a whole is at fault. */
  readonly column: string | null;
}

/** How the rows of a file relate to those loaded before. */
export type FileMode =
  /** A snapshot: a key that is gone from it is gone. */
  | "FULL"
  /** New and changed rows only. */
  | "DELTA"
  /** Files that add to each other (contract 2). */
  | "ADD"
  /** The file takes the place of the one before it of the same owner and period (contracts 2 and 3). */
  | "REPLACE";

/** What a reader tells when it has seen the top of the file. */
export interface FileTop {
  readonly mode: FileMode;
  /** The file's columns in their order, kept with the load for reading a raw row again. */
  readonly columns: readonly string[];
  /** Something worth saying that is no fault, such as an unknown extra column. */
  readonly note: string | null;
  /** The month (`YYYY-MM`) or year (`YYYY`) that the file is about, where it says so itself and its name does not. */
  readonly period?: string;
}

/** Reads one file. `rows` must be read to its end: only then is the file known to be whole. */
export interface FileReader {
  /** @throws {FileFault} when the file as a whole is to be rejected */
  top(): Promise<FileTop>;
  /** Batches of rows. @throws {FileFault} when the file as a whole is to be rejected */
  rows(): AsyncIterable<readonly ParsedRow[]> | Iterable<readonly ParsedRow[]>;
  /** Instead of `rows`, their texts alone, where a reader has them for less than reading the values. */
  rawRows?(): AsyncIterable<readonly RawRow[]>;
  /** How many data rows the file has, asked after `rows`, where a fact is made of several of them. Else the facts are counted. */
  dataRows?(): number;
}

/** A column of the staging table. */
export interface StagedColumn {
  readonly name: string;
  readonly sqlType: "text" | "date" | "numeric" | "numeric[]" | "integer" | "smallint" | "boolean";
  /** Staged as `<name>_hash` alone: a personal number by which a client is found, and which is not kept. */
  readonly hashed?: true;
}

/** A table of facts that the rows of a file are merged into. All targets of a source share its key. */
export interface Target {
  readonly table: string;
  /** The fact's columns besides its key; each is a staged column of the same name. */
  readonly columns: readonly string[];
  /**
   * Columns among them that are never staged or stored in clear text. For each the table has `<column>_sealed` and
   * `<column>_hash`, and `row_hash` over all of `columns`, which merges compare instead of them.
   */
  readonly sealed?: readonly string[];
}

/** A fault that only the database can see, as a condition on the staged row `s`. */
export interface StagedFault {
  readonly reason: "UNKNOWN_REFERENCE" | "NOT_YOUR_ORDER";
  /** The column as the file names it. */
  readonly column: string;
  readonly condition: string;
}

/** A column that holds the key of a row of another table. */
export interface Reference {
  readonly column: string;
  readonly table: string;
  readonly key: string;
}

/** How often a file is expected of each of its owners: each night, once for each month, once for each year. */
export type Rhythm = "NIGHTLY" | "MONTHLY" | "YEARLY";

/** A column of a file, as docs/sources.md tells it. */
export interface ColumnDescription {
  /** As the file names it. */
  readonly name: string;
  readonly meaning: string;
  /** How its text looks, in a few words or as its codes. */
  readonly form: string;
  /** `KEY`: without it the row has no identity. `VALUE`: mandatory. Null: it may be empty. */
  readonly needed: "KEY" | "VALUE" | null;
  /** Why a row is in quarantine whose text here can't be read; null where any text will do. */
  readonly fault: RejectReason | null;
}

/** What docs/sources.md tells of a file type besides its definition. */
export interface SourceDescription {
  /** What the file is, in a few words. */
  readonly what: string;
  /** Its name, as the contract writes it. */
  readonly name: string;
  readonly deliveredBy: string;
  readonly modes: readonly FileMode[];
  readonly columns: readonly ColumnDescription[];
  /** What belongs to the key that is not a column. */
  readonly keyBesides?: string;
  /** A row's place belongs to its key, so that no two rows of a file have the same. */
  readonly placed?: true;
  /** Why a file as a whole is rejected, besides its format and its columns. */
  readonly rejected?: string;
  /** The findings that rest on it, besides what clients and units say for all. */
  readonly findings: readonly FindingKind[];
}

/** A file type: how it is recognised, read, checked, merged, and which cases it touches. One file each. */
export interface SourceType {
  readonly family: "legacy-extract" | "provider-reports" | "budget-files";
  readonly type: string;
  readonly describe: SourceDescription;
  /** Place in the order in which a night's files are loaded (contract 1, "Delivery"). */
  readonly order: number;
  /** When a file that has not come is late; null where there is one only when there is something to send. */
  readonly expected: Rhythm | null;
  recognise(fileName: string): FileName | null;
  read(bytes: () => AsyncIterable<Buffer>, fileName: string, identity: FileIdentity): FileReader;
  /** Reads a raw row again, as it came in a file with these columns. */
  readAgain(raw: string, line: number, columns: readonly string[], identity: FileIdentity): ParsedRow;
  readonly staged: readonly StagedColumn[];
  /** Staged columns that make the key, and the first of them as the file names it. */
  readonly key: readonly string[];
  readonly keyColumn: string;
  /** A key twice in one file: all its rows are quarantined, or the later line counts. */
  readonly repeatedKey: "QUARANTINE" | "LAST_COUNTS";
  readonly targets: readonly Target[];
  /** The key's column that holds the file's period: a REPLACE file that tells its period withdraws only that period's facts. */
  readonly periodColumn?: string;
  /**
   * The key is the row's place in its file, so that it says nothing of what an earlier file had there: a faulty row of a
   * REPLACE file does not keep an earlier row in place.
   */
  readonly keyIsPlace?: true;
  /** SQL statements over `stage` that find keys by other words, such as a provider's code by its name. Before faults are marked. */
  readonly resolve?: readonly string[];
  readonly stagedFaults: readonly StagedFault[];
  /** Staged columns that name the case a row belongs to, directly or through a loaded key. */
  readonly names: { readonly client?: string; readonly decision?: string; readonly order?: string; readonly investigation?: string };
  /** The files whose being held makes this one wait (contract 1, HELD). */
  readonly waitsFor: readonly string[];
  /** What a row hangs on, by a column of its target: when that is withdrawn the row goes with it. Null: nothing. */
  readonly parent: Reference | null;
  /** SQL for the home district of a row, staged or loaded, which decides when two districts deliver a key for the same day; null: the later delivered wins. */
  readonly homeDistrict: ((row: string) => string) | null;
  /**
   * Which cases a change of these facts touches: SQL that selects `file_number` and `since` from `changed`, a relation
   * of `id` (a version opened or closed) and `since` (the first day whose answers it may change). Null: none.
   */
  readonly touches: string | null;
  /**
   * Which cases are touched because such a file has come at all, whatever is in it (a provider's newest month, a first
   * list): SQL that selects `file_number` and `since`, with the owner as `$1` and the day as `$2`.
   */
  readonly touchedByArrival?: string;
}

/** A condition that a staged reference leads nowhere: no version of the key has ever been loaded. */
export function unknownReference(
  column: string,
  staged: string,
  table: string,
  key: string,
): StagedFault {
  return {
    reason: "UNKNOWN_REFERENCE",
    column,
    condition: `s.${staged} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${table} p WHERE p.${key} = s.${staged})`,
  };
}
