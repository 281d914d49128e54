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

  /** The last version of each key. */
  newestRows(table: string, keyOf: (row: Row) => string): Row[] {
    return [...new Map(this.rows(table).map((row) => [keyOf(row), row])).values()];
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

/** How one table's facts are told: by which key, and whom or which unit they lead to. */
interface Told {
  readonly type: FactType;
  readonly table: string;
  readonly keyOf: (row: Row) => string;
  readonly client?: (row: Row, stands: StandingCity) => unknown;
  readonly unit?: (row: Row) => unknown;
}

const column = (name: string) => (row: Row) => row[name] as string;

const TOLD: readonly Told[] = [
  { type: "UNIT", table: "unit", keyOf: column("code"), unit: column("code") },
  { type: "CASEWORKER", table: "caseworker_period", keyOf: (row) => `${row["signature"] as string}/${row["valid_from"] as string}`, unit: column("unit_code") },
  { type: "PROVIDER", table: "provider", keyOf: column("code") },
  { type: "CLIENT", table: "client", keyOf: column("file_number"), client: column("file_number") },
  { type: "DECISION", table: "decision", keyOf: column("number"), client: column("file_number") },
  { type: "ORDER", table: "care_order", keyOf: column("number"), client: (row, stands) => stands.ofDecision(row["decision_number"]) },
  {
    type: "PLAN", table: "plan", keyOf: (row) => `${row["order_number"] as string}/${row["version"] as number}`,
    client: (row, stands) => stands.ofOrder(row["order_number"]),
  },
  { type: "FOLLOW_UP", table: "follow_up", keyOf: column("number"), client: (row, stands) => stands.ofDecision(row["decision_number"]) },
];

/** What a caller has to hold, and of what they may not hear when they begin to read. */
export interface Expected {
  /** `TYPE key`, with the key of the person whom it is about. */
  readonly held: Readonly<Record<string, string | undefined>>;
  /** `TYPE key` of facts whose last word is about somebody out of scope. */
  readonly hidden: readonly string[];
  /** File numbers out of scope. */
  readonly strangers: readonly string[];
}

/** What stands in a caller's scope today. */
export async function expectedFor(
  city: FeedCity, viewer: Viewer, types: readonly FactType[] | null, fileNumbers: readonly string[],
): Promise<Expected> {
  const stands = await StandingCity.read(city);
  const receiver = viewer.feed?.pseudonyms ?? null;
  const held: Record<string, string | undefined> = {};
  const hidden: string[] = [];
  for (const told of TOLD.filter(({ type }) => (types ?? [type]).includes(type) && (viewer.feed?.types ?? [type]).includes(type))) {
    for (const row of stands.newestRows(told.table, told.keyOf)) {
      const client = told.client?.(row, stands);
      const name = `${told.type} ${told.client ? personsKey(receiver, told.type, told.keyOf(row)) : told.keyOf(row)}`;
      const mayKnow = told.client ? stands.mayKnow(viewer, client) : told.unit ? stands.mayKnowUnit(viewer, told.unit(row) as string) : true;
      if (!mayKnow) hidden.push(name);
      else if (row["known_to"] === null) held[name] = told.client && pseudonymFor(RING, receiver, pseudonymOfPerson(RING, client as string));
    }
  }
  return { held, hidden, strangers: fileNumbers.filter((fileNumber) => !stands.mayKnow(viewer, fileNumber)) };
}

function personsKey(receiver: string | null, type: FactType, key: string): string {
  if (receiver === null) return key;
  return pseudonymFor(RING, receiver, type === "CLIENT" ? pseudonymOfPerson(RING, key) : pseudonymOfFact(RING, type, key));
}
