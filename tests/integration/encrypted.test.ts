import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unsealText } from "../../gateway/access/sealed-text.js";
import { ingest } from "../../gateway/loading/ingest.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { type City, openCity, sample } from "./city.js";
import { clientRow, extract } from "./extract.js";
import { RING, TODAY } from "./world.js";

/** Up to where rows are in quarantine and files are held. */
const STEPS = [
  "hal-2022-11",
  ...readdirSync(sample("hal-2022-11-messy")).filter((name) => /^(0[1-6]|13)/.test(name)).sort().map((name) => `hal-2022-11-messy/${name}`),
];

/** The personal numbers of every client in the samples, faulty ones too. */
const NUMBERS = new Set(
  readdirSync(sample("."), { recursive: true, encoding: "utf8" })
    .filter((name) => /SOSYS_KLIENT_HAL.*\.TXT$/.test(name))
    .flatMap((name) => [...readFileSync(sample(name), "latin1").matchAll(/;(\d{8}[0-9A-Z]{1,4});/g)].map(([, number]) => number!)),
);

let city: City;
const logged: string[] = [];

/** Every table and column that can hold text, as one list of what stands in it, bytes as Latin-1. */
async function everything(): Promise<{ place: string; content: string }[]> {
  const columns: { table_name: string; column_name: string; data_type: string }[] = await city.dataSource.query(
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'bytea', 'jsonb', 'json', 'ARRAY', 'character varying', 'numeric', 'bigint')`,
  );
  const found: { place: string; content: string }[] = [];
  for (const { table_name: table, column_name: column, data_type: type } of columns) {
    const rows: { value: unknown }[] = await city.dataSource.query(
      `SELECT ${type === "bytea" ? column : `${column}::text`} AS value FROM "${table}" WHERE ${column} IS NOT NULL`,
    );
    const content = rows.map(({ value }) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value))).join("\n");
    found.push({ place: `${table}.${column}`, content });
  }
  return found;
}

function numbersIn(text: string): string[] {
  return [...NUMBERS].filter((number) => text.includes(number));
}

beforeAll(async () => {
  city = await openCity();
  const log = createLog({ logLevel: "trace" }, { write: (line) => logged.push(line) });
  for (const step of STEPS) {
    const options = { paths: [sample(step)], force: false, accept: [] };
    const report = await ingest({ dataSource: city.dataSource, catalogue: loadCatalogue(), ring: RING, log, today: TODAY }, options);
    logged.push(JSON.stringify(report));
  }
});
afterAll(() => city.close());

describe("after loads with faulty rows and a held file", () => {
  it("the samples have numbers to look for, rows in quarantine and a held file", async () => {
    expect(NUMBERS.size).toBeGreaterThan(200);
    const filled: unknown = await city.dataSource.query(
      "SELECT EXISTS (SELECT FROM rejected_row WHERE type = 'KLIENT') AS rows, EXISTS (SELECT FROM held_chunk) AS chunks",
    );
    expect(filled).toEqual([{ rows: true, chunks: true }]);
  });

  it("no column of any table holds a personal number in clear text", async () => {
    const places = await everything();
    expect(places.filter(({ content }) => numbersIn(content).length > 0).map(({ place }) => place)).toEqual([]);
    expect(places.length).toBeGreaterThan(80);
  });

  it("nor does anything that the loads logged or reported", () => {
    expect(numbersIn(logged.join("\n"))).toEqual([]);
  });

  it("a number in clear text would be seen", async () => {
    const [number] = NUMBERS;
    await city.dataSource.query("UPDATE load SET reason = $1 WHERE id = 1", [`row of ${number}`]);
    const places = await everything();
    expect(places.filter(({ content }) => numbersIn(content).length > 0).map(({ place }) => place)).toEqual(["load.reason"]);
    await city.dataSource.query("UPDATE load SET reason = NULL WHERE id = 1");
  });

  it("every number opens, and is one of the file's", async () => {
    const rows: { sealed: Buffer }[] = await city.dataSource.query("SELECT personal_number_sealed AS sealed FROM person WHERE personal_number_sealed IS NOT NULL");
    const opened = rows.map(({ sealed }) => unsealText(RING, sealed, "person.personal_number_sealed"));
    expect(opened.filter((number) => !NUMBERS.has(number))).toEqual([]);
  });

  it("the raw text of every row in quarantine opens and is a line of its file", async () => {
    const rows: { raw_sealed: Buffer; file: string; line: number }[] = await city.dataSource.query(
      "SELECT r.raw_sealed, l.file, r.line FROM rejected_row r JOIN load l ON l.id = r.load_id WHERE l.file LIKE 'SOSYS%'",
    );
    expect(rows.length).toBeGreaterThan(0);
    const files = new Map(readdirSync(sample("."), { recursive: true, encoding: "utf8" }).map((name) => [name.split("/").at(-1)!, name]));
    for (const { raw_sealed: sealed, file, line } of rows) {
      const text = new TextDecoder("windows-1252").decode(readFileSync(sample(files.get(file)!)));
      expect(unsealText(RING, sealed, "rejected_row.raw_sealed")).toBe(text.split("\r\n")[line - 1]);
    }
  });
});

describe("a fault that only the database sees", () => {
  const rejected = async (): Promise<string[]> => {
    const rows: { line: number; reason: string; raw_sealed: Buffer }[] = await city.dataSource.query(
      "SELECT r.line, r.reason, r.raw_sealed FROM rejected_row r JOIN load l ON l.id = r.load_id WHERE l.district = 'SKH' ORDER BY r.line",
    );
    return rows.map((row) => `${row.line} ${row.reason} ${unsealText(RING, row.raw_sealed, "rejected_row.raw_sealed")}`);
  };

  it("has each row's own text, beside those that the reader saw", async () => {
    const twice = clientRow("900001-1", "HALAO1", { personnr: "193001019990" });
    const unknown = clientRow("900002-2", "NOUNIT");
    const bad = clientRow("900003-3", "HALAO1", { avliden: "20221399" });
    await city.deliver(extract("KLIENT", "SKH", "20221205", "FULL", [twice, clientRow("900004-4", "HALAO1"), bad, twice, unknown]));
    expect(await rejected()).toEqual([`3 DUPLICATE_KEY ${twice}`, `5 BAD_DATE ${bad}`, `6 DUPLICATE_KEY ${twice}`, `7 UNKNOWN_REFERENCE ${unknown}`]);
  });

  it("loads from there when the reference comes", async () => {
    await city.deliver(extract("ENHET", "SKH", "20221206", "DELTA", ["NOUNIT;Ny;SKH;AO;20070101;;"]));
    expect((await rejected()).map((row) => row.split(" ")[1])).toEqual(["DUPLICATE_KEY", "BAD_DATE", "DUPLICATE_KEY"]);
  });
});

describe("a number that slipped into the column of the file number", () => {
  const SLIPPED = ["194003040018", "19400304-0018", "400304-0018", "4003040018", "400304+0018", "194003640018", "19400304TF01"];
  const named = async (): Promise<unknown> => city.dataSource.query(
    "SELECT r.names_client, r.key_text FROM rejected_row r JOIN load l ON l.id = r.load_id WHERE l.district = 'SKH' AND l.extract_date >= '2022-12-07' ORDER BY r.id",
  );

  it("is kept in no column in clear text, whatever is wrong with its row", async () => {
    await city.deliver(extract("KLIENT", "SKH", "20221207", "DELTA", SLIPPED.map((number) => clientRow(number, "HALAO1", { personnr: "900005-5", avliden: "20221399" }))));
    await city.deliver(extract("UTREDN", "SKH", "20221208", "DELTA", SLIPPED.map((number, at) => `98000${at};${number};20221101;20221102;;DUR;ANAN01`)));
    expect(await city.dataSource.query("SELECT count(*)::int AS rows FROM rejected_row r JOIN load l ON l.id = r.load_id WHERE l.district = 'SKH' AND l.extract_date IN ('2022-12-07', '2022-12-08')"))
      .toEqual([{ rows: 2 * SLIPPED.length }]);
    const places = await everything();
    expect(places.filter(({ content }) => SLIPPED.some((number) => content.includes(number))).map(({ place }) => place)).toEqual([]);
  });

  it("is told apart from file numbers, which go on naming their case", async () => {
    await city.deliver(extract("KLIENT", "SKH", "20221209", "DELTA", [clientRow("900006-6", "HALAO1", { avliden: "20221399" })]));
    expect(await named()).toContainEqual({ names_client: "900006-6", key_text: "900006-6" });
  });
});
