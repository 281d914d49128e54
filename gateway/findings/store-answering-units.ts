import type { LoaderSession } from "../database/session.js";
import { type Day, FOREVER } from "../rules/calendar.js";
import { answeringUnits, type UnitFact } from "./answering-units.js";
import type { Known } from "./known.js";

/** SQL for a date as a day number. */
function dayNumber(column: string): string {
  return `(${column} - DATE '1970-01-01')`;
}

/**
 * Works out anew which unit answers for which, and touches the cases of the units whose answer changed. Units are few:
 * all of them are gone through each time.
 */
export async function storeAnsweringUnits(session: LoaderSession): Promise<void> {
  const answers = answeringUnits(await readUnits(session));
  await session.query("CREATE TEMPORARY TABLE answering (LIKE unit_answering) ON COMMIT DROP");
  await session.query(
    `INSERT INTO answering (unit_code, day_from, day_to, answering_unit, area, district)
     SELECT u, DATE '1970-01-01' + f, DATE '1970-01-01' + t, a, r, d
     FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[]) AS x (u, f, t, a, r, d)`,
    [
      answers.map(({ unitCode }) => unitCode), answers.map(({ from }) => from), answers.map(({ to }) => to),
      answers.map(({ answeringUnit }) => answeringUnit), answers.map(({ area }) => area), answers.map(({ district }) => district),
    ],
  );
  await session.query(
    `WITH moved AS (
       (SELECT * FROM answering EXCEPT SELECT * FROM unit_answering) UNION ALL (SELECT * FROM unit_answering EXCEPT SELECT * FROM answering)
     ),
     since AS (SELECT unit_code, min(day_from) AS since FROM moved GROUP BY unit_code)
     INSERT INTO touched_case (file_number, since)
     SELECT c.file_number, min(since.since) FROM since JOIN client c ON c.unit_code = since.unit_code GROUP BY c.file_number
     ON CONFLICT (file_number) DO UPDATE SET since = excluded.since WHERE touched_case.since > excluded.since`,
  );
  await session.query("DELETE FROM unit_answering");
  await session.query("INSERT INTO unit_answering SELECT * FROM answering");
}

/** The versions of all units that a day has ended with; of one that was withdrawn on its first date the last. */
export async function readUnits(session: LoaderSession): Promise<Known<UnitFact>[]> {
  const { rows } = await session.query<UnitFact & { from: Day; to: Day | null }>(
    `SELECT code, coalesce(district, delivered_by) AS district, area, ${dayNumber("valid_to")} AS "validTo", replaced_by AS "replacedBy",
       ${dayNumber("known_from")} AS "from", ${dayNumber("known_to")} AS "to"
     FROM unit
     WHERE known_to IS NULL OR known_to > known_from
       OR NOT EXISTS (SELECT FROM unit other WHERE other.code = unit.code
                        AND (other.id > unit.id OR other.known_to IS NULL OR other.known_to > other.known_from))`,
  );
  return rows.map(({ from, to, ...fact }) => ({ fact, from, to: to ?? FOREVER }));
}
