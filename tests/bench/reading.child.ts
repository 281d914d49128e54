import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { onConnection } from "./bench-server.js";
import type { EngineRun } from "./engine-process.js";

/*
 * reading.child.js ROWS STATEMENT: the yardstick for deriving. Reads the facts that rules see, all of them, in case
 * order and by the same driver, and copies the rows of a file by one COPY. Evaluates nothing. Prints one EngineRun.
 */

const FETCH = 10_000;
const STANDING = "known_to IS NULL";

/** A date as the number that the engine calculates with. */
function day(column: string): string {
  return `${column} - DATE '1970-01-01'`;
}

const ORIGIN = (alias: string): string => `${day(`${alias}.known_from`)}, ${day(`${alias}.known_to`)}, ${alias}.load_id, ${alias}.line`;

const FACTS: readonly string[] = [
  `SELECT c.file_number, ${ORIGIN("c")}, c.unit_code, c.caseworker, ${day("c.deceased_on")}, ${day("c.birth_date")}, c.number_kind,
     ${day("c.reserve_date")}, c.delivered_by
   FROM client c WHERE ${STANDING} ORDER BY c.file_number`,
  `SELECT d.file_number, ${ORIGIN("d")}, d.number, d.law, d.intervention, ${day("d.decided_on")}, d.outcome, ${day("d.valid_from")},
     ${day("d.valid_to")}, d.amount::text, d.amount_unit, d.level, d.decided_by, ${day("d.watch_on")}, ${day("d.executed_on")},
     ${day("d.ended_on")}, d.by_court
   FROM decision d WHERE ${STANDING} ORDER BY d.file_number`,
  `SELECT d.file_number, ${ORIGIN("o")}, o.number, o.decision_number, o.provider, ${day("o.ordered_on")}, ${day("o.starts_on")}, ${day("o.ends_on")}
   FROM care_order o JOIN decision d ON d.number = o.decision_number AND d.${STANDING}
   WHERE o.${STANDING} ORDER BY d.file_number`,
  `SELECT d.file_number, ${ORIGIN("p")}, p.order_number, p.version, ${day("p.received_on")}, p.approved
   FROM plan p JOIN care_order o ON o.number = p.order_number AND o.${STANDING} JOIN decision d ON d.number = o.decision_number AND d.${STANDING}
   WHERE p.${STANDING} ORDER BY d.file_number`,
  `SELECT d.file_number, ${ORIGIN("f")}, f.number, f.decision_number, ${day("f.followed_up_on")}, f.kind
   FROM follow_up f JOIN decision d ON d.number = f.decision_number AND d.${STANDING}
   WHERE f.${STANDING} ORDER BY d.file_number`,
];

async function readAll(client: pg.Client, select: string): Promise<void> {
  await client.query(`DECLARE facts NO SCROLL CURSOR FOR ${select}`);
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: `FETCH ${FETCH} FROM facts`, rowMode: "array" });
    if (rows.length < FETCH) break;
  }
  await client.query("CLOSE facts");
}

const [rows, statement] = process.argv.slice(2);
if (rows === undefined || statement === undefined) throw new Error("reading.child.js ROWS STATEMENT");
const duration = await onConnection(process.env["DATABASE_URL"] ?? "", async (client) => {
  const started = performance.now();
  await client.query("BEGIN");
  for (const select of FACTS) await readAll(client, select);
  await pipeline(createReadStream(rows, { highWaterMark: 256 * 1024 }), client.query(copyFrom(statement)));
  await client.query("COMMIT");
  return performance.now() - started;
});
const told: EngineRun = { durations: [duration], peakRssMb: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(told));
