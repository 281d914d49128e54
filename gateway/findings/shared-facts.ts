import type { LoaderSession } from "../database/session.js";
import { civil, type Day, dayOf, FOREVER } from "../rules/calendar.js";
import type { CaseworkerPeriod, Ownership, Price, ReportedMonth } from "../rules/facts.js";
import type { Answering } from "./answering-units.js";
import type { SharedFacts } from "./case-history.js";
import type { Known } from "./known.js";

/** SQL for a date as a day number. */
function dayNumber(column: string): string {
  return `(${column} - DATE '1970-01-01')`;
}

/** Twenty years. */
const FARTHEST_DAYS = 7305;

/** SQL for the days on which a version is known, and for the versions that any day knows. */
const KNOWN = `${dayNumber("known_from")} AS "knownFrom", ${dayNumber("known_to")} AS "knownTo"`;
const EVER_KNOWN = "(known_to IS NULL OR known_to > known_from)";

interface KnownRow {
  readonly knownFrom: Day;
  readonly knownTo: Day | null;
}

/**
 * Reads what all cases share into memory: units, staff, what has been reported, and prices. They are few in a city.
 * @param today `YYYY-MM-DD`
 */
export async function readSharedFacts(session: LoaderSession, today: string): Promise<SharedFacts> {
  const answering = await readAnswering(session);
  const periods = await readPeriods(session);
  const reported = await readReportedMonths(session, "AVVIK");
  const alarmsReported = await readReportedMonths(session, "JOUR");
  const levelsSince = await readFirstDays(session, "LSSNIVA");
  const individualPlansSince = await readFirstDays(session, "IPLAN");
  const prices = await readPrices(session);
  const ownership = await readOwnership(session);
  return {
    answering: (unitCode) => answering.get(unitCode) ?? [],
    periods: (signature) => periods.get(signature) ?? [],
    reported: (provider) => reported.get(provider) ?? [],
    alarmsReported: (district) => alarmsReported.get(district) ?? [],
    levelsSince: (district) => levelsSince.get(district) ?? null,
    individualPlansSince: (unit) => individualPlansSince.get(unit) ?? null,
    prices: (intervention) => prices.get(intervention) ?? [],
    ownership: (provider) => ownership.get(provider) ?? [],
    horizon: await derivationHorizon(session, today),
  };
}

/**
 * The day to which findings that recur for ever are worked out: between two and three years after today, or the newest extract
 * if that is later. It moves once a year, with or without loads, and then everything is derived anew. A date in a file's name
 * that is far off can't take it along.
 * @param today `YYYY-MM-DD`
 */
export async function derivationHorizon(session: LoaderSession, today: string): Promise<Day> {
  const { rows } = await session.query<{ newest: Day }>(
    `SELECT ${dayNumber(`greatest(least(max(extract_date), $1::date + ${FARTHEST_DAYS}), $1::date)`)} AS newest FROM load WHERE status = 'LOADED'`,
    [today],
  );
  return dayOf(civil(rows[0]!.newest).year + 3, 1, 1);
}

async function readAnswering(session: LoaderSession): Promise<Map<string, Answering[]>> {
  const answering = new Map<string, Answering[]>();
  const { rows } = await session.query<Answering>(
    `SELECT unit_code AS "unitCode", ${dayNumber("day_from")} AS "from", ${dayNumber("day_to")} AS "to",
       answering_unit AS "answeringUnit", area, district FROM unit_answering ORDER BY unit_code, day_from`,
  );
  for (const answer of rows) append(answering, answer.unitCode, answer);
  return answering;
}

async function readPeriods(session: LoaderSession): Promise<Map<string, Known<CaseworkerPeriod>[]>> {
  const { rows } = await session.query<CaseworkerPeriod & KnownRow>(
    `SELECT signature, ${dayNumber("valid_from")} AS "from", ${dayNumber("valid_to")} AS "to", role, load_id AS load, line, ${KNOWN}
     FROM caseworker_period WHERE ${EVER_KNOWN}`,
  );
  const periods = new Map<string, Known<CaseworkerPeriod>[]>();
  for (const { knownFrom, knownTo, ...fact } of rows) append(periods, fact.signature, { fact, from: knownFrom, to: knownTo ?? FOREVER });
  return periods;
}

/** The latest month of each owner of a type of report, as loads moved it on. */
async function readReportedMonths(session: LoaderSession, type: string): Promise<Map<string, Known<ReportedMonth>[]>> {
  const { rows } = await session.query<ReportedMonth & { owner: string; from: Day }>(
    `SELECT district AS owner, period AS month, id AS load, ${dayNumber("extract_date")} AS "from"
     FROM load WHERE type = $1 AND status = 'LOADED' AND period IS NOT NULL ORDER BY extract_date, id`,
    [type],
  );
  const months = new Map<string, Known<ReportedMonth>[]>();
  for (const { owner, from, ...fact } of rows) {
    const steps = months.get(owner);
    const last = steps?.at(-1);
    if (steps === undefined || last === undefined) months.set(owner, [{ fact, from, to: FOREVER }]);
    else if (fact.month >= last.fact.month) steps.splice(-1, 1, ...(last.from < from ? [{ ...last, to: from }] : []), { fact, from, to: FOREVER });
  }
  return months;
}

/** Since when each owner has delivered a type of file at all. */
async function readFirstDays(session: LoaderSession, type: string): Promise<Map<string, Day>> {
  const { rows } = await session.query<{ owner: string; since: Day }>(
    `SELECT district AS owner, min(${dayNumber("extract_date")}) AS since FROM load WHERE type = $1 AND status = 'LOADED' GROUP BY district`,
    [type],
  );
  return new Map(rows.map(({ owner, since }) => [owner, since]));
}

async function readPrices(session: LoaderSession): Promise<Map<string, Known<Price>[]>> {
  const { rows } = await session.query<Price & KnownRow>(
    `SELECT list_year AS "listYear", intervention, nullif(level, 0) AS level, per, ${dayNumber("valid_from")} AS "validFrom",
       nullif(ownership, '') AS ownership, price::text, load_id AS load, line, ${KNOWN}
     FROM price WHERE ${EVER_KNOWN}`,
  );
  const prices = new Map<string, Known<Price>[]>();
  for (const { knownFrom, knownTo, ...fact } of rows) append(prices, fact.intervention, { fact, from: knownFrom, to: knownTo ?? FOREVER });
  return prices;
}

async function readOwnership(session: LoaderSession): Promise<Map<string, Known<Ownership | null>[]>> {
  const { rows } = await session.query<KnownRow & { code: string; municipal: boolean | null }>(
    `SELECT code, municipal, ${KNOWN} FROM provider WHERE ${EVER_KNOWN}`,
  );
  const ownership = new Map<string, Known<Ownership | null>[]>();
  for (const { code, municipal, knownFrom, knownTo } of rows) {
    const fact = municipal === null ? null : municipal ? "KOMMUN" : "PRIVAT";
    append(ownership, code, { fact, from: knownFrom, to: knownTo ?? FOREVER });
  }
  return ownership;
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
