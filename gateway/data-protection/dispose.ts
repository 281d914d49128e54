import type { DataSource } from "typeorm";
import { personsHash, type SealedEntry } from "../access/access-log-chain.js";
import { nameRedactions, type RedactedEntry } from "../access/access-log-redaction.js";
import { pseudonymOfPerson } from "../access/keyed-hash.js";
import type { KeyRing } from "../access/keys.js";
import { asOnlyLoader, inTransaction, type LoaderSession, openCommit } from "../database/session.js";
import { FACT_TABLES } from "../feed/fact-tables.js";
import type { Log } from "../log.js";
import { type DisposalRule, dueForDisposal } from "./due-for-disposal.js";
import { heldRowsOfCases, quarantinedRowsOfCases } from "./kept-rows.js";
import { namedAfterDisposal } from "./named-after-disposal.js";
import { chooseCases, DERIVED_OF_CASES, FACTS_OF_CASES } from "./rows-of-cases.js";
import { type UnclaimedRowsOptions, unclaimedRows } from "./unclaimed-rows.js";
import { disposeOfUnnamedFeedback, type UnnamedFeedbackOptions } from "./unnamed-feedback.js";

/** What a disposal needs. */
export interface DisposalContext {
  /** With the rights of the owner: the application may not touch the access log. */
  readonly dataSource: DataSource;
  readonly ring: KeyRing;
  readonly log: Log;
}

/** Who is to go; of exceptions the reasons why they stay, by file number. */
export interface DisposalOptions extends UnclaimedRowsOptions, UnnamedFeedbackOptions {
  /** How long a person whom the case system has withdrawn is kept. */
  readonly withdrawnDays: number;
}

/** How many went, by rule, and how many stayed by exception. */
export interface DisposalReport {
  readonly disposed: Readonly<Record<DisposalRule, number>>;
  readonly excepted: number;
  /** Rows in quarantine that led to nobody who was ever loaded, and had waited long enough. */
  readonly unclaimedRows: number;
  /** Complaints, deviations and words of praise that name no client, and had been kept long enough. */
  readonly unnamedFeedback: number;
}

/** Persons of one transaction: bounds how long the access log's entries and the facts are locked. */
const BATCH = 100;

/**
 * Disposes of all who are due (gallring): every version of every fact, what was derived, their rows in quarantine, held
 * files that have them, and their file numbers in the access log. A record remains that says how many and by which rule.
 * Waits for a load that is at work; killed anywhere, a person is gone wholly or not at all, and the next run goes on.
 */
export async function dispose(context: DisposalContext, options: DisposalOptions): Promise<DisposalReport> {
  const { dataSource, ring, log } = context;
  return asOnlyLoader(dataSource, () => log.info("a loader is at work: waiting for it"), async (session) => {
    await removeWrittenSince(session, await namedAfterDisposal(session, ring));
    const due = await dueForDisposal(dataSource, options.today, options.withdrawnDays);
    const going = due.filter(({ fileNumber }) => !options.exceptions.has(fileNumber));
    const disposed = { LAST_NOTE: 0, WITHDRAWN: 0 };
    for (const rule of ["LAST_NOTE", "WITHDRAWN"] as const) {
      const fileNumbers = going.filter((person) => person.rule === rule).map(({ fileNumber }) => fileNumber);
      for (let at = 0; at < fileNumbers.length; at += BATCH) {
        const batch = fileNumbers.slice(at, at + BATCH);
        await inTransaction(session, () => disposeOf(session, ring, rule, batch, options.today));
        await removeWrittenSince(session, batch);
        disposed[rule] += batch.length;
        log.info({ rule, persons: disposed[rule], of: fileNumbers.length }, "disposed");
      }
    }
    const rows = await inTransaction(session, () => disposeOfUnclaimedRows(session, options));
    const feedback = await inTransaction(session, () => disposeOfUnnamedFeedback(session, options));
    return { disposed, excepted: due.length - going.length, unclaimedRows: rows, unnamedFeedback: feedback };
  });
}

async function disposeOf(
  session: LoaderSession, ring: KeyRing, rule: DisposalRule, fileNumbers: readonly string[], today: string,
): Promise<void> {
  await chooseCases(session, fileNumbers);
  const commit = await openCommit(session, "DISPOSAL", today);
  await notePurges(session, ring, commit);
  const movedIn = await lastMoveToCases(session);
  const rejectedRows = await removeQuarantinedRows(session, ring);
  const heldFiles = await removeHeldFiles(session, ring);
  let versions = 0;
  // What names a case through another fact goes before that one.
  for (const { table, condition } of [...FACTS_OF_CASES].reverse()) {
    await forgetMoves(session, table, condition);
    versions += (await session.query(`DELETE FROM ${table} t WHERE ${condition}`)).rowCount ?? 0;
  }
  const logEntries = await removeWritten(session, fileNumbers);
  await session.query(
    `INSERT INTO disposal (disposed_in, moved_in, rule, persons, versions, rejected_rows, held_files, log_entries)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [commit, movedIn, rule, fileNumbers.length, versions, rejectedRows, heldFiles, logEntries],
  );
}

/**
 * What gateways, which no lock keeps out, wrote of them while they went: right after the commit, and when the next run begins
 * (`namedAfterDisposal`), for a read whose entry came still later and for a run that was killed before this.
 */
async function removeWrittenSince(session: LoaderSession, fileNumbers: readonly string[]): Promise<void> {
  if (fileNumbers.length === 0) return;
  await inTransaction(session, async () => {
    const logEntries = await removeWritten(session, fileNumbers);
    if (logEntries === 0) return;
    await session.query("UPDATE disposal SET log_entries = log_entries + $1 WHERE id = (SELECT max(id) FROM disposal WHERE persons > 0)", [logEntries]);
  });
}

/**
 * What rules made of their facts and people answered to that, and their file numbers in the access log.
 * @returns how many entries of the log
 */
async function removeWritten(session: LoaderSession, fileNumbers: readonly string[]): Promise<number> {
  for (const table of DERIVED_OF_CASES) await session.query(`DELETE FROM ${table} WHERE file_number = ANY($1)`, [fileNumbers]);
  return takeOutOfAccessLog(session, fileNumbers);
}

/**
 * What the change feed tells them by who have a copy: by pseudonyms, in the order of those. Who never was unprotected has no
 * units there: they were told to nobody.
 */
async function notePurges(session: LoaderSession, ring: KeyRing, commit: number): Promise<void> {
  const whenOpen = (column: string, type: string): string =>
    `coalesce(array_agg(${column} ORDER BY since) FILTER (WHERE is_open AND since < until), '{}')::${type}[]`;
  const { rows } = await session.query<{ file_number: string; unit_codes: string[]; filed_since: number[]; filed_until: number[] }>(
    `SELECT file_number, ${whenOpen("unit_code", "text")} AS unit_codes, ${whenOpen("since", "int")} AS filed_since, ${whenOpen("until", "int")} AS filed_until
     FROM (
       SELECT file_number, unit_code, is_open, opened_in AS since, lead(opened_in, 1, $1::int) OVER (PARTITION BY file_number ORDER BY id) AS until
       FROM (
         SELECT c.id, c.file_number, c.unit_code, c.opened_in, c.protection = 0 AS is_open,
                (c.unit_code, c.protection = 0) IS DISTINCT FROM (lag(c.unit_code) OVER person, lag(c.protection = 0) OVER person) AS is_other
         FROM client c JOIN chosen_case USING (file_number) WINDOW person AS (PARTITION BY c.file_number ORDER BY c.id)
       ) AS word WHERE is_other
     ) AS filed
     GROUP BY file_number`,
    [commit],
  );
  const purges = rows.map(({ file_number, ...filed }) => ({ person_key: pseudonymOfPerson(ring, file_number).toString("hex"), ...filed }));
  await session.query(
    `INSERT INTO purged_case (purged_in, person_key, unit_codes, filed_since, filed_until)
     SELECT $1, decode(person_key, 'hex'), unit_codes, filed_since, filed_until
     FROM json_to_recordset($2::json) AS purge (person_key text, unit_codes text[], filed_since int[], filed_until int[]) ORDER BY person_key`,
    [commit, JSON.stringify(purges)],
  );
}

/** The newest commit in which a decision went to one of the cases from another, or what hangs on a decision did (entities/disposal.ts). */
async function lastMoveToCases(session: LoaderSession): Promise<number | null> {
  const moves = [
    ["decision", "chosen_decision", "file_number", "chosen_case", "file_number"],
    ["care_order", "chosen_order", "decision_number", "chosen_decision", "number"],
  ].map(([table, chosen, lead, owners, owner]) => `
    SELECT later.opened_in FROM ${table} later JOIN ${chosen} ON ${chosen}.number = later.number
    JOIN ${table} earlier ON earlier.number = later.number AND earlier.id < later.id
    WHERE earlier.${lead} NOT IN (SELECT ${owner} FROM ${owners})`);
  const followUps = `
    SELECT later.opened_in FROM follow_up later JOIN chosen_decision ON chosen_decision.number = later.decision_number
    JOIN follow_up earlier ON earlier.number = later.number AND earlier.id < later.id
    WHERE earlier.decision_number NOT IN (SELECT number FROM chosen_decision)`;
  const { rows } = await session.query<{ moved_in: number | null }>(
    `SELECT max(opened_in) AS moved_in FROM (${[...moves, followUps].join(" UNION ALL ")}) AS moves`,
  );
  return rows[0]!.moved_in;
}

/** That they once moved says nothing when what moved is gone. */
async function forgetMoves(session: LoaderSession, table: string, condition: string): Promise<void> {
  const told = FACT_TABLES.find((each) => each.table === table);
  if (told === undefined) return;
  await session.query(`DELETE FROM feed_move m USING ${table} t WHERE m.fact_table = $1 AND m.version_id = t.id AND ${condition}`, [told.number]);
}

/** Of persons who never came: nothing else is held of them, so that their own end takes no row along. */
async function disposeOfUnclaimedRows(session: LoaderSession, options: UnclaimedRowsOptions): Promise<number> {
  const removed = await removeRejectedRows(session, await unclaimedRows(session, options));
  if (removed === 0) return 0;
  const commit = await openCommit(session, "DISPOSAL", options.today);
  await session.query(
    `INSERT INTO disposal (disposed_in, rule, persons, versions, rejected_rows, held_files, log_entries) VALUES ($1, 'UNCLAIMED', 0, 0, $2, 0, 0)`,
    [commit, removed],
  );
  return removed;
}

async function removeQuarantinedRows(session: LoaderSession, ring: KeyRing): Promise<number> {
  const rows = await quarantinedRowsOfCases(session, ring);
  await session.query("DELETE FROM rejected_row_case WHERE file_number IN (SELECT file_number FROM chosen_case)");
  return removeRejectedRows(session, rows);
}

async function removeRejectedRows(session: LoaderSession, rows: readonly { readonly id: string; readonly loadId: number }[]): Promise<number> {
  const ids = rows.map(({ id }) => id);
  await session.query("DELETE FROM rejected_row_case WHERE rejected_row_id = ANY($1)", [ids]);
  await session.query("DELETE FROM rejected_row WHERE id = ANY($1)", [ids]);
  await session.query(
    "UPDATE load l SET quarantined = (SELECT count(*) FROM rejected_row r WHERE r.load_id = l.id) WHERE id = ANY($1)",
    [[...new Set(rows.map(({ loadId }) => loadId))]],
  );
  return ids.length;
}

/** A held file goes as a whole: without one of its rows its own trailer would speak against it. */
async function removeHeldFiles(session: LoaderSession, ring: KeyRing): Promise<number> {
  const loads = new Set<number>();
  for await (const { loadId } of heldRowsOfCases(session, ring)) loads.add(loadId);
  await session.query("DELETE FROM held_chunk WHERE load_id = ANY($1)", [[...loads]]);
  await session.query("UPDATE load SET reason = $2 WHERE id = ANY($1)", [
    [...loads], "its bytes were disposed of with a person who stood in it: deliver it again without them",
  ]);
  return loads.size;
}

/**
 * That somebody read stays, of whom goes. The hash of whose data it was stays in its place, without the salt that it
 * was made with: the seals hold, and nobody finds the file number by trying. The log itself says which entries these were.
 */
async function takeOutOfAccessLog(session: LoaderSession, fileNumbers: readonly string[]): Promise<number> {
  const { rows } = await session.query<Pick<SealedEntry, "id" | "salt" | "personsHash" | "fileNumbers">>(
    `SELECT id, encode(salt, 'hex') AS salt, persons_hash AS "personsHash", file_numbers AS "fileNumbers" FROM access_log WHERE file_numbers && $1 ORDER BY id`,
    [fileNumbers],
  );
  const { rows: redacted } = await session.query<RedactedEntry>(
    `WITH redacted AS (
       UPDATE access_log l SET salt = uuid_send(gen_random_uuid()), persons_hash = kept.hash,
         file_numbers = ARRAY(SELECT n FROM unnest(l.file_numbers) WITH ORDINALITY AS named (n, at) WHERE NOT n = ANY($3) ORDER BY at)
       FROM unnest($1::bigint[], $2::text[]) AS kept (id, hash) WHERE l.id = kept.id
       RETURNING l.id, l.salt, l.file_numbers
     )
     SELECT id, encode(salt, 'hex') AS salt, file_numbers AS "fileNumbers" FROM redacted ORDER BY id`,
    [rows.map(({ id }) => id), rows.map(personsHash), fileNumbers],
  );
  await nameRedactions(session, redacted);
  return redacted.length;
}
