import { pseudonymFor, pseudonymOfFact, pseudonymOfPerson } from "../../gateway/access/keyed-hash.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import type { FactType } from "../../gateway/rules/timeline.js";
import type { FeedCity } from "./feed-city.js";
import { RING } from "./world.js";

/*
 * What stands in a caller's scope, said a second time and by other means than the feed says it: row by row, from the
 * tables as they are now.
 */

type Row = Readonly<Record<string, unknown>>;

/** What all facts of a city lead to. */
class StandingCity {
  private constructor(
    private readonly tables: ReadonlyMap<string, readonly Row[]>,
    private readonly today: string,
  ) {}

  static async read({ dataSource, today }: FeedCity): Promise<StandingCity> {
    const tables = new Map<string, readonly Row[]>();
    for (const table of ["unit", "caseworker_period", "provider", "client", "decision", "care_order", "plan", "follow_up"]) {
      const rows = await dataSource.query<{ row: Row }[]>(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY id`);
      tables.set(table, rows.map(({ row }) => row));
    }
    return new StandingCity(tables, today);
  }

  standing(table: string): readonly Row[] {
    return this.rows(table).filter((row) => row["known_to"] === null);
  }

  mayKnow(viewer: Viewer, fileNumber: unknown): boolean {
    const word = this.newest("client", "file_number", fileNumber);
    return word !== undefined && word["protection"] === 0 && this.mayKnowUnit(viewer, word["unit_code"] as string);
  }

  mayKnowUnit({ units, feed }: Viewer, code: string): boolean {
    const unit = this.answering(code);
    const districts = feed?.districts ?? null;
    return (units === null || units.includes(unit["code"] as string)) && (districts === null || districts.includes(unit["district"] as string));
  }

  ofDecision(number: unknown): unknown {
    return this.newest("decision", "number", number)?.["file_number"];
  }

  ofOrder(number: unknown): unknown {
    return this.ofDecision(this.newest("care_order", "number", number)?.["decision_number"]);
  }

  /** Each unit is passed once. */
  private answering(code: string): Row {
    let unit = this.newest("unit", "code", code)!;
    const passed = new Set<unknown>();
    while (unit["valid_to"] !== null && (unit["valid_to"] as string) < this.today && unit["replaced_by"] !== null && !passed.has(unit["code"])) {
      passed.add(unit["code"]);
      unit = this.newest("unit", "code", unit["replaced_by"])!;
    }
    return unit;
  }

  private newest(table: string, column: string, key: unknown): Row | undefined {
    return this.rows(table).filter((row) => row[column] === key).at(-1);
  }

  private rows(table: string): readonly Row[] {
    return this.tables.get(table)!;
  }
}

/** Whom a caller may not know of today. */
export async function outOfScope(city: FeedCity, viewer: Viewer, fileNumbers: readonly string[]): Promise<string[]> {
  const stands = await StandingCity.read(city);
  return fileNumbers.filter((fileNumber) => !stands.mayKnow(viewer, fileNumber));
}

/** `TYPE key` of everything that stands in the caller's scope, in order. */
export async function keysInScope(city: FeedCity, viewer: Viewer, types: readonly FactType[] | null = null): Promise<string[]> {
  const stands = await StandingCity.read(city);
  const receiver = viewer.feed?.pseudonyms ?? null;
  const keys: string[] = [];
  const tell = (type: FactType, table: string, keyOf: (row: Row) => string, mayKnow: (row: Row) => boolean, isPersons: boolean): void => {
    const granted = viewer.feed?.types ?? null;
    if ((types !== null && !types.includes(type)) || (granted !== null && !granted.includes(type))) return;
    for (const row of stands.standing(table).filter(mayKnow)) keys.push(`${type} ${isPersons ? personsKey(receiver, type, keyOf(row)) : keyOf(row)}`);
  };
  const column = (name: string) => (row: Row) => row[name] as string;
  const ofCase = (lead: (row: Row) => unknown) => (row: Row) => stands.mayKnow(viewer, lead(row));
  tell("UNIT", "unit", column("code"), (row) => stands.mayKnowUnit(viewer, row["code"] as string), false);
  tell("CASEWORKER", "caseworker_period", (row) => `${row["signature"] as string}/${row["valid_from"] as string}`, (row) => stands.mayKnowUnit(viewer, row["unit_code"] as string), false);
  tell("PROVIDER", "provider", column("code"), () => true, false);
  tell("CLIENT", "client", column("file_number"), ofCase(column("file_number")), true);
  tell("DECISION", "decision", column("number"), ofCase(column("file_number")), true);
  tell("ORDER", "care_order", column("number"), ofCase((row) => stands.ofDecision(row["decision_number"])), true);
  tell("PLAN", "plan", (row) => `${row["order_number"] as string}/${row["version"] as number}`, ofCase((row) => stands.ofOrder(row["order_number"])), true);
  tell("FOLLOW_UP", "follow_up", column("number"), ofCase((row) => stands.ofDecision(row["decision_number"])), true);
  return keys.sort();
}

function personsKey(receiver: string | null, type: FactType, key: string): string {
  if (receiver === null) return key;
  return pseudonymFor(RING, receiver, type === "CLIENT" ? pseudonymOfPerson(RING, key) : pseudonymOfFact(RING, type, key));
}
