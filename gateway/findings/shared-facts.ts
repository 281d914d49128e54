import type { LoaderSession } from "../database/session.js";
import { type Day, FOREVER } from "../rules/calendar.js";
import type { CaseworkerPeriod } from "../rules/facts.js";
import { type Answering, answeringUnits, type UnitFact } from "./answering-units.js";
import type { SharedFacts } from "./case-history.js";
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

/** The versions of all units that a day has ended with. */
export async function readUnits(session: LoaderSession): Promise<Known<UnitFact>[]> {
  const { rows } = await session.query<UnitFact & { from: Day; to: Day | null }>(
    `SELECT code, coalesce(district, delivered_by) AS district, area, ${dayNumber("valid_to")} AS "validTo", replaced_by AS "replacedBy",
       ${dayNumber("known_from")} AS "from", ${dayNumber("known_to")} AS "to"
     FROM unit WHERE known_to IS NULL OR known_to > known_from`,
  );
  return rows.map(({ from, to, ...fact }) => ({ fact, from, to: to ?? FOREVER }));
}

/** Reads what all cases share into memory: a city's units and the periods of its caseworkers. */
export async function readSharedFacts(session: LoaderSession): Promise<SharedFacts> {
  const answering = new Map<string, Answering[]>();
  const { rows: answers } = await session.query<Answering>(
    `SELECT unit_code AS "unitCode", ${dayNumber("day_from")} AS "from", ${dayNumber("day_to")} AS "to",
       answering_unit AS "answeringUnit", area, district FROM unit_answering ORDER BY unit_code, day_from`,
  );
  for (const answer of answers) append(answering, answer.unitCode, answer);

  const periods = new Map<string, Known<CaseworkerPeriod>[]>();
  const { rows } = await session.query<CaseworkerPeriod & { knownFrom: Day; knownTo: Day | null }>(
    `SELECT signature, ${dayNumber("valid_from")} AS "from", ${dayNumber("valid_to")} AS "to", role, load_id AS load, line,
       ${dayNumber("known_from")} AS "knownFrom", ${dayNumber("known_to")} AS "knownTo"
     FROM caseworker_period WHERE known_to IS NULL OR known_to > known_from`,
  );
  for (const { knownFrom, knownTo, ...fact } of rows) append(periods, fact.signature, { fact, from: knownFrom, to: knownTo ?? FOREVER });
  return {
    answering: (unitCode) => answering.get(unitCode) ?? [],
    periods: (signature) => periods.get(signature) ?? [],
  };
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
