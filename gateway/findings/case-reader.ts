import { type Day, FOREVER } from "../rules/calendar.js";
import type { Alarm, CareCost, Decision, Delivery, FollowUp, IndividualPlan, LssLevel, Order, Plan } from "../rules/facts.js";
import type { LoaderSession } from "../database/session.js";
import type { CaseHistory, ClientFact } from "./case-history.js";
import type { Known } from "./known.js";

/**
 * Rows that are taken from a cursor at a time. What they are made into is gone again before the next come: with more of
 * them the collector of garbage has to carry them along, which costs more than the round trips.
 */
const FETCH = 1000;

/** SQL for a date as a day number. */
function dayNumber(expression: string): string {
  return `(${expression} - DATE '1970-01-01')`;
}

/** The first columns of every cursor: the case, the days on which the version is known, and where it came from. */
function common(alias: string): string {
  return `t.file_number AS "fileNumber", ${dayNumber(`${alias}.known_from`)} AS "knownFrom", ${dayNumber(`${alias}.known_to`)} AS "knownTo",
      ${alias}.load_id AS load, ${alias}.line`;
}

/** Versions that some day from the case's `since` on knows. */
function knownSince(alias: string): string {
  return `(${alias}.known_to IS NULL OR (${alias}.known_to > t.since AND ${alias}.known_to > ${alias}.known_from))`;
}

/** A row of a cursor over facts. Its other columns are named as the fact has them: the row itself is the fact. */
interface FactRow {
  readonly fileNumber: string;
  readonly knownFrom: Day;
  readonly knownTo: Day | null;
}

interface TouchedRow {
  readonly fileNumber: string;
  readonly since: Day;
}

const CURSORS = {
  touched: `SELECT t.file_number AS "fileNumber", ${dayNumber("t.since")} AS since FROM deriving_case t`,
  client: `SELECT ${common("c")}, c.unit_code AS unit, c.caseworker, ${dayNumber("c.deceased_on")} AS "deceasedOn", ${dayNumber("c.birth_date")} AS "birthDate",
      c.number_kind AS "numberKind", ${dayNumber("c.reserve_date")} AS "reserveDate", c.delivered_by AS "deliveredBy"
    FROM deriving_case t JOIN client c ON c.file_number = t.file_number AND ${knownSince("c")}`,
  decision: `SELECT ${common("d")}, d.number, d.law, d.intervention, ${dayNumber("d.decided_on")} AS "decidedOn", d.outcome, ${dayNumber("d.valid_from")} AS "from",
      ${dayNumber("d.valid_to")} AS "to", d.amount::text, d.amount_unit AS "amountUnit", d.level, d.decided_by AS "decidedBy", ${dayNumber("d.watch_on")} AS "watchOn",
      ${dayNumber("d.executed_on")} AS "executedOn", ${dayNumber("d.ended_on")} AS "endedOn", d.by_court AS "byCourt"
    FROM deriving_case t JOIN decision d ON d.file_number = t.file_number AND ${knownSince("d")}`,
  order: `SELECT ${common("o")}, o.number, o.decision_number AS decision, o.provider, ${dayNumber("o.ordered_on")} AS "orderedOn",
      ${dayNumber("o.starts_on")} AS "startsOn", ${dayNumber("o.ends_on")} AS "endsOn"
    FROM deriving_decision t JOIN care_order o ON o.decision_number = t.number AND ${knownSince("o")}`,
  plan: `SELECT ${common("p")}, p.order_number AS "order", 'CASE_SYSTEM' AS source, p.version, ${dayNumber("p.received_on")} AS "receivedOn",
      p.approved IS DISTINCT FROM false AS counts
    FROM deriving_order t JOIN plan p ON p.order_number = t.number AND ${knownSince("p")}`,
  receipt: `SELECT ${common("p")}, p.order_number AS "order", 'PROVIDER' AS source, 0 AS version, ${dayNumber("p.received_on")} AS "receivedOn",
      p.took_part AND coalesce(p.goals, 0) >= 1 AS counts
    FROM deriving_order t JOIN plan_receipt p ON p.order_number = t.number AND ${knownSince("p")}`,
  follow_up: `SELECT ${common("f")}, f.number, f.decision_number AS decision, ${dayNumber("f.followed_up_on")} AS date, f.kind
    FROM deriving_decision t JOIN follow_up f ON f.decision_number = t.number AND ${knownSince("f")}`,
  delivery: `SELECT ${common("d")}, d.provider, d.month, d.order_number AS "order", d.ordinal, d.ordered_seconds::text AS "orderedSeconds",
      d.performed_seconds::text AS "performedSeconds"
    FROM deriving_order t JOIN delivery d ON d.order_number = t.number AND ${knownSince("d")}`,
  alarm: `SELECT ${common("a")}, a.district, a.month, a.position, ${dayNumber("a.happened_on")} AS date, a.service
    FROM deriving_case t JOIN on_call_event a ON a.file_number = t.file_number AND a.event = 'LARM' AND ${knownSince("a")}`,
  level: `SELECT ${common("l")}, l.intervention, ${dayNumber("l.measured_on")} AS "measuredOn", l.level
    FROM deriving_case t JOIN lss_level l ON l.file_number = t.file_number AND ${knownSince("l")}`,
  individual_plan: `SELECT ${common("i")}, i.unit_code AS unit, i.kind, i.ordinal, ${dayNumber("i.offered_on")} AS "offeredOn",
      ${dayNumber("i.drawn_up_on")} AS "drawnUpOn", ${dayNumber("i.follow_up_on")} AS "followUpOn"
    FROM deriving_case t JOIN individual_plan i ON i.file_number = t.file_number AND ${knownSince("i")}`,
  care_cost: `SELECT ${common("c")}, c.caseworker, c.year, c.intervention, c.ordinal, c.provider, c.price::text, c.per,
      c.year || '-' || lpad((SELECT max(place) FROM generate_subscripts(c.months, 1) AS place WHERE c.months[place] IS NOT NULL)::text, 2, '0') AS "lastMonth"
    FROM deriving_case t JOIN care_cost c ON c.file_number = t.file_number AND ${knownSince("c")}`,
} as const;

/** One cursor in case order; rows of a case are taken while they last. */
class CaseCursor<Row extends { readonly fileNumber: string }> {
  private rows: readonly Row[] = [];
  private at = 0;
  private ended = false;

  constructor(
    private readonly session: LoaderSession,
    private readonly name: keyof typeof CURSORS,
  ) {}

  async open(): Promise<this> {
    await this.session.query(`DECLARE derive_${this.name} NO SCROLL CURSOR FOR ${CURSORS[this.name]} ORDER BY t.file_number`);
    return this;
  }

  async next(): Promise<Row | null> {
    const row = await this.peek();
    if (row) this.at += 1;
    return row;
  }

  /** The rows of this case: the cursor must not have passed it. */
  async take(fileNumber: string): Promise<Row[]> {
    const taken: Row[] = [];
    for (;;) {
      const row = this.rows[this.at] ?? (await this.peek());
      if (!row || row.fileNumber !== fileNumber) return taken;
      this.at += 1;
      taken.push(row);
    }
  }

  private async peek(): Promise<Row | null> {
    if (this.at >= this.rows.length && !this.ended) {
      const { rows } = await this.session.query<Row>(`FETCH ${FETCH} FROM derive_${this.name}`);
      this.rows = rows;
      this.at = 0;
      this.ended = rows.length < FETCH;
    }
    return this.rows[this.at] ?? null;
  }
}

/** The facts of one kind, case after case. */
class FactCursor<Fact> {
  private constructor(private readonly cursor: CaseCursor<FactRow & Fact>) {}

  static async open<Fact>(session: LoaderSession, name: keyof typeof CURSORS): Promise<FactCursor<Fact>> {
    return new FactCursor(await new CaseCursor<FactRow & Fact>(session, name).open());
  }

  async of(fileNumber: string): Promise<Known<Fact>[]> {
    const rows = await this.cursor.take(fileNumber);
    return rows.map((row) => ({ fact: row, from: row.knownFrom, to: row.knownTo ?? FOREVER }));
  }
}

/**
 * Reads the cases of `deriving_case` (file_number, since), one after another in case order: a dozen cursors side by side,
 * so memory does not grow with their number. Needs an open transaction.
 */
export async function* readCases(session: LoaderSession): AsyncGenerator<CaseHistory> {
  await session.query(`CREATE TEMPORARY TABLE deriving_decision ON COMMIT DROP AS
    SELECT DISTINCT t.file_number, t.since, d.number FROM deriving_case t
    JOIN decision d ON d.file_number = t.file_number AND ${knownSince("d")}`);
  await session.query("ANALYZE deriving_decision");
  await session.query(`CREATE TEMPORARY TABLE deriving_order ON COMMIT DROP AS
    SELECT DISTINCT t.file_number, t.since, o.number FROM deriving_decision t
    JOIN care_order o ON o.decision_number = t.number AND ${knownSince("o")}`);
  await session.query("ANALYZE deriving_order");
  const touched = await new CaseCursor<TouchedRow>(session, "touched").open();
  const clients = await FactCursor.open<ClientFact>(session, "client");
  const decisions = await FactCursor.open<Decision>(session, "decision");
  const orders = await FactCursor.open<Order>(session, "order");
  const plans = await FactCursor.open<Plan>(session, "plan");
  const receipts = await FactCursor.open<Plan>(session, "receipt");
  const followUps = await FactCursor.open<FollowUp>(session, "follow_up");
  const deliveries = await FactCursor.open<Delivery>(session, "delivery");
  const alarms = await FactCursor.open<Alarm>(session, "alarm");
  const levels = await FactCursor.open<LssLevel>(session, "level");
  const individualPlans = await FactCursor.open<IndividualPlan>(session, "individual_plan");
  const careCosts = await FactCursor.open<CareCost>(session, "care_cost");
  for (let row = await touched.next(); row; row = await touched.next()) {
    const { fileNumber, since } = row;
    yield {
      fileNumber,
      since,
      clients: await clients.of(fileNumber),
      decisions: await decisions.of(fileNumber),
      orders: await orders.of(fileNumber),
      plans: [...(await plans.of(fileNumber)), ...(await receipts.of(fileNumber))],
      followUps: await followUps.of(fileNumber),
      deliveries: await deliveries.of(fileNumber),
      alarms: await alarms.of(fileNumber),
      levels: await levels.of(fileNumber),
      individualPlans: await individualPlans.of(fileNumber),
      careCosts: await careCosts.of(fileNumber),
    };
  }
}
