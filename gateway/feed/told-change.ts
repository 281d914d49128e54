import { pseudonymFor, pseudonymOfFact, pseudonymOfPerson } from "../access/keyed-hash.js";
import type { KeyRing } from "../access/keys.js";
import type { FactType } from "../rules/timeline.js";
import { PURGES, tableOf } from "./change-statement.js";
import { type FactTable, type Field, isAboutPersons } from "./fact-tables.js";
import { sequenceOf } from "./change-cursor.js";

export type ChangeOperation = "ADDED" | "CHANGED" | "WITHDRAWN" | "LEFT_SCOPE" | "ENTERED_SCOPE" | "PURGED";

/** A change as it is told (contract 4, `Change`). */
export interface ToldChange {
  readonly sequence: string;
  readonly type: FactType;
  readonly key: string;
  readonly operation: ChangeOperation;
  /** `YYYY-MM-DD`. */
  readonly knownFrom: string;
  readonly load: string | null;
  /** The new content; null where there is none to tell. */
  readonly fact: Readonly<Record<string, unknown>> | null;
}

/** A change as the statement of a page gives it. */
export interface ChangeRow {
  readonly commit: number;
  readonly id: string;
  readonly table: number;
  readonly operation: ChangeOperation;
  /** File number of whom it is about; of a purge the person's pseudonym, in hexadecimal; null for what is about nobody. */
  readonly subject: string | null;
  /** Whether the fact itself is as it was, and only whom it is about or who may know changed. */
  readonly isMove: boolean | null;
  /** Of the commit; null for a database that was not filled by loads. */
  readonly commitKnownFrom: string | null;
  readonly commitKind: string | null;
  readonly commitLoad: number | null;
  /** Null of a purge. */
  readonly version: {
    readonly key: readonly string[];
    readonly knownFrom: string;
    readonly knownTo: string | null;
    readonly load: number;
    readonly fact: Readonly<Record<string, unknown>> | null;
  } | null;
}

/**
 * Makes changes of rows and of their ranks within their commits, with the keys that one receiver gets.
 * @param receiver null: file numbers, too
 */
export function changeTeller(ring: KeyRing, receiver: string | null): (row: ChangeRow, rank: number) => ToldChange {
  const keys = new ReceiversKeys(ring, receiver);
  return (row, rank) => {
    const { operation, version, table, commit } = row;
    const sequence = sequenceOf(commit, rank);
    const knownFrom = knownFromOf(row);
    if (table === PURGES || version === null) {
      const key = keys.ofPseudonym(Buffer.from(row.subject ?? "", "hex"));
      return { sequence, type: "CLIENT", key, operation, knownFrom, load: null, fact: null };
    }
    const told = tableOf(table);
    return { sequence, type: told.type, key: keys.ofRow(told, version.key), operation, knownFrom, load: loadOf(row), fact: keys.inFact(told, row) };
  };
}

/** The keys of facts as one receiver knows them. */
class ReceiversKeys {
  constructor(
    private readonly ring: KeyRing,
    private readonly receiver: string | null,
  ) {}

  ofPseudonym(pseudonym: Buffer): string {
    return pseudonymFor(this.ring, this.receiver, pseudonym);
  }

  ofRow(table: FactTable, key: readonly string[]): string {
    const text = key.join("/");
    if (table.countedRows === true) return this.ofPseudonym(pseudonymOfFact(this.ring, table.type, text));
    return isAboutPersons(table) ? this.ofFact(table.type, text) : text;
  }

  /** The content with its keys. What is about a person has the person's key, and for those who get file numbers that one, too. */
  inFact(table: FactTable, { version, subject }: ChangeRow): Readonly<Record<string, unknown>> | null {
    if (!version?.fact) return null;
    const content = Object.entries(table.fields).map(([name, field]) => [name, this.inField(field, version.fact?.[name])]);
    return { ...this.ofSubject(table, subject), ...Object.fromEntries(content) as Record<string, unknown> };
  }

  private ofSubject(table: FactTable, fileNumber: string | null): Readonly<Record<string, unknown>> {
    if (!isAboutPersons(table)) return {};
    const personKey = fileNumber === null ? null : this.ofPseudonym(pseudonymOfPerson(this.ring, fileNumber));
    return this.receiver === null ? { personKey, fileNumber } : { personKey };
  }

  private inField(field: Field, value: unknown): unknown {
    return typeof field !== "string" && "refersTo" in field && typeof value === "string" ? this.ofFact(field.refersTo, value) : value;
  }

  private ofFact(type: FactType, key: string): string {
    if (this.receiver === null) return key;
    return this.ofPseudonym(type === "CLIENT" ? pseudonymOfPerson(this.ring, key) : pseudonymOfFact(this.ring, type, key));
  }
}

/** From which day it is known: that of the version, of its end, or of the commit when it was neither. */
function knownFromOf({ operation, version, isMove, commitKnownFrom }: ChangeRow): string {
  const ofCommit = commitKnownFrom ?? version?.knownFrom;
  const told = operation === "WITHDRAWN" ? version?.knownTo : version?.fact && !(operation === "CHANGED" && isMove) ? version.knownFrom : ofCommit;
  if (told == null) throw new Error(`CHANGE_WITHOUT_DATE: ${operation}`);
  return told;
}

/** The load that made it. Rows that had waited for a reference came in loads of their own. */
function loadOf({ commitKind, commitLoad, version }: ChangeRow): string | null {
  const isByVersion = commitKind === null || commitKind === "RETRY";
  const load = isByVersion && version?.fact ? version.load : commitLoad;
  return load === null ? null : String(load);
}
