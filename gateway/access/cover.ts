import type { SqlParameters } from "../database/sql-parameters.js";
import { parseDay } from "../rules/calendar.js";
import type { Cover, Viewer } from "./viewer.js";

/** What a viewer reaches on a day, the covers of that day included. */
export interface Reach {
  /** Own units and those covered as a whole; null: the whole city. */
  readonly units: readonly string[] | null;
  /** Colleagues who are covered by name: their units come from the case system, their own clients are the viewer's. */
  readonly colleagues: readonly string[];
}

/**
 * The viewer's reach on a day. A cover that is over, or has not begun, is none, and only who handles cases can stand in
 * for someone who does. @param today `YYYY-MM-DD`
 */
export function reachOn({ roles, units, covers = [] }: Viewer, today: string): Reach {
  const handlesCases = roles.includes("CASEWORKER") || roles.includes("MANAGER");
  const running = covers.filter(({ from, until }) => handlesCases && from <= today && today <= until);
  const covered = running.flatMap((cover) => ("unit" in cover ? [cover.unit] : []));
  return {
    units: units && [...new Set([...units, ...covered])],
    colleagues: running.flatMap((cover) => ("colleague" in cover ? [cover.colleague] : [])),
  };
}

/**
 * The units in which the viewer works on a day, those of covered colleagues included.
 * @param today SQL of the day on which the caller asks
 * @returns gives the SQL condition that a unit is one of them, from the SQL of its code
 */
export function workUnits({ units, colleagues }: Reach, today: string, parameters: SqlParameters): (unit: string) => string {
  const named = unitsByCode(units, parameters);
  if (units === null || colleagues.length === 0) return named;
  const theirs = unitsOfColleagues(parameters.add(colleagues, "text[]"), today);
  return (unit) => `(${named(unit)} OR ${unit} = ANY(ARRAY${theirs}))`;
}

/** Those units alone; null: all of the city. @returns as {@link workUnits} */
export function unitsByCode(units: Reach["units"], parameters: SqlParameters): (unit: string) => string {
  if (units === null) return () => "TRUE";
  const codes = parameters.add(units, "text[]");
  return (unit) => `${unit} = ANY(${codes})`;
}

/** The units that answer on the day for those that the case system files the colleagues under on that day. */
function unitsOfColleagues(signatures: string, today: string): string {
  return `(
      SELECT coalesce(answers.answering_unit, period.unit_code) FROM caseworker_period AS period
      LEFT JOIN unit_answering AS answers
        ON answers.unit_code = period.unit_code AND answers.day_from <= ${today} AND answers.day_to > ${today}
      WHERE period.signature = ANY(${signatures}) AND period.unit_code IS NOT NULL
        AND period.valid_from <= ${today} AND (period.valid_to IS NULL OR period.valid_to >= ${today})
        AND period.known_from <= ${today} AND (period.known_to IS NULL OR period.known_to > ${today}))`;
}

/**
 * A cover as a claim says it: an object, or (from issuers that only have texts) `unit HALAO2 2022-11-28 2022-12-02` or
 * `colleague ELLI11 2022-11-28 2022-12-02`. Null when it is none, or has no end.
 */
export function parseCover(claim: unknown): Cover | null {
  const { unit, colleague, from, until } = typeof claim === "string" ? fromText(claim) : fromObject(claim);
  if (!isDate(from) || !isDate(until) || from > until) return null;
  if (isName(unit) && colleague === undefined) return { unit, from, until };
  return isName(colleague) && unit === undefined ? { colleague, from, until } : null;
}

type Draft = Readonly<Partial<Record<"unit" | "colleague" | "from" | "until", unknown>>>;

function fromObject(claim: unknown): Draft {
  return typeof claim === "object" && claim !== null ? claim : {};
}

function fromText(claim: string): Draft {
  const [kind, whom, from, until, ...rest] = claim.trim().split(/\s+/);
  return (kind === "unit" || kind === "colleague") && rest.length === 0 ? { [kind]: whom, from, until } : {};
}

function isDate(value: unknown): value is string {
  return typeof value === "string" && parseDay(value) !== null;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
