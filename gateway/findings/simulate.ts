import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope, managesUnit } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { inTransaction, type LoaderSession, withSession } from "../database/session.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";
import { type Day, day } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import type { Rule } from "../rules/rule.js";
import { type SimulatedRule, simulatedRule, SimulationFault, type TriedNumber } from "../rules/simulated-rule.js";
import { readCases } from "./case-reader.js";
import { type DerivedFinding, deriveSegment } from "./derive-case.js";
import { evaluatedFinding, findingId, severityOn } from "./evaluated-finding.js";
import { type FindingRow, type FoundFinding, readFiles } from "./query-finding.js";
import { readSharedFacts } from "./shared-facts.js";

/** What is asked of `simulateRule`. */
export interface SimulationRequest {
  readonly rule: string;
  readonly parameters: readonly TriedNumber[];
  readonly unit?: string | null;
}

/** How many findings there are by the rule as it is, and by the other numbers. */
interface NowAndThen {
  now: number;
  then: number;
}

export interface RuleSimulation {
  readonly rule: Rule;
  readonly findingsNow: number;
  readonly findingsThen: number;
  /** The first of those that there would be and are not, in order of their cases. Each stands under the rule as it is tried. */
  readonly added: readonly FoundFinding[];
  readonly removed: readonly FoundFinding[];
  readonly byUnit: readonly ({ readonly unit: string } & NowAndThen)[];
  /** Of the units that the viewer manages; null for those who may not see figures about single caseworkers. */
  readonly byCaseworker: readonly ({ readonly unit: string; readonly caseworker: string | null } & NowAndThen)[] | null;
}

/** Findings that are told one by one, added and removed each. */
const MOST_TOLD = 100;
/** After so long a simulation is given up: a unit is through in a second, a large city may take longer. */
export const LONGEST_MS = 30_000;
/** The lock of the one simulation at a time: it reads whole units ("Simu" in ASCII). */
const SIMULATION_LOCK = 0x53_69_6d_75;

/**
 * What a rule would find with other numbers, beside what it finds: the evaluators that derive findings, over the cases in
 * the viewer's scope on a day, one after another, so that memory does not grow with them. Nothing is kept.
 * @param end when it is given up, in milliseconds since 1970
 * @throws RequestError FORBIDDEN for a role without figures; BAD_USER_INPUT for a rule or number that there is not;
 *   RATE_LIMITED while another simulation is at work; OPERATION_TOO_EXPENSIVE when it takes too long
 */
export async function simulateRule(
  dataSource: DataSource, catalogue: Catalogue, viewer: Viewer, on: AnswerDay, request: SimulationRequest, end = Date.now() + LONGEST_MS,
): Promise<RuleSimulation> {
  requireRole(viewer, "simulateRule");
  const tried = triedRule(catalogue, request, day(on.on));
  const comparison = new Comparison(tried, on);
  await withSession(dataSource, (session) => inTransaction(session, async () => {
    await beginSimulation(session);
    await chooseCases(session, viewer, on, request.unit ?? null);
    const shared = await readSharedFacts(session, on.today);
    for await (const history of readCases(session)) {
      const segment = [day(on.on), day(on.on) + 1] as const;
      comparison.add(deriveSegment(history, shared, tried.now, ...segment), deriveSegment(history, shared, tried.then, ...segment));
      if (Date.now() > end) throw tooLong();
    }
  }));
  return comparison.told(dataSource, viewer);
}

function triedRule(catalogue: Catalogue, { rule, parameters }: SimulationRequest, on: Day): SimulatedRule {
  try {
    return simulatedRule(catalogue, rule, parameters, on);
  } catch (error) {
    throw error instanceof SimulationFault ? new RequestError("BAD_USER_INPUT", error.message) : error;
  }
}

function tooLong(): RequestError {
  return new RequestError("OPERATION_TOO_EXPENSIVE", `The simulation took more than ${LONGEST_MS / 1000} seconds: name a unit.`);
}

/** All of one moment, whatever is loaded meanwhile. */
async function beginSimulation(session: LoaderSession): Promise<void> {
  await session.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  const { rows } = await session.query<{ locked: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS locked", [SIMULATION_LOCK]);
  if (!rows[0]!.locked) throw new RequestError("RATE_LIMITED", "Another simulation is at work: try again in a moment.", { retryAfter: 5 });
  await session.query(`SET LOCAL statement_timeout = ${LONGEST_MS}`);
}

/** The cases in scope, as the cursors of {@link readCases} go through them. */
async function chooseCases(session: LoaderSession, viewer: Viewer, on: AnswerDay, unit: string | null): Promise<void> {
  const parameters = new SqlParameters();
  const scope = caseScope(viewer, on, parameters);
  const since = parameters.add(on.on, "date");
  const ofUnit = unit === null ? "" : `WHERE known.unit = ${parameters.add(unit, "text")}`;
  await session.query("CREATE TEMPORARY TABLE deriving_case (file_number text COLLATE \"C\", since date) ON COMMIT DROP");
  await session.query(`INSERT INTO deriving_case SELECT known.file_number, ${since} FROM ${scope} AS known ${ofUnit}`, [...parameters.values]);
  await session.query("ANALYZE deriving_case");
}

/** Counts both sides, case by case, and keeps the first findings that only one of them has. */
class Comparison {
  private readonly total: NowAndThen = { now: 0, then: 0 };
  private readonly units = new Map<string, NowAndThen>();
  private readonly caseworkers = new Map<string, NowAndThen & { unit: string; caseworker: string | null }>();
  private readonly added: FindingRow[] = [];
  private readonly removed: FindingRow[] = [];

  constructor(
    private readonly tried: SimulatedRule,
    private readonly asked: AnswerDay,
  ) {}

  add(now: readonly DerivedFinding[], then: readonly DerivedFinding[]): void {
    const before = this.found(now, "now");
    const after = this.found(then, "then");
    const only = (of: ReadonlyMap<string, FindingRow>, other: ReadonlyMap<string, FindingRow>): FindingRow[] =>
      [...of].flatMap(([id, row]) => (other.has(id) ? [] : [row]));
    keepFirst(this.added, only(after, before));
    keepFirst(this.removed, only(before, after));
  }

  async told(dataSource: DataSource, viewer: Viewer): Promise<RuleSimulation> {
    const complete = await readFiles(dataSource, [...this.added, ...this.removed]);
    const foundBy = (rows: readonly FindingRow[], catalogue: Catalogue): FoundFinding[] => rows.map((row) => ({ ...complete(row), foundBy: catalogue }));
    const byName = <Counted extends { unit: string }>(a: Counted, b: Counted): number => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0);
    const ofManaged = [...this.caseworkers.values()].filter(({ unit }) => managesUnit(viewer, this.asked, unit));
    return {
      rule: this.tried.rule,
      findingsNow: this.total.now,
      findingsThen: this.total.then,
      added: foundBy(this.added, this.tried.then),
      removed: foundBy(this.removed, this.tried.now),
      byUnit: [...this.units].map(([unit, counts]) => ({ unit, ...counts })).sort(byName),
      byCaseworker: viewer.roles.includes("MANAGER") ? ofManaged.sort(byName) : null,
    };
  }

  /** The rule's findings of a case, by id, counted on one side. */
  private found(derived: readonly DerivedFinding[], side: "now" | "then"): Map<string, FindingRow> {
    const found = new Map<string, FindingRow>();
    for (const { timeline, ...of } of derived) {
      const severity = timeline.rule === this.tried.rule.id ? severityOn(timeline, day(this.asked.on)) : null;
      if (severity === null) continue;
      found.set(findingId(of.fileNumber, timeline), evaluatedFinding(timeline, of, severity, this.asked.on));
      this.total[side] += 1;
      this.ofUnit(of.unit)[side] += 1;
      this.ofCaseworker(of.unit, of.caseworker)[side] += 1;
    }
    return found;
  }

  private ofUnit(unit: string): NowAndThen {
    const counts = this.units.get(unit) ?? { now: 0, then: 0 };
    this.units.set(unit, counts);
    return counts;
  }

  private ofCaseworker(unit: string, caseworker: string | null): NowAndThen {
    const key = `${unit} ${caseworker ?? ""}`;
    const counts = this.caseworkers.get(key) ?? { unit, caseworker, now: 0, then: 0 };
    this.caseworkers.set(key, counts);
    return counts;
  }
}

function keepFirst(kept: FindingRow[], rows: readonly FindingRow[]): void {
  for (const row of rows) if (kept.length < MOST_TOLD) kept.push(row);
}
