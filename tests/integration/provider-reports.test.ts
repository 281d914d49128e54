import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { quarantinedRowsOfCases } from "../../gateway/data-protection/kept-rows.js";
import { chooseCases } from "../../gateway/data-protection/rows-of-cases.js";
import { asOnlyLoader, inTransaction } from "../../gateway/database/session.js";
import { uploadedFile } from "../../gateway/loading/delivery.js";
import { loadFile } from "../../gateway/loading/load-file.js";
import { type City, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { deliveryReport, feedback, NAME_IN_REPORT, onCallList } from "./reports.js";
import { RING, TODAY } from "./world.js";

const [ONE, TWO, THREE] = ["100001-1", "100002-2", "100003-3"] as const;
const NUMBERS: Readonly<Record<string, string>> = { [ONE]: "194904089994", [TWO]: "193903029928", [THREE]: "194904089994" };

let city: City;

/** A unit, clients of whom ONE and THREE have the same number, with a decision each; orders at U101 (71, 73) and U102 (72). */
beforeEach(async () => {
  city = await openCity();
  await city.deliver({
    ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("HANDL", "HAL", "20221129", "FULL", ["ANAN01;20100101;;Anna Test;HALAO1;CHEF"]),
    ...extract("UTFOR", "HAL", "20221129", "FULL", ["U101;Hemtjänsten;KOMMUN;J", "U102;Omsorgen;PRIVAT;N"]),
    ...extract("KLIENT", "HAL", "20221129", "FULL", [ONE, TWO, THREE].map((client) => clientRow(client, "HALAO1", { personnr: NUMBERS[client]! }))),
    ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("21", ONE), decisionRow("22", TWO), decisionRow("23", THREE)]),
    ...extract("BESTALL", "HAL", "20221129", "FULL", ["71;21;U101;20220101;;;20", "72;22;U102;20220101;;;20", "73;23;U101;20220101;;;20"]),
  });
});
afterEach(() => city.close());

async function query<Row>(sql: string): Promise<Row[]> {
  return city.dataSource.query(sql);
}

/** The rows in quarantine, as line, column and reason. */
async function quarantine(): Promise<string[]> {
  const rows = await query<{ line: number; fault_column: string; reason: string }>("SELECT line, fault_column, reason FROM rejected_row ORDER BY line, reason");
  return rows.map((row) => `${row.line} ${row.fault_column} ${row.reason}`);
}

/** Which cases a file touches, and from which day. */
async function touchedBy(files: Record<string, Buffer>): Promise<string[]> {
  const [[name, bytes]] = Object.entries(files) as [[string, Buffer]];
  const file = uploadedFile(name, bytes, "2022-12-01");
  await asOnlyLoader(city.dataSource, () => undefined, async (session) => {
    await loadFile(session, RING, file, file.recognised!, { today: TODAY, force: false, accept: false, released: false, heldIn: null, origin: { way: "COMMAND", sentBy: "test" } });
  });
  const rows = await query<{ file_number: string; since: string }>("SELECT file_number, since::text FROM touched_case ORDER BY 1");
  return rows.map((row) => `${row.file_number} ${row.since}`);
}

/** Every text and byte that the database holds, bytes as Latin-1. */
async function everything(): Promise<string> {
  const columns = await query<{ t: string; c: string; bytes: boolean }>(
    "SELECT table_name AS t, column_name AS c, data_type = 'bytea' AS bytes FROM information_schema.columns WHERE table_schema = 'public'",
  );
  const found: string[] = [];
  for (const { t, c, bytes } of columns) {
    const rows = await query<{ value: Buffer | string | null }>(`SELECT ${bytes ? `"${c}"` : `"${c}"::text`} AS value FROM "${t}"`);
    found.push(...rows.map(({ value }) => (Buffer.isBuffer(value) ? value.toString("latin1") : value ?? "")));
  }
  return found.join("\n");
}

describe("receipts of plans", () => {
  const receipts = async (): Promise<string[]> => {
    const rows = await query<Record<string, string>>("SELECT order_number, drawn_up_on::text, goals FROM plan_receipt WHERE known_to IS NULL ORDER BY 1, 2");
    return rows.map((row) => `${row["order_number"]} ${row["drawn_up_on"]}: ${row["goals"]}`);
  };
  const file = (provider: string, date: string, rows: readonly string[]): Record<string, Buffer> =>
    ({ [`GPLAN_${provider}_${date}.csv`]: Buffer.from(["bestnr;upprattad;mottagen;deltagit;mal;signatur", ...rows, ""].join("\n")) });

  it("add to each other; of one order and day the later file's stands, in one file the later line's", async () => {
    await city.deliver(file("U101", "20221129", ["71;2022-11-01;;ja;1;AB", "71;2022-11-01;;ja;2;AB", "73;2022-11-02;;ja;3;AB"]));
    expect(await receipts()).toEqual(["71 2022-11-01: 2", "73 2022-11-02: 3"]);
    await city.deliver(file("U101", "20221130", ["71;2022-11-01;;ja;4;AB", "71;2022-11-15;;ja;5;AB"]));
    await city.deliver(file("U101", "20221128", ["71;2022-11-01;;ja;6;AB"]));
    expect(await receipts()).toEqual(["71 2022-11-01: 4", "71 2022-11-15: 5", "73 2022-11-02: 3"]);
  });

  it("are taken from connected providers and others, on their own orders alone", async () => {
    await city.deliver({ ...file("U101", "20221129", ["71;2022-11-01;;ja;1;AB", "72;2022-11-01;;ja;1;AB"]), ...file("U102", "20221129", ["72;2022-11-02;;ja;2;AB", "79;2022-11-01;;ja;2;AB"]) });
    expect(await receipts()).toEqual(["71 2022-11-01: 1", "72 2022-11-02: 2"]);
    expect(await quarantine()).toEqual(["3 bestnr NOT_YOUR_ORDER", "3 bestnr UNKNOWN_REFERENCE"]);
  });

  describe("of an order that has gone to another provider", () => {
    const moved = extract("BESTALL", "HAL", "20221201", "DELTA", ["71;21;U102;20220101;;;20"]);

    it.each([
      ["the old provider", "U101", "20221130", "loads"], ["the old provider", "U101", "20221201", "loads"], ["the old provider", "U101", "20221202", "is another's"],
      ["the new provider", "U102", "20221130", "loads"], ["the new provider", "U102", "20221201", "loads"], ["the new provider", "U102", "20221202", "loads"],
    ])("on 1 December, one of %s (%s) on %s %s", async (_who, provider, date, outcome) => {
      await city.deliver(moved);
      await city.deliver(file(provider, date, ["71;2022-11-20;;ja;3;AB"]));
      expect([await receipts(), await quarantine()]).toEqual(outcome === "loads" ? [["71 2022-11-20: 3"], []] : [[], ["2 bestnr NOT_YOUR_ORDER"]]);
    });

    it("says the same when it comes before the order on the day of the change", async () => {
      await city.deliver(file("U102", "20221201", ["71;2022-11-20;;ja;3;AB"]));
      await city.deliver(file("U101", "20221201", ["71;2022-11-21;;ja;4;AB"]));
      await city.deliver(moved);
      expect(await receipts()).toEqual(["71 2022-11-20: 3", "71 2022-11-21: 4"]);
    });
  });

  it("of an order that was put right on its own date are the right provider's alone", async () => {
    await city.deliver(extract("BESTALL", "HAL", "20221129", "DELTA", ["71;21;U102;20220101;;;20"]));
    await city.deliver({ ...file("U101", "20221130", ["71;2022-11-20;;ja;3;AB"]), ...file("U102", "20221130", ["71;2022-11-21;;ja;4;AB"]) });
    expect([await receipts(), await quarantine()]).toEqual([["71 2022-11-21: 4"], ["2 bestnr NOT_YOUR_ORDER"]]);
  });

  it("wait for an order that the next extract gives to the provider, and load by themselves", async () => {
    await city.deliver(file("U102", "20221130", ["71;2022-11-20;;ja;3;AB"]));
    expect(await quarantine()).toEqual(["2 bestnr NOT_YOUR_ORDER"]);
    await city.deliver(extract("BESTALL", "HAL", "20221130", "DELTA", ["71;21;U102;20220101;;;20"]));
    expect(await receipts()).toEqual(["71 2022-11-20: 3"]);
    expect(await quarantine()).toEqual([]);
  });
});

describe("a report of ordered and performed time", () => {
  const delivered = async (known = "known_to IS NULL"): Promise<string[]> => {
    const rows = await query<Record<string, string>>(`SELECT month, order_number, ordinal, performed_seconds / 3600 AS hours FROM delivery WHERE ${known} ORDER BY 1, 2, 3, id`);
    return rows.map((row) => `${row["month"]} ${row["order_number"]}.${row["ordinal"]}: ${Number(row["hours"])}`);
  };

  it("replaces the one before it of its provider and month, which stays on record", async () => {
    await city.deliver(deliveryReport("U101", "202209", [[ONE, "71", 20, 9]]));
    await city.deliver(deliveryReport("U102", "202210", [[TWO, "72", 20, 19]]));
    await city.deliver(deliveryReport("U101", "202210", [[ONE, "71", 20, 18], [ONE, "71", 5, 4], [THREE, "73", 20, 17]]));
    const report = await city.deliver(deliveryReport("U101", "202210", [[ONE, "71", 20, 16]]), { today: "2022-12-01" });
    expect(report.files[0]).toMatchObject({ status: "LOADED", rows: 1, added: 0, changed: 1, withdrawn: 2 });
    expect(await delivered()).toEqual(["2022-09 71.1: 9", "2022-10 71.1: 16", "2022-10 72.1: 19"]);
    expect(await delivered("known_from <= '2022-11-30' AND (known_to IS NULL OR known_to > '2022-11-30')"))
      .toEqual(["2022-09 71.1: 9", "2022-10 71.1: 18", "2022-10 71.2: 4", "2022-10 72.1: 19", "2022-10 73.1: 17"]);
  });

  it("loads the rows about the provider's own orders and clients alone", async () => {
    await city.deliver(deliveryReport("U101", "202210", [[TWO, "72", 20, 1], [TWO, "71", 20, 2], [ONE, "79", 20, 3], [ONE, "71", 20, 4]]));
    expect(await quarantine()).toEqual(["3 Best.nr NOT_YOUR_ORDER", "4 Aktnr UNKNOWN_REFERENCE", "5 Best.nr UNKNOWN_REFERENCE"]);
    expect(await delivered()).toEqual(["2022-10 71.2: 4"]);
  });

  it("is of the provider who had the order on a day of its month, or has it since", async () => {
    await city.deliver(extract("BESTALL", "HAL", "20221205", "DELTA", ["71;21;U102;20220101;;;20"]));
    await city.deliver({
      ...deliveryReport("U101", "202212", [[ONE, "71", 20, 1]]), ...deliveryReport("U102", "202211", [[ONE, "71", 20, 2]]),
      ...deliveryReport("U101", "202301", [[ONE, "71", 20, 3]]), ...deliveryReport("U102", "202301", [[ONE, "71", 20, 4]]),
    });
    expect(await delivered()).toEqual(["2022-11 71.1: 2", "2022-12 71.1: 1", "2023-01 71.1: 4"]);
    expect(await query("SELECT l.file FROM rejected_row r JOIN load l ON l.id = r.load_id")).toEqual([{ file: "AVVIK_U101_202301.xlsx" }]);
  });

  it("names the client whom the order's decision was about in its month, or is about since", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221205", "DELTA", [decisionRow("21", TWO)]));
    await city.deliver({
      ...deliveryReport("U101", "202212", [[ONE, "71", 20, 1], [TWO, "71", 20, 2]]), ...deliveryReport("U101", "202301", [[ONE, "71", 20, 3], [TWO, "71", 20, 4]]),
    });
    expect(await delivered()).toEqual(["2022-12 71.1: 1", "2022-12 71.2: 2", "2023-01 71.2: 4"]);
    expect(await quarantine()).toEqual(["3 Aktnr UNKNOWN_REFERENCE"]);
  });

  it("has rows that wait for their order, and load by themselves when it comes", async () => {
    await city.deliver(deliveryReport("U101", "202210", [[ONE, "79", 20, 3]]));
    await city.deliver(extract("BESTALL", "HAL", "20221130", "DELTA", ["79;21;U101;20220101;;;20"]));
    expect(await delivered()).toEqual(["2022-10 79.1: 3"]);
    expect(await quarantine()).toEqual([]);
  });

  it("takes the rows of the report before it out of quarantine", async () => {
    await city.deliver(deliveryReport("U101", "202210", [[ONE, "79", 20, 3]]));
    await city.deliver(deliveryReport("U101", "202209", [[ONE, "78", 20, 3]]));
    await city.deliver(deliveryReport("U101", "202210", [[ONE, "71", 20, 3]]));
    expect(await query("SELECT l.file FROM rejected_row r JOIN load l ON l.id = r.load_id")).toEqual([{ file: "AVVIK_U101_202209.xlsx" }]);
  });

  it("keeps the last good version of a row that can't be read", async () => {
    await city.deliver(deliveryReport("U101", "202210", [[ONE, "71", 20, 18], [THREE, "73", 20, 17]]));
    await city.deliver(deliveryReport("U101", "202210", [[ONE, "71", 20, "okänt"]]));
    expect(await quarantine()).toEqual(["3 Utförd tid BAD_NUMBER"]);
    expect(await delivered()).toEqual(["2022-10 71.1: 18"]);
  });

  it("keeps no client's name, and the reason apart from the figures", async () => {
    await city.deliver(deliveryReport("U101", "202210", [[ONE, "71", 20, 1, "Inlagd"], [TWO, "72", 20, 1, "Inlagd"]]));
    expect(await everything()).not.toContain(NAME_IN_REPORT);
    expect(await query("SELECT file_number, reason FROM delivery_reason")).toEqual([{ file_number: ONE, reason: "Inlagd" }]);
  });

  it("touches every case with an order at its provider, since it is the newest month for all of them", async () => {
    expect(await touchedBy(deliveryReport("U101", "202210", [[ONE, "71", 20, 18]]))).toEqual([`${ONE} 2022-12-01`, `${THREE} 2022-12-01`]);
  });
});

describe("an on-call list", () => {
  const events = async (): Promise<string[]> => {
    const rows = await query<Record<string, string>>("SELECT month, file_number, event FROM on_call_event WHERE known_to IS NULL ORDER BY month, position");
    return rows.map((row) => `${row["month"]} ${row["file_number"]} ${row["event"]}`);
  };

  it("finds a client by personal number, and keeps the number nowhere", async () => {
    await city.deliver(onCallList("HAL", "202210", ["2022-10-02;00:16;;390302-9928;TRYGGHET;LARM;Hembesök", `2022-10-02;00:20;${ONE};;SOCIAL;FALL;`]));
    expect(await events()).toEqual([`2022-10 ${TWO} LARM`, `2022-10 ${ONE} FALL`]);
    expect(await everything()).not.toMatch(/193903029928|390302-9928/);
    expect(await query("SELECT file_number, measure FROM on_call_measure ORDER BY position")).toEqual([{ file_number: TWO, measure: "Hembesök" }, { file_number: ONE, measure: null }]);
  });

  it("leads to nobody by a number that is unknown, that two clients have, or that is another's", async () => {
    await city.deliver(onCallList("HAL", "202210", [
      "2022-10-02;00:16;;195001019999;TRYGGHET;LARM;", "2022-10-02;00:16;;194904089994;TRYGGHET;LARM;",
      `2022-10-02;00:16;${ONE};193903029928;TRYGGHET;LARM;`, "2022-10-02;00:16;000009-9;;TRYGGHET;LARM;", `2022-10-02;00:16;${TWO};193903029928;TRYGGHET;LARM;`,
    ]));
    expect(await quarantine()).toEqual(["2 personnr UNKNOWN_REFERENCE", "3 personnr UNKNOWN_REFERENCE", "4 personnr UNKNOWN_REFERENCE", "5 aktnr UNKNOWN_REFERENCE"]);
    expect(await events()).toEqual([`2022-10 ${TWO} LARM`]);
  });

  it("has rows that wait until a number leads to one client", async () => {
    await city.deliver(onCallList("HAL", "202210", ["2022-10-02;00:16;;194904089994;TRYGGHET;LARM;"]));
    await city.deliver(extract("KLIENT", "HAL", "20221130", "DELTA", [clientRow(THREE, "HALAO1", { personnr: "195001019999" })]));
    expect(await events()).toEqual([`2022-10 ${ONE} LARM`]);
  });

  it("replaces the one before it of its district and month, line by line: a faulty row keeps nothing in its place", async () => {
    await city.deliver(onCallList("HAL", "202209", [`2022-09-02;00:16;${ONE};;TRYGGHET;LARM;`]));
    await city.deliver(onCallList("HAL", "202210", [`2022-10-02;00:16;${ONE};;TRYGGHET;LARM;`, `2022-10-03;00:16;${TWO};;TRYGGHET;LARM;`, `2022-10-04;00:16;${ONE};;TRYGGHET;LARM;`]));
    await city.deliver(onCallList("HAL", "202210", [`2022-10-02;00:16;${ONE};;TRYGGHET;INBROTT;`, `2022-10-04;00:16;${ONE};;TRYGGHET;FALL;`]));
    expect(await events()).toEqual([`2022-09 ${ONE} LARM`, `2022-10 ${ONE} FALL`]);
  });

  it("touches every case of its district with an event, since it is the newest month for all of them", async () => {
    await city.deliver(onCallList("HAL", "202209", [`2022-09-02;00:16;${ONE};;TRYGGHET;LARM;`]));
    expect(await touchedBy(onCallList("HAL", "202210", [`2022-10-02;00:16;${TWO};;TRYGGHET;LARM;`]))).toEqual([`${ONE} 2022-12-01`, `${TWO} 2022-12-01`]);
  });

  it("has its waiting rows told with the rest of what is held about a person, however the number is written", async () => {
    await city.deliver(onCallList("HAL", "202210", [
      "2022-10-02;00:16;000009-9;390302-9928;TRYGGHET;LARM;", "2022-10-02;00:16;;490408 9994;TRYGGHET;LARM;", `2022-10-02;00:16;${ONE};19390302 9928;TRYGGHET;LARM;`,
    ]));
    const linesOf = (fileNumber: string): Promise<number[]> => asOnlyLoader(city.dataSource, () => undefined, (session) =>
      inTransaction(session, async () => {
        await chooseCases(session, [fileNumber]);
        return (await quarantinedRowsOfCases(session, RING)).map(({ line }) => line);
      }));
    expect([await linesOf(ONE), await linesOf(TWO), await linesOf(THREE)]).toEqual([[3, 4], [2, 4], [3]]);
  });
});

describe("deviations and complaints", () => {
  const texts = async (): Promise<string[]> => {
    const rows = await query<Record<string, string>>("SELECT id_in_source, text FROM feedback_text WHERE known_to IS NULL ORDER BY 1");
    return rows.map((row) => `${row["id_in_source"]}: ${row["text"]}`);
  };

  it("add to each other by id, and a later file's replaces", async () => {
    await city.deliver(feedback("HAL", "20221129", [{ id: "S1" }, { id: "S2", aktnr: ONE }]));
    await city.deliver(feedback("HAL", "20221130", [{ id: "S2", aktnr: ONE, text: "Rättad" }, { id: "S3" }]));
    await city.deliver(feedback("HAL", "20221128", [{ id: "S2", aktnr: ONE, text: "Gammal" }]));
    expect(await texts()).toEqual(["S1: Sen ankomst", "S2: Rättad", "S3: Sen ankomst"]);
  });

  it("of two districts may have the same id", async () => {
    await city.deliver({ ...feedback("HAL", "20221129", [{ id: "S1" }]), ...feedback("SKH", "20221129", [{ id: "S1", text: "Annat" }]) });
    expect(await texts()).toEqual(["S1: Sen ankomst", "S1: Annat"]);
  });

  it("wait for the client and the provider that they name, and are quarantined when an id stands twice", async () => {
    await city.deliver(feedback("HAL", "20221129", [{ id: "S1", aktnr: "000009-9" }, { id: "S2", utforare: "U999" }, { id: "S3" }, { id: "S3" }]));
    expect(await quarantine()).toEqual(["1 aktnr UNKNOWN_REFERENCE", "2 utforare UNKNOWN_REFERENCE", "3 id DUPLICATE_KEY", "4 id DUPLICATE_KEY"]);
  });
});
