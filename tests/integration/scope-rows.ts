import type { DataSource } from "typeorm";
import { seal } from "../../gateway/access/sealed-text.js";
import { FILE_NUMBERS, type Person, type RandomCity, WITHDRAWN_ON } from "./scope-city.js";
import { ANSWERING, answeringUnit, type CasePeriod, MOMENTS, UNITS_OF_CITY } from "./scope-units.js";
import { RING, TODAY, World } from "./world.js";

type Row = Readonly<Record<string, unknown>>;

/** The rows of a city, by table, in the order in which they were added; each numbered by itself. */
export type CityRows = ReadonlyMap<string, readonly Row[]>;

/** Tables whose rows have no number of their own. */
const UNNUMBERED = new Set(["unit_answering", "rejected_row_case", "feed_unit"]);

/** A world whose rows are kept, to be written all at once. Each table numbers them as they come, as the database does: a person takes numbers from those who come after. */
class KeptWorld extends World {
  readonly rows = new Map<string, Row[]>();

  override insert(table: string, row: Row): Promise<number> {
    const rows = this.rows.get(table) ?? [];
    this.rows.set(table, rows);
    const id = rows.length + 1;
    rows.push(UNNUMBERED.has(table) ? row : { id, ...row });
    return Promise.resolve(id);
  }
}

/** A city as rows. Rows in quarantine and entries of the log keep their numbers whomever they lead to. */
export async function rowsOf(city: RandomCity, dataSource: DataSource): Promise<CityRows> {
  const world = new KeptWorld(dataSource);
  for (const { code, from, to, unit, district } of ANSWERING) {
    await world.unit(code, district, { day_from: from, day_to: to, answering_unit: unit });
    if (from <= TODAY && TODAY < to) await world.insert("feed_unit", { unit_code: code, opened_in: 1, answering_unit: unit, district });
  }
  for (const [at, day] of COMMITS.entries()) {
    await world.insert("fact_commit", { kind: "LOAD", known_from: day, committed_at: `${day}T05:00:00Z`, id: at + 1 });
  }
  for (const { signature, unit, until } of city.staff) {
    await world.fact("caseworker_period", { signature, unit_code: unit, valid_from: "2020-01-01", valid_to: until, role: "BIST" });
  }
  await addLoads(world, city.loads);
  await world.fact("provider", { code: "UTF1", name: "Utföraren", municipal: true, connected: true });
  for (const unit of UNITS_OF_CITY) {
    await world.fact("budget_line", { unit_code: unit, year: "2022", sheet: "AO", line_code: "HTJ", intervention: "HTJ", budget: city.budgets[unit], months: [80, 81], forecast: 990 });
  }
  for (const person of city.people) await addPerson(world, person);
  for (const { leadsTo, fromExtract, text } of city.waiting) {
    const id = await world.rejected(1, [], { raw_sealed: sealedText(text) });
    for (const fileNumber of leadsTo) await world.insert("rejected_row_case", { rejected_row_id: id, file_number: fileNumber, from_extract: fromExtract });
  }
  for (const { id, subject, day, fileNumbers } of city.reads) {
    await world.insert("access_log", {
      id, at: `${day}T10:00:00Z`, subject, roles: ["CASEWORKER"], remote_address: "192.0.2.7", operations: ["overlay"],
      operation_name: "Overlay", purpose: null, file_numbers: fileNumbers,
    });
  }
  return world.rows;
}

const sealedTexts = new Map<string, Buffer>();

/** The same for the same text, as no two seals are: what a statement gives of it is compared between cities. */
function sealedText(text: string): Buffer {
  const sealed = sealedTexts.get(text) ?? seal(RING, text, "rejected_row.raw_sealed");
  sealedTexts.set(text, sealed);
  return sealed;
}

/** Extracts from the first day on, so that every answer about a person has a date. */
async function addLoads(world: World, loads: RandomCity["loads"]): Promise<void> {
  if (loads === "NONE") return;
  for (const district of ["HAL", "SKH"]) {
    await world.freshDistrict(district, "2022-01-01");
    await world.freshDistrict(district, loads === "LATE" ? "2022-11-20" : TODAY);
  }
}

async function addPerson(world: World, person: Person): Promise<void> {
  const { fileNumber } = person;
  const known = knownIn(person.periods[0]!.from, person.periods.at(-1)!.to);
  await world.person(fileNumber, { given_name: person.givenName, ...known }, person.personalNumber);
  for (let at = 1; at <= person.decisions; at++) await addDecision(world, fileNumber, at, known);
  for (const period of person.periods) await addPeriod(world, person, period);
}

/** The days on which somebody's word came or ended, each in a commit of its own: the last one ends what the one before brought. */
const COMMITS = [...MOMENTS, WITHDRAWN_ON, WITHDRAWN_ON];

/** From one day up to another, and in which commits. */
function knownIn(from: string, to: string | null): Row {
  return {
    known_from: from, known_to: to, opened_in: COMMITS.indexOf(from) + 1,
    closed_in: to === null ? null : from === to ? COMMITS.lastIndexOf(to) + 1 : COMMITS.indexOf(to) + 1,
  };
}

async function addDecision(world: World, fileNumber: string, at: number, known: Row): Promise<void> {
  const number = `${fileNumber}/${at}`;
  await world.decision(number, fileNumber, known);
  await world.order(number, number, known);
  await world.fact("plan", { order_number: number, version: 1, received_on: "2022-02-01", ...known });
  await world.fact("plan_receipt", { order_number: number, drawn_up_on: "2022-01-20", received_on: "2022-02-02", took_part: true, goals: 2, ...known });
  const written = { file_number: fileNumber, sent_on: "2022-05-06", sent_by: "KAAN01", note: `Written of ${fileNumber}` };
  // Answers tell the ids of reminders, which are counted through the city: how many there are is a figure.
  const id = REMINDERS_OF_PERSON * (FILE_NUMBERS.indexOf(fileNumber) + 1) + 2 * at;
  await world.insert("reminder", { ...written, id, order_number: number });
  // Of a decision that was moved to somebody else since.
  await world.insert("reminder", { ...written, id: id + 1, order_number: number.replace(fileNumber, successorOf(fileNumber)) });
  await world.fact("follow_up", { number, decision_number: number, followed_up_on: "2022-05-05", kind: "DUR", ...known });
}

/** More than a person has. */
const REMINDERS_OF_PERSON = 100;

function successorOf(fileNumber: string): string {
  return FILE_NUMBERS[(FILE_NUMBERS.indexOf(fileNumber) + 1) % FILE_NUMBERS.length]!;
}

async function addPeriod(world: World, person: Person, { unit, caseworker, protection, from, to }: CasePeriod): Promise<void> {
  const { fileNumber, birthDate } = person;
  await world.client(fileNumber, { unit_code: unit, caseworker, protection, ...knownIn(from, to), birth_date: birthDate });
  const rules = [["review.annual", "REVIEW_DUE", "2022-11-01", null], ["plan.missing", "PLAN_MISSING", null, `${fileNumber}/1`]] as const;
  for (const [rule, kind, dueOn, order] of rules.slice(0, person.findings)) {
    await world.finding(fileNumber, {
      finding_id: `${rule}:decision:${fileNumber}/1`, rule, kind, decision: `${fileNumber}/1`, order_number: order, unit: answeringUnit(unit, from), caseworker,
      day_from: from, day_to: to ?? "9999-12-31", due_on: dueOn, warning_from: "2022-03-01", evidence: evidenceOf(fileNumber),
    });
  }
}

/** As the table has it: JSON within JSON would be a text. */
function evidenceOf(fileNumber: string): Row[] {
  const item = { fact: "DECISION", key: `${fileNumber}/1`, load: 1, line: 4 };
  return [
    { name: "decision.intervention", value: "HTJ", ...item }, { name: "decision.from", value: "2022-01-15", ...item },
    { name: "order.number", value: `${fileNumber}/1`, ...item, fact: "ORDER" }, { name: "order.orderedOn", value: "2022-01-12", ...item, fact: "ORDER" },
    { name: "order.provider", value: "UTF1", ...item, fact: "ORDER" },
  ];
}

/** Every table that a city is written to. */
const TABLES = [
  "fact_commit", "feed_unit", "unit_answering", "caseworker_period", "load", "provider", "budget_line", "person", "client", "decision", "care_order", "plan", "plan_receipt",
  "follow_up", "finding", "reminder", "rejected_row", "rejected_row_case", "access_log",
] as const;

/** A table of the schema, and whether its rows are numbered by themselves. */
export interface NamedTable {
  readonly name: string;
  readonly numbered: boolean;
}

/** Rows that the gateway adds while it is asked are numbered from here, in each city anew, since answers tell the numbers. */
const FIRST_NEW_ENTRY = 1001;

/** Not ALTER TABLE … RESTART, which makes a new file and has every connection forget what it knows of the table. */
const numberedAnew = (table: string): string => `SELECT setval(pg_get_serial_sequence('"${table}"', 'id'), ${FIRST_NEW_ENTRY}, false);`;

/** Empties the access log of what the gateway has added, as if nobody had asked yet. */
export const FORGET_NEW_ENTRIES = `
  DELETE FROM access_log WHERE id >= ${FIRST_NEW_ENTRY};
  ${numberedAnew("access_log")}`;

/** Whom those entries are about. */
export const WRITTEN_SINCE = `SELECT DISTINCT unnest(file_numbers) AS "fileNumber" FROM access_log WHERE id >= ${FIRST_NEW_ENTRY}`;

/** Statements, for the owner, that put a city into the place of the one before. @param all every table that there is */
export function replacementOf(rows: CityRows, all: readonly NamedTable[]): string {
  const emptied = all.map(({ name }) => `DELETE FROM "${name}";`);
  const renumbered = all.filter(({ numbered }) => numbered).map(({ name }) => numberedAnew(name));
  const filled = TABLES.map((table) => insertion(table, rows.get(table) ?? []));
  return `BEGIN; ${emptied.join("\n")} ${renumbered.join(" ")} ${filled.join("\n")} ${FORGET_NEW_ENTRIES} COMMIT;`;
}

function insertion(table: string, rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((column) => `"${column}"`).join(", ");
  const json = JSON.stringify(rows, (_, value: unknown) => bytesAsText(value));
  const overriding = UNNUMBERED.has(table) ? "" : "OVERRIDING SYSTEM VALUE";
  return `INSERT INTO ${table} (${columns}) ${overriding} SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $rows$${json}$rows$);`;
}

/** JSON has no bytes; the database reads them from hexadecimal text. */
function bytesAsText(value: unknown): unknown {
  const bytes = value as { readonly type?: unknown; readonly data?: readonly number[] } | null;
  return typeof bytes === "object" && bytes?.type === "Buffer" && bytes.data ? `\\x${Buffer.from(bytes.data).toString("hex")}` : value;
}
