import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { inTransaction } from "../database/session.js";
import { hashOfPersons, type SealedEntry } from "./access-log-chain.js";
import { terminalUser } from "./terminal-user.js";

/** An entry that somebody was taken out of, as it is since. */
export type RedactedEntry = Pick<SealedEntry, "id" | "salt" | "fileNumbers">;

/** A row of `access_log_redaction`. */
interface Redaction {
  readonly entry: string;
  readonly leftHash: string;
}

/**
 * Says in the log itself which entries a disposal took somebody out of, and what is left in each. To be called in the
 * transaction that took them out.
 * @param redacted in the order of their numbers
 */
export async function nameRedactions(session: PoolClient, redacted: readonly RedactedEntry[]): Promise<void> {
  if (redacted.length === 0) return;
  const redactions = redacted.map(({ id, salt, fileNumbers }): Redaction => ({ entry: id, leftHash: hashOfPersons(salt, fileNumbers) }));
  await session.query(
    `WITH named AS (
       INSERT INTO public.access_log (subject, roles, remote_address, operations, purpose, file_numbers)
       VALUES ($1, '{OPERATOR}', 'terminal', '{dispose}', $2, '{}') RETURNING id
     )
     INSERT INTO access_log_redaction (entry, named_in, left_hash)
     SELECT entry, named.id, left_hash FROM named, unnest($3::bigint[], $4::text[]) AS redaction (entry, left_hash)`,
    [terminalUser(), purposeOf(redactions), redactions.map(({ entry }) => entry), redactions.map(({ leftHash }) => leftHash)],
  );
}

/** What the entry that tells of a disposal says it was for, sealed with it: how many entries, and the hash of which. */
function purposeOf(redactions: readonly Redaction[]): string {
  const hash = createHash("sha256");
  for (const { entry, leftHash } of redactions) hash.update(`${entry}:${leftHash}\n`);
  return `redacted:${redactions.length}:${hash.digest("hex")}`;
}

/**
 * Whether what disposals took out is what their entries in the log say, and no more than their records
 * (`disposal.log_entries`) add up to. Needs the memory of one batch of a disposal.
 */
export async function redactionsHold(session: PoolClient): Promise<boolean> {
  return inTransaction(session, async () => {
    // A disposal or a pruning may be at work.
    await session.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    const { rows: [sums] } = await session.query<{ hold: boolean }>(
      `SELECT (SELECT count(*) FROM access_log_redaction) <= (SELECT coalesce(sum(log_entries), 0) FROM disposal) AS hold`,
    );
    if (!sums!.hold) return false;
    const { rows: namings } = await session.query<{ id: string; purpose: string | null }>(
      `SELECT coalesce(naming.id, redaction.named_in)::text AS id, naming.purpose
       FROM (SELECT id, purpose FROM access_log WHERE operations IN ('{dispose}', '{migrate}')) AS naming
       FULL JOIN (SELECT DISTINCT named_in FROM access_log_redaction) AS redaction ON redaction.named_in = naming.id`,
    );
    for (const { id, purpose } of namings) {
      const { rows } = await session.query<Redaction>(
        `SELECT entry::text, left_hash AS "leftHash" FROM access_log_redaction WHERE named_in = $1 ORDER BY access_log_redaction.entry`, [id],
      );
      if (purposeOf(rows) !== purpose) return false;
    }
    return true;
  });
}
