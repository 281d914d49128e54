import { type Day, FOREVER } from "../rules/calendar.js";
import type { LoaderSession } from "../database/session.js";
import type { CaseHistory } from "./case-history.js";
import {
  type Cell, readAlarm, readCareCost, readClient, readDecision, readDelivery, readFollowUp, readIndividualPlan, readLevel, readOrder,
  readPlan, readReceipt, type Row,
} from "./case-rows.js";
import type { Known } from "./known.js";

const FETCH = 4000;

/** SQL for a date as a day number. */
function dayNumber(expression: string): string {
  return `(${expression} - DATE '1970-01-01')`;
}

/** The first columns of every cursor: the case, the days on which the version is known, and where it came from. */
function common(alias: string): string {
  return `t.file_number, ${dayNumber(`${alias}.known_from`)}, ${dayNumber(`${alias}.known_to`)}, ${alias}.load_id, ${alias}.line`;
}

/** Versions that some day from the case's `since` on knows. */
function knownSince(alias: string): string {
  return `(${alias}.known_to IS NULL OR (${alias}.known_to > t.since AND ${alias}.known_to > ${alias}.known_from))`;
}

const CURSORS = {
  touched: `SELECT t.file_number, ${dayNumber("t.since")} FROM deriving_case t`,
  client: `SELECT ${common("c")}, c.unit_code, c.caseworker, ${dayNumber("c.deceased_on")}, ${dayNumber("c.birth_date")}, c.number_kind, ${dayNumber("c.reserve_date")}, c.delivered_by
    FROM deriving_case t JOIN client c ON c.file_number = t.file_number AND ${knownSince("c")}`,
  decision: `SELECT ${common("d")}, d.number, d.law, d.intervention, ${dayNumber("d.decided_on")}, d.outcome, ${dayNumber("d.valid_from")},
      ${dayNumber("d.valid_to")}, d.amount::text, d.amount_unit, d.level, d.decided_by, ${dayNumber("d.watch_on")},
      ${dayNumber("d.executed_on")}, ${dayNumber("d.ended_on")}, d.by_court
    FROM deriving_case t JOIN decision d ON d.file_number = t.file_number AND ${knownSince("d")}`,
  order: `SELECT ${common("o")}, o.number, o.decision_number, o.provider, ${dayNumber("o.ordered_on")}, ${dayNumber("o.starts_on")}, ${dayNumber("o.ends_on")}
    FROM deriving_decision t JOIN care_order o ON o.decision_number = t.number AND ${knownSince("o")}`,
  plan: `SELECT ${common("p")}, p.order_number, p.version, ${dayNumber("p.received_on")}, p.approved IS DISTINCT FROM false
    FROM deriving_order t JOIN plan p ON p.order_number = t.number AND ${knownSince("p")}`,
  receipt: `SELECT ${common("p")}, p.order_number, ${dayNumber("p.received_on")}, p.took_part AND coalesce(p.goals, 0) >= 1
    FROM deriving_order t JOIN plan_receipt p ON p.order_number = t.number AND ${knownSince("p")}`,
  follow_up: `SELECT ${common("f")}, f.number, f.decision_number, ${dayNumber("f.followed_up_on")}, f.kind
    FROM deriving_decision t JOIN follow_up f ON f.decision_number = t.number AND ${knownSince("f")}`,
  delivery: `SELECT ${common("d")}, d.provider, d.month, d.order_number, d.ordinal, d.ordered_seconds::text, d.performed_seconds::text
    FROM deriving_order t JOIN delivery d ON d.order_number = t.number AND ${knownSince("d")}`,
  alarm: `SELECT ${common("a")}, a.district, a.month, a.position, ${dayNumber("a.happened_on")}, a.service
    FROM deriving_case t JOIN on_call_event a ON a.file_number = t.file_number AND a.event = 'LARM' AND ${knownSince("a")}`,
  level: `SELECT ${common("l")}, l.intervention, ${dayNumber("l.measured_on")}, l.level
    FROM deriving_case t JOIN lss_level l ON l.file_number = t.file_number AND ${knownSince("l")}`,
  individual_plan: `SELECT ${common("i")}, i.unit_code, i.kind, i.ordinal, ${dayNumber("i.offered_on")}, ${dayNumber("i.drawn_up_on")},
      ${dayNumber("i.follow_up_on")}
    FROM deriving_case t JOIN individual_plan i ON i.file_number = t.file_number AND ${knownSince("i")}`,
  care_cost: `SELECT ${common("c")}, c.caseworker, c.year, c.ordinal, c.provider, c.intervention, c.price::text, c.per,
      (SELECT max(place) FROM generate_subscripts(c.months, 1) AS place WHERE c.months[place] IS NOT NULL)
    FROM deriving_case t JOIN care_cost c ON c.file_number = t.file_number AND ${knownSince("c")}`,
} as const;

/** One cursor in case order; rows of a case are taken while they last. */
class CaseCursor {
  private rows: Row[] = [];
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
  async take<Fact>(fileNumber: string, read: (row: Row) => Fact): Promise<Known<Fact>[]> {
    const versions: Known<Fact>[] = [];
    for (;;) {
      const row = this.rows[this.at] ?? (await this.peek());
      if (!row || row[0] !== fileNumber) return versions;
      this.at += 1;
      versions.push({ fact: read(row), from: row[1] as Day, to: (row[2] as Day | null) ?? FOREVER });
    }
  }

  private async peek(): Promise<Row | null> {
    if (this.at >= this.rows.length && !this.ended) {
      const result = await this.session.query<Cell[]>({ text: `FETCH ${FETCH} FROM derive_${this.name}`, rowMode: "array" });
      this.rows = result.rows;
      this.at = 0;
      this.ended = result.rows.length < FETCH;
    }
    return this.rows[this.at] ?? null;
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
  const cursor = (name: keyof typeof CURSORS): Promise<CaseCursor> => new CaseCursor(session, name).open();
  const touched = await cursor("touched");
  const clients = await cursor("client");
  const decisions = await cursor("decision");
  const orders = await cursor("order");
  const plans = await cursor("plan");
  const receipts = await cursor("receipt");
  const followUps = await cursor("follow_up");
  const deliveries = await cursor("delivery");
  const alarms = await cursor("alarm");
  const levels = await cursor("level");
  const individualPlans = await cursor("individual_plan");
  const careCosts = await cursor("care_cost");
  for (let row = await touched.next(); row; row = await touched.next()) {
    const fileNumber = row[0] as string;
    yield {
      fileNumber,
      since: row[1] as Day,
      clients: await clients.take(fileNumber, readClient),
      decisions: await decisions.take(fileNumber, readDecision),
      orders: await orders.take(fileNumber, readOrder),
      plans: [...(await plans.take(fileNumber, readPlan)), ...(await receipts.take(fileNumber, readReceipt))],
      followUps: await followUps.take(fileNumber, readFollowUp),
      deliveries: await deliveries.take(fileNumber, readDelivery),
      alarms: await alarms.take(fileNumber, readAlarm),
      levels: await levels.take(fileNumber, readLevel),
      individualPlans: await individualPlans.take(fileNumber, readIndividualPlan),
      careCosts: await careCosts.take(fileNumber, readCareCost),
    };
  }
}
