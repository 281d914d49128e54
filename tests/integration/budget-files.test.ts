import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { iplan } from "../../gateway/sources/budget-files/iplan.js";
import { lssniva } from "../../gateway/sources/budget-files/lssniva.js";
import { MONTHS } from "../../gateway/sources/budget-files/months.js";
import { prislista } from "../../gateway/sources/budget-files/prislista.js";
import { utfor } from "../../gateway/sources/legacy-extract/utfor.js";
import type { SourceType } from "../../gateway/sources/source-type.js";
import { type SheetCell, workbookOf } from "../unit/sources/workbook.js";
import { type City, openCity, sample } from "./city.js";
import { clientRow, extract } from "./extract.js";

const ONE = "100001-1";
const TWO = "100002-2";
const LATE = "100009-9";

let city: City;

beforeEach(async () => {
  city = await openCity();
  await city.deliver({
    ...extract("ENHET", "HAL", "20221101", "FULL", ["HALFN1;Funktionsnedsättning;HAL;FN;20070101;;", "HALFN0;Förr;HAL;FN;20000101;20061231;HALFN1", "HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("UTFOR", "HAL", "20221101", "FULL", ["U101;Hemtjänsten;KOMMUN;J", "U201;Omsorg AB;PRIVAT;N", "U202;Omsorg AB;PRIVAT;N", "U203;Solrosen;PRIVAT;N", "U204;Åsö Boendestöd AB;PRIVAT;N"]),
    ...extract("KLIENT", "HAL", "20221101", "FULL", [clientRow(ONE, "HALFN1"), clientRow(TWO, "HALAO1")]),
  });
});
afterEach(() => city.close());

async function rowsOf(select: string, values: readonly unknown[] = []): Promise<string[]> {
  const rows: Record<string, unknown>[] = await city.dataSource.query(select, [...values]);
  return rows.map((row) => Object.values(row).join(" "));
}

/** What waits in quarantine, in the order of its files and lines. */
function quarantine(): Promise<string[]> {
  return rowsOf("SELECT l.file, r.line, r.fault_column, r.reason FROM rejected_row r JOIN load l ON l.id = r.load_id ORDER BY r.load_id, r.line");
}

/** A care cost file: rows of client, provider, intervention, price and what it is for, with an amount in January. */
function costs(...rows: SheetCell[][]): Buffer {
  const header = ["Aktnr", "Utförare", "Insats", "Pris", "Per", ...MONTHS, "Helårsprognos"];
  return workbookOf([header, ...rows.map((row) => [...row, 100, ...new Array<null>(11).fill(null), 1200])]);
}

function prices(...rows: SheetCell[][]): Buffer {
  return workbookOf([["Insats", "Nivå", "Pris", "Per", "Gäller från", "Regi"], ...rows]);
}

function plans(...rows: SheetCell[][]): Buffer {
  return workbookOf([["Aktnr", "Namn", "Typ", "Erbjuden", "Upprättad", "Uppföljning"], ...rows]);
}

describe("a care cost file", () => {
  const COSTS = "SELECT file_number, ordinal, intervention, provider, price, per, line FROM care_cost WHERE known_to IS NULL ORDER BY line";

  it("names providers by code or name, in any case; a name that several have had says nothing", async () => {
    await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": costs([ONE, "U101", "HTJ", 400, "tim"], [ONE, "SOLrosen", "LED", 300, "Tim"], [ONE, "Omsorg AB", "TRY", 1, "mån"], [ONE, "Ingen", "MAT", 1, "dygn"]) });
    expect(await rowsOf(COSTS)).toEqual([`${ONE} 1 HTJ U101 400 TIM 2`, `${ONE} 1 LED U203 300 TIM 3`]);
    expect(await quarantine()).toEqual(["VARDFIL_ANAN01_2022.xlsx 4 Utförare UNKNOWN_REFERENCE", "VARDFIL_ANAN01_2022.xlsx 5 Utförare UNKNOWN_REFERENCE"]);
  });

  it.each(["Åsö Boendestöd AB", "åsö boendestöd ab", "ÅSÖ BOENDESTÖD AB", "Åsö Boendestöd AB".normalize("NFD")])("names a provider whose name has letters beyond ASCII: %s", async (name) => {
    await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": costs([ONE, name, "BST", 400, "tim"]) });
    expect(await rowsOf(COSTS)).toEqual([`${ONE} 1 BST U204 400 TIM 2`]);
  });

  it("has rows that wait for their client or provider, and load as the rows that they were", async () => {
    await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": costs([LATE, "Hemtjänsten", "HTJ", 400, "tim"], [LATE, "U999", "Hemtjänst", 500, "tim"]) });
    await city.deliver(extract("KLIENT", "HAL", "20221102", "DELTA", [clientRow(LATE, "HALFN1")]));
    expect(await rowsOf(COSTS)).toEqual([`${LATE} 1 HTJ U101 400 TIM 2`]);
    await city.deliver(extract("UTFOR", "HAL", "20221102", "DELTA", ["U999;Ny;PRIVAT;N"]));
    expect(await rowsOf(COSTS)).toEqual([`${LATE} 1 HTJ U101 400 TIM 2`, `${LATE} 2 HTJ U999 500 TIM 3`]);
    expect(await quarantine()).toEqual([]);
  });

  it("takes the place of the one before it of the same caseworker and year, and of no other", async () => {
    await city.deliver({
      "VARDFIL_ANAN01_2022.xlsx": costs([ONE, "U101", "HTJ", 400, "tim"], [TWO, "U101", "HTJ", 400, "tim"]),
      "VARDFIL_ANAN01_2021.xlsx": costs([ONE, "U101", "LED", 300, "tim"]),
      "VARDFIL_BOBO02_2022.xlsx": costs([ONE, "U101", "TRY", 200, "mån"]),
    });
    const { files } = await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": costs([ONE, "U101", "HTJ", 450, "tim"]) });
    expect(files).toMatchObject([{ status: "LOADED", rows: 1, added: 0, changed: 1, withdrawn: 1 }]);
    expect((await rowsOf(COSTS)).sort()).toEqual([`${ONE} 1 HTJ U101 450 TIM 2`, `${ONE} 1 LED U101 300 TIM 2`, `${ONE} 1 TRY U101 200 MAN 2`]);
  });

  it("keeps the last good row of a client and intervention whose new one can't be read, and lets the others go", async () => {
    await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": costs([ONE, "U101", "HTJ", 400, "tim"], [TWO, "U101", "HTJ", 400, "tim"]) });
    await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": costs([ONE, "U101", "HTJ", "12.5", "tim"]) });
    expect(await rowsOf(COSTS)).toEqual([`${ONE} 1 HTJ U101 400 TIM 2`]);
    expect(await quarantine()).toEqual(["VARDFIL_ANAN01_2022.xlsx 2 Pris BAD_NUMBER"]);
  });

  it("may have a sum row, which is checked to one krona", async () => {
    const rows = [[ONE, "U101", "HTJ", 400, "tim"], [TWO, "U101", "HTJ", 400, "tim"]];
    const sum = (january: number): SheetCell[] => ["Summa", null, null, null, null, january, ...new Array<null>(11).fill(null), 2400];
    const file = (january: number): Buffer => {
      const header = ["Aktnr", "Utförare", "Insats", "Pris", "Per", ...MONTHS, "Helårsprognos"];
      return workbookOf([header, ...rows.map((row) => [...row, 100, ...new Array<null>(11).fill(null), 1200]), sum(january)]);
    };
    expect((await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": file(202) })).files).toMatchObject([{ status: "REJECTED", reason: "row 4: the sum in column Jan differs from its parts by more than 1 kr" }]);
    expect((await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": file(201) })).files).toMatchObject([{ status: "LOADED", rows: 2, quarantined: 0 }]);
  });
});

describe("levels", () => {
  const LEVELS = "SELECT file_number, intervention, measured_on::text, level, rate FROM lss_level WHERE known_to IS NULL ORDER BY 1, 2, 3";

  function levels(...rows: string[]): string {
    return ["aktnr;insats;niva;matdatum;peng", ...rows, ""].join("\r\n");
  }

  it("add to each other, and a later file corrects an earlier one of the same measurement", async () => {
    await city.deliver({ "LSSNIVA_HAL_20220415.csv": levels(`${ONE};LBV;3;2022-03-31;1 196,5`, `${ONE};LDV;5;2022-03-31;`) });
    await city.deliver({ "LSSNIVA_HAL_20220904.csv": levels(`${ONE};LBV;4;2022-08-20;2000`, `${ONE};LDV;6;2022-03-31;900`) });
    expect(await rowsOf(LEVELS)).toEqual([`${ONE} LBV 2022-03-31 3 1196.5`, `${ONE} LBV 2022-08-20 4 2000`, `${ONE} LDV 2022-03-31 6 900`]);
  });

  it("of an older file never replace those of a newer one", async () => {
    await city.deliver({ "LSSNIVA_HAL_20220904.csv": levels(`${ONE};LDV;6;2022-03-31;900`) });
    await city.deliver({ "LSSNIVA_HAL_20220415.csv": levels(`${ONE};LDV;5;2022-03-31;800`) });
    expect(await rowsOf(LEVELS)).toEqual([`${ONE} LDV 2022-03-31 6 900`]);
  });

  it("twice of one measurement in a file are quarantined, as are those outside the scale", async () => {
    await city.deliver({ "LSSNIVA_HAL_20220415.csv": levels(`${ONE};LBV;3;2022-03-31;1`, `${ONE};LBV;4;2022-03-31;1`, `${ONE};LDV;8;2022-03-31;1`, `${ONE};LKV;0;2022-03-31;1`, `${ONE};XYZ;1;2022-03-31;1`, `${ONE};LKT;1;31/3;1`, `${ONE};LBB;1;2022-03-31;12.5`) });
    expect((await quarantine()).map((row) => row.replace("LSSNIVA_HAL_20220415.csv ", ""))).toEqual([
      "2 aktnr DUPLICATE_KEY", "3 aktnr DUPLICATE_KEY", "4 niva BAD_NUMBER", "5 niva BAD_NUMBER", "6 insats UNKNOWN_CODE", "7 matdatum BAD_DATE", "8 peng BAD_NUMBER",
    ]);
  });
});

describe("a price list", () => {
  const PRICES = "SELECT list_year, intervention, level, per, valid_from::text, ownership, price FROM price WHERE known_to IS NULL ORDER BY list_year, line";

  it("has prices with and without level and provider's kind, and takes the place of that year's list before it", async () => {
    await city.deliver({
      "PRISLISTA_2022.xlsx": prices(["HTJ", null, 412, "tim", { days: 44562, shown: "date" }, "KOMMUN"], ["LBV", 3, "1 441,5", "dygn", "2022-01-01", "privat"]),
      "PRISLISTA_2021.xlsx": prices(["HTJ", null, 399.5, "tim", "2021-01-01", "KOMMUN"]),
    });
    await city.deliver({ "PRISLISTA_2022.xlsx": prices(["HTJ", null, 412, "tim", "2022-01-01", "KOMMUN"], ["Ledsagning", null, 300, "tim", "2022-01-01", null]) });
    expect(await rowsOf(PRICES)).toEqual(["2021 HTJ 0 TIM 2021-01-01 KOMMUN 399.5", "2022 HTJ 0 TIM 2022-01-01 KOMMUN 412", "2022 LED 0 TIM 2022-01-01  300"]);
  });

  it("quarantines what can't be read", async () => {
    await city.deliver({
      "PRISLISTA_2022.xlsx": prices(["XYZ", null, 1, "tim", "2022-01-01", null], ["HTJ", 8, 1, "tim", "2022-01-01", null], ["HTJ", null, -1, "tim", "2022-01-01", null],
        ["HTJ", null, 1, "vecka", "2022-01-01", null], ["HTJ", null, 1, "tim", "2022-02-30", null], ["HTJ", null, 1, "tim", "2022-01-01", "STAT"], ["HTJ", null, null, "tim", "2022-01-01", null], [null, null, 1, "tim", "2022-01-01", null]),
    });
    expect((await quarantine()).map((row) => row.replace("PRISLISTA_2022.xlsx ", ""))).toEqual([
      "2 Insats UNKNOWN_CODE", "3 Nivå BAD_NUMBER", "4 Pris BAD_NUMBER", "5 Per UNKNOWN_CODE", "6 Gäller från BAD_DATE", "7 Regi UNKNOWN_CODE", "8 Pris MISSING_VALUE", "9 Insats MISSING_KEY",
    ]);
  });
});

describe("a list of individual plans", () => {
  const PLANS = "SELECT unit_code, file_number, kind, ordinal, offered_on::text, drawn_up_on::text, follow_up_on::text FROM individual_plan WHERE known_to IS NULL ORDER BY unit_code, line";

  it("has dates as cells or text, several plans of a client, and takes the place of the unit's list before it", async () => {
    await city.deliver({ "IPLAN_HALFN1.xlsx": plans([ONE, "Test", "IP", "2022-01-04", null, null], [TWO, "Test", "SIP", null, null, null]), "IPLAN_HALAO1.xlsx": plans([TWO, null, "sip", null, null, null]) });
    await city.deliver({ "IPLAN_HALFN1.xlsx": plans([ONE, "Test", "IP", { days: 44565, shown: "date" }, "2022-01-14", "2022-11-30"], [ONE, "Test", "IP", null, "2022-02-01", null]) });
    expect(await rowsOf(PLANS)).toEqual([`HALAO1 ${TWO} SIP 1   `, `HALFN1 ${ONE} IP 1 2022-01-04 2022-01-14 2022-11-30`, `HALFN1 ${ONE} IP 2  2022-02-01 `]);
  });

  it("of which a browser kept a second copy is not the list of another unit", async () => {
    const { files } = await city.deliver({ "IPLAN_HALFN1 (1).xlsx": plans([ONE, "Test", "IP", "2022-01-04", null, null]) });
    expect(files.map(({ status }) => status)).toEqual(["IGNORED"]);
  });

  it("keeps no name", async () => {
    await city.deliver({ "IPLAN_HALFN1.xlsx": plans([ONE, "Kerstin Kanariefågel", "IP", null, null, null], [ONE, "Kerstin Kanariefågel", "XX", null, null, null]) });
    expect(await rowsOf("SELECT individual_plan::text FROM individual_plan WHERE individual_plan::text LIKE '%Kanarie%'")).toEqual([]);
    expect(await quarantine()).toEqual(["IPLAN_HALFN1.xlsx 3 Typ UNKNOWN_CODE"]);
  });
});

describe("a ledger", () => {
  const LINES = "SELECT ledger, year, unit_code, account, month, kind, amount FROM ledger_line WHERE known_to IS NULL ORDER BY ledger, year, month";

  function ledger(year: string, ...amounts: string[]): string {
    return ["#FLAGGA 0", `#RAR 0 ${year}0101 ${year}1231`, ...amounts.map((amount, at) => `#PSALDO 0 ${year}0${at + 1} 4110 {1 HALAO1} ${amount}`), ""].join("\r\n");
  }

  it("takes the place of the one before it of the same name and year", async () => {
    await city.deliver({ "Ekonomi.se": ledger("2021", "1"), "ANNAN.se": ledger("2022", "9") });
    await city.deliver({ "EKONOMI.SE": ledger("2022", "2", "3") });
    const { files } = await city.deliver({ "ekonomi.se": ledger("2022", "4") });
    expect(files).toMatchObject([{ type: "SIE", status: "LOADED", rows: 0, changed: 1, withdrawn: 1 }]);
    expect(await rowsOf(LINES)).toEqual([
      "ANNAN 2022 HALAO1 4110 2022-01 OUTCOME 9", "EKONOMI 2021 HALAO1 4110 2021-01 OUTCOME 1", "EKONOMI 2022 HALAO1 4110 2022-01 OUTCOME 4",
    ]);
  });

  it("of another program loads, whatever units it has", async () => {
    const { files } = await city.load([sample("sie-public")]);
    expect(files.filter(({ type }) => type === "SIE").map(({ name, status, rows, quarantined }) => `${name} ${status} ${rows} ${quarantined}`)).toEqual([
      "BL0001_typ3.SE LOADED 0 0", "BL0001_typ4.SE LOADED 405 0", "BL0001_typ4I.SI LOADED 10 0",
    ]);
    // One program wrote both: the balances of the one are what the vouchers of the other add up to. Another cost centre is in the vouchers alone.
    const outcome = (ledgerName: string): Promise<string[]> =>
      rowsOf("SELECT unit_code, account, month, amount FROM ledger_line WHERE ledger = $1 AND unit_code = '1' ORDER BY 1, 2, 3", [ledgerName]);
    expect(await outcome("BL0001_TYP4")).toEqual(await outcome("BL0001_TYP3"));
    expect(await outcome("BL0001_TYP3")).toHaveLength(16);
  });
});

describe("what arrives touches the cases whose findings it can change", () => {
  /** The cases that a change of all facts of the table touches. */
  function touchedByChanges(source: SourceType): Promise<string[]> {
    const { table } = source.targets[0]!;
    return rowsOf(`WITH changed AS (SELECT id, known_from AS since FROM ${table} WHERE known_to IS NULL) SELECT DISTINCT t.file_number FROM (${source.touches}) t ORDER BY 1`);
  }

  function touchedByArrival(source: SourceType, owner: string, day: string): Promise<string[]> {
    return rowsOf(`SELECT t.file_number, t.since::text FROM (${source.touchedByArrival}) t ORDER BY 1`, [owner, day]);
  }

  it("a price list and a provider: those with care costs of the intervention or by the provider", async () => {
    await city.deliver({ "VARDFIL_ANAN01_2022.xlsx": costs([ONE, "Solrosen", "HTJ", 400, "tim"], [TWO, "U999", "LED", 300, "tim"]), "PRISLISTA_2022.xlsx": prices(["HTJ", null, 412, "tim", "2022-01-01", null]) });
    expect(await touchedByChanges(prislista)).toEqual([ONE]);
    expect(await touchedByChanges(utfor)).toEqual([ONE]);
  });

  it("a district's first levels: all its clients; further ones those with a row alone", async () => {
    expect(await touchedByArrival(lssniva, "HAL", "2022-09-04")).toEqual([`${ONE} 2022-09-04`, `${TWO} 2022-09-04`]);
    expect(await touchedByArrival(lssniva, "SKH", "2022-09-04")).toEqual([]);
    await city.deliver({ "LSSNIVA_HAL_20220904.csv": `aktnr;insats;niva;matdatum;peng\r\n${ONE};LBV;3;2022-08-20;1\r\n` });
    expect(await touchedByChanges(lssniva)).toEqual([ONE]);
    expect(await touchedByArrival(lssniva, "HAL", "2022-11-30")).toEqual([]);
    // One that is known earlier than the first begins earlier.
    expect(await touchedByArrival(lssniva, "HAL", "2022-04-15")).toEqual([`${ONE} 2022-04-15`, `${TWO} 2022-04-15`]);
  });

  it("a unit's first list of individual plans: its clients, also where it took over from the unit in the name", async () => {
    expect(await touchedByArrival(iplan, "HALFN1", "2022-11-30")).toEqual([`${ONE} 2022-11-30`]);
    expect(await touchedByArrival(iplan, "HALFN0", "2022-11-30")).toEqual([`${ONE} 2022-11-30`]);
    await city.deliver({ "IPLAN_HALFN1.xlsx": plans([TWO, "Test", "SIP", null, null, null]) });
    expect(await touchedByChanges(iplan)).toEqual([TWO]);
    expect(await touchedByArrival(iplan, "HALFN1", "2022-11-30")).toEqual([]);
  });
});
