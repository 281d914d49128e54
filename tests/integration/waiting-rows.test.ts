import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type City, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";

let city: City;

const ONE = "100001-1";
const LATE = "100009-9";
const LATER = "100008-8";

beforeEach(async () => {
  city = await openCity();
  await city.deliver({
    ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("ENHET", "SKH", "20221129", "FULL", ["SKHAO1;Äldre;SKH;AO;20070101;;"]),
    ...extract("HANDL", "HAL", "20221129", "FULL", ["ANAN01;20100101;;Anna Test;HALAO1;CHEF"]),
    ...extract("KLIENT", "HAL", "20221129", "FULL", [clientRow(ONE, "HALAO1")]),
    ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("220", ONE), decisionRow("221", ONE)]),
    ...extract("UPPF", "HAL", "20221129", "FULL", ["900001;220;20221101;ORD;ANAN01"]),
  });
});
afterEach(() => city.close());

async function query<Row>(sql: string): Promise<Row[]> {
  return city.dataSource.query(sql);
}

/** The current decisions, by number, with the amount that tells versions apart. */
async function decisions(): Promise<string[]> {
  const rows = await query<{ number: string; amount: string }>("SELECT number, amount FROM decision WHERE known_to IS NULL ORDER BY number");
  return rows.map(({ number, amount }) => `${number}: ${amount}`);
}

/** The rows in quarantine, as their key and reason. */
async function quarantine(): Promise<string[]> {
  const rows = await query<{ key_text: string; reason: string }>("SELECT key_text, reason FROM rejected_row ORDER BY id");
  return rows.map(({ key_text, reason }) => `${key_text}: ${reason}`);
}

async function decision(district: string, date: string, row: string): Promise<void> {
  await city.deliver(extract("BESLUT", district, date, "DELTA", [row]));
}

async function client(date: string, fileNumber: string): Promise<void> {
  await city.deliver(extract("KLIENT", "HAL", date, "DELTA", [clientRow(fileNumber, "HALAO1")]));
}

describe("rows that wait for a reference", () => {
  it.each([["HAL first", ["HAL", "SKH"]], ["SKH first", ["SKH", "HAL"]]])("of two districts on one date the client's own has it (%s)", async (_name, order) => {
    for (const district of order) await decision(district, "20221130", decisionRow("225", LATE, { omfattning: district === "HAL" ? "11" : "77" }));
    expect(await quarantine()).toEqual(["225: UNKNOWN_REFERENCE", "225: UNKNOWN_REFERENCE"]);
    await client("20221130", LATE);
    expect(await decisions()).toEqual(["220: 20", "221: 20", "225: 11"]);
    expect(await quarantine()).toEqual([]);
  });

  it("an earlier one loads when it fits, though a later one of its key waits on", async () => {
    await decision("HAL", "20221130", decisionRow("225", LATE, { omfattning: "1" }));
    await decision("HAL", "20221201", decisionRow("225", LATER, { omfattning: "2" }));
    await client("20221201", LATE);
    expect(await decisions()).toEqual(["220: 20", "221: 20", "225: 1"]);
    await client("20221202", LATER);
    expect(await decisions()).toEqual(["220: 20", "221: 20", "225: 2"]);
    expect(await quarantine()).toEqual([]);
  });

  it("one that loads takes an earlier faulty row of its key out of quarantine", async () => {
    await decision("HAL", "20221130", decisionRow("225", LATE, { from: "20221301" }));
    await decision("HAL", "20221201", decisionRow("225", LATE));
    await client("20221201", LATE);
    expect(await quarantine()).toEqual([]);
  });

  it("one that replaces a version counts as changed, not as added", async () => {
    await decision("HAL", "20221130", decisionRow("220", LATE, { omfattning: "50" }));
    await client("20221130", LATE);
    expect(await query("SELECT added, changed, quarantined FROM load WHERE file = 'SOSYS_BESLUT_HAL_20221130.TXT'"))
      .toEqual([{ added: 0, changed: 1, quarantined: 0 }]);
  });

  it("a faulty row of a loaded follow-up leads to its case by its own key", async () => {
    await city.deliver(extract("UPPF", "HAL", "20221130", "DELTA", ["900001;999;20221101;ORD;ANAN01"]));
    expect(await query("SELECT file_number FROM rejected_row_case")).toEqual([{ file_number: ONE }]);
  });
});

describe("a client whose new district is told last, of a decision that both districts deliver for that date", () => {
  const OF_HAL = decisionRow("220", ONE, { omfattning: "11" });
  const OF_SKH = decisionRow("220", ONE, { omfattning: "77" });
  const NIGHT: Readonly<Record<string, Record<string, Buffer>>> = {
    "HAL's decision": extract("BESLUT", "HAL", "20221130", "FULL", [OF_HAL, decisionRow("221", ONE)]),
    "SKH's decision": extract("BESLUT", "SKH", "20221130", "FULL", [OF_SKH]),
    "SKH's client": extract("KLIENT", "SKH", "20221130", "FULL", [clientRow(ONE, "SKHAO1")]),
  };

  it.each([
    ["SKH's client", "HAL's decision", "SKH's decision"], ["SKH's client", "SKH's decision", "HAL's decision"],
    ["HAL's decision", "SKH's client", "SKH's decision"], ["SKH's decision", "SKH's client", "HAL's decision"],
    ["HAL's decision", "SKH's decision", "SKH's client"], ["SKH's decision", "HAL's decision", "SKH's client"],
  ])("has the new district's: %s, %s, %s", async (...order) => {
    for (const files of order) await city.deliver(NIGHT[files]!);
    expect(await decisions()).toEqual(["220: 77", "221: 20"]);
    expect(await query("SELECT delivered_by FROM decision WHERE number = '220' AND known_to IS NULL")).toEqual([{ delivered_by: "SKH" }]);
    expect(await quarantine()).toEqual([]);
  });

  it("has it with what hangs on the decision", async () => {
    const order = (district: string, hours: string) => extract("BESTALL", district, "20221130", "FULL", [`710;220;U101;20221101;20221101;;${hours}`]);
    await city.deliver(extract("UTFOR", "HAL", "20221130", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]));
    for (const files of [order("SKH", "7"), order("HAL", "1"), NIGHT["SKH's client"]!]) await city.deliver(files);
    expect(await query("SELECT hours_per_month::text AS hours FROM care_order WHERE known_to IS NULL")).toEqual([{ hours: "7" }]);
  });

  it("has it when both waited for the client", async () => {
    for (const district of ["HAL", "SKH"]) await decision(district, "20221130", decisionRow("225", LATE, { omfattning: district === "HAL" ? "11" : "77" }));
    await client("20221130", LATE);
    expect(await decisions()).toEqual(["220: 20", "221: 20", "225: 11"]);
    await city.deliver(extract("KLIENT", "HAL", "20221130", "DELTA", [clientRow(LATE, "SKHAO1")]));
    expect(await decisions()).toEqual(["220: 20", "221: 20", "225: 77"]);
  });

  it("has it from the day on which the client is told to have moved, and its delivery's date stays", async () => {
    for (const files of [NIGHT["HAL's decision"]!, NIGHT["SKH's decision"]!]) await city.deliver(files);
    await city.deliver(extract("KLIENT", "SKH", "20221202", "FULL", [clientRow(ONE, "SKHAO1")]), { today: "2022-12-02" });
    expect(await query(`SELECT amount, known_from::text AS "from", known_to::text AS "to", delivered_on::text AS "deliveredOn"
      FROM decision WHERE number = '220' AND (known_to IS NULL OR known_to > known_from) ORDER BY id`)).toEqual([
      { amount: "20", from: "2022-11-29", to: "2022-11-30", deliveredOn: "2022-11-29" }, { amount: "11", from: "2022-11-30", to: "2022-12-02", deliveredOn: "2022-11-30" },
      { amount: "77", from: "2022-12-02", to: null, deliveredOn: "2022-11-30" },
    ]);
  });

  it("tells the row that was passed over before the one that stands, and on no day", async () => {
    await city.deliver(NIGHT["HAL's decision"]!);
    await city.deliver(NIGHT["SKH's decision"]!);
    expect(await query("SELECT amount, delivered_by, known_from::text AS \"from\", known_to::text AS \"to\" FROM decision WHERE number = '220' ORDER BY id")).toEqual([
      { amount: "20", delivered_by: "HAL", from: "2022-11-29", to: "2022-11-30" }, { amount: "11", delivered_by: "HAL", from: "2022-11-30", to: "2022-11-30" },
      { amount: "77", delivered_by: "SKH", from: "2022-11-30", to: "2022-11-30" }, { amount: "11", delivered_by: "HAL", from: "2022-11-30", to: null },
    ]);
  });
});

describe("a DELTA that replaces another of its date", () => {
  it("leaves a key gone that the FULL of that date withdrew and the first DELTA brought back", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221130", "FULL", [decisionRow("221", ONE)]));
    await decision("HAL", "20221130", decisionRow("220", ONE, { omfattning: "50" }));
    expect(await decisions()).toEqual(["220: 50", "221: 20"]);
    await decision("HAL", "20221130", decisionRow("221", ONE, { omfattning: "60" }));
    expect(await decisions()).toEqual(["221: 60"]);
  });

  it("gives a key back to what stood before the first of several", async () => {
    await decision("HAL", "20221130", decisionRow("220", ONE, { omfattning: "1" }));
    await decision("HAL", "20221130", decisionRow("220", ONE, { omfattning: "2" }));
    await decision("HAL", "20221130", decisionRow("221", ONE, { omfattning: "3" }));
    expect(await decisions()).toEqual(["220: 20", "221: 3"]);
  });

  it("counts what it says itself, and never less than nothing", async () => {
    await decision("HAL", "20221130", decisionRow("220", ONE, { omfattning: "50" }));
    const report = await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("221", ONE, { omfattning: "60" })]));
    expect(report.files[0]).toMatchObject({ added: 0, changed: 1, withdrawn: 0 });
  });
});
