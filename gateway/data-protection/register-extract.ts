import type { DataSource } from "typeorm";
import { noteTerminalRead } from "../access/access-log-report.js";
import type { KeyRing } from "../access/keys.js";
import { unsealText } from "../access/sealed-text.js";
import { inTransaction, type LoaderSession, withSession } from "../database/session.js";
import { heldRowsOfCases, type KeptRow, quarantinedRowsOfCases } from "./kept-rows.js";
import { chooseCases, DERIVED_OF_CASES, FACTS_OF_CASES } from "./rows-of-cases.js";

/** A row of a table, columns as the table names them. */
type Row = Readonly<Record<string, unknown>>;

/** One version of a fact: what it says, and from which file and line it came. */
export interface HeldVersion {
  readonly fact: Row;
  readonly knownFrom: string;
  /** Null while it is the current one. */
  readonly knownTo: string | null;
  readonly deliveredBy: string;
  readonly file: string;
  readonly line: number | null;
  readonly loadedAt: Date | null;
}

/** Who read, when, and why. */
export interface HeldRead {
  readonly at: Date;
  readonly subject: string;
  readonly roles: readonly string[];
  readonly operations: readonly string[];
  readonly purpose: string | null;
}

/** Everything that is held about one person (GDPR article 15). */
export interface RegisterExtract {
  readonly fileNumber: string;
  readonly madeAt: string;
  /** By table, all versions, the oldest first. */
  readonly facts: Readonly<Record<string, readonly HeldVersion[]>>;
  /** By table: what rules made of the facts. */
  readonly derived: Readonly<Record<string, readonly Row[]>>;
  /** Rows as they came that could not be loaded, and rows of files that wait for an operator. */
  readonly quarantined: readonly (Omit<KeptRow, "loadId"> & { readonly column: string | null; readonly reason: string })[];
  readonly held: readonly Omit<KeptRow, "loadId">[];
  /** Who read any of it, the newest first. This extract is a read, too, and the first. */
  readonly readBy: readonly HeldRead[];
}

/**
 * Everything that is held about one person, and who read it; null when nothing is. It is written to the access log
 * before it is handed out.
 * @throws AccessLogError when it could not be; then nothing may be shown
 */
export async function registerExtract(dataSource: DataSource, ring: KeyRing, fileNumber: string): Promise<RegisterExtract | null> {
  return withSession(dataSource, async (session) => {
    const extract = await inTransaction(session, () => readExtract(session, ring, fileNumber));
    if (isEmpty(extract)) return null;
    await noteTerminalRead(dataSource, "register-extract", [{ fileNumbers: [fileNumber] }]);
    return { ...extract, readBy: await readsOf(session, fileNumber) };
  });
}

function isEmpty({ facts, derived, quarantined, held, readBy }: RegisterExtract): boolean {
  return [...Object.values(facts), ...Object.values(derived), quarantined, held, readBy].every((rows) => rows.length === 0);
}

async function readExtract(session: LoaderSession, ring: KeyRing, fileNumber: string): Promise<RegisterExtract> {
  // All of one moment, whatever is loaded meanwhile.
  await session.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  await chooseCases(session, [fileNumber]);
  const facts: Record<string, HeldVersion[]> = {};
  for (const { table, condition } of FACTS_OF_CASES) facts[table] = await versionsOf(session, ring, table, condition);
  const derived: Record<string, Row[]> = {};
  for (const table of DERIVED_OF_CASES) {
    const { rows } = await session.query<{ row: Row }>(
      `SELECT to_jsonb(t) - 'id' AS row FROM ${table} t JOIN chosen_case USING (file_number) ORDER BY 1`,
    );
    derived[table] = rows.map(({ row }) => row);
  }
  const quarantined = await quarantinedRowsOfCases(session, ring);
  const held: Omit<KeptRow, "loadId">[] = [];
  for await (const { loadId: _, ...row } of heldRowsOfCases(session, ring)) held.push(row);
  return {
    fileNumber, madeAt: new Date().toISOString(), facts, derived, held, readBy: await readsOf(session, fileNumber),
    quarantined: quarantined.map(({ loadId: _, id: __, ...row }) => row),
  };
}

/** Columns of a version that say where it is from, not what it says; and hashes, which say nothing. */
const NO_FACT = [
  "id", "opened_in", "closed_in", "load_id", "line", "delivered_by", "delivered_on", "known_from", "known_to",
  "personal_number_hash", "row_hash", "personal_number_sealed",
];

async function versionsOf(session: LoaderSession, ring: KeyRing, table: string, condition: string): Promise<HeldVersion[]> {
  const sealed = table === "person" ? "t.personal_number_sealed" : "NULL::bytea";
  const { rows } = await session.query<HeldVersion & { sealed: Buffer | null }>(
    `SELECT to_jsonb(t) ${NO_FACT.map((column) => `- '${column}'`).join(" ")} AS fact, t.known_from::text AS "knownFrom",
       t.known_to::text AS "knownTo", t.delivered_by AS "deliveredBy", l.file, t.line, l.finished_at AS "loadedAt", ${sealed} AS sealed
     FROM ${table} t JOIN load l ON l.id = t.load_id WHERE ${condition} ORDER BY t.id`,
  );
  return rows.map(({ sealed: number, fact, ...version }) => {
    if (table !== "person") return { fact, ...version };
    const personalNumber = number === null ? null : unsealText(ring, number, "person.personal_number_sealed");
    return { fact: { ...fact, personal_number: personalNumber }, ...version };
  });
}

/** Others' file numbers in the same entries are theirs. */
async function readsOf(session: LoaderSession, fileNumber: string): Promise<HeldRead[]> {
  const { rows } = await session.query<HeldRead>(
    "SELECT at, subject, roles, operations, purpose FROM access_log WHERE file_numbers @> ARRAY[$1::text] ORDER BY id DESC",
    [fileNumber],
  );
  return rows;
}
