import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishFindings } from "../../gateway/findings/publish.js";
import { asOnlyLoader } from "../../gateway/database/session.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { workbookOf } from "../unit/sources/workbook.js";
import { type City, findingsOn, openCity, sample } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { TODAY } from "./world.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"];
const HOUSING = { lagrum: "LSS 9:9", insats: "LBV", from: "20200101", bevakning: "" };

/** A night of a small city, with a finding that hangs on each of its files. */
const NIGHT: Readonly<Record<string, string | Buffer>> = {
  ...extract("ENHET", "HAL", "20221130", "FULL", ["HALFN1;Funktion;HAL;FN;20070101;;"]),
  ...extract("HANDL", "HAL", "20221130", "FULL", ["ANAN01;20100101;;Anna Test;HALFN1;BIST"]),
  ...extract("UTFOR", "HAL", "20221130", "FULL", ["U101;Kommunens hemtjänst;KOMMUN;J", "U203;Privat omsorg;PRIVAT;N"]),
  ...extract("KLIENT", "HAL", "20221130", "FULL", [clientRow("100001-1", "HALFN1"), clientRow("100002-2", "HALFN1")]),
  ...extract("BESLUT", "HAL", "20221130", "FULL", [
    decisionRow("220", "100001-1", { omfattning: "120", from: "20211101", beslutsdatum: "20220102" }), decisionRow("221", "100002-2", HOUSING),
  ]),
  ...extract("BESTALL", "HAL", "20221130", "FULL", ["710;220;U101;20220901;20220901;;120", "711;220;U203;20221001;20221001;;10"]),
  ...extract("PLAN", "HAL", "20221130", "FULL", ["710;1;20220910;N"]),
  ...extract("UPPF", "HAL", "20221130", "FULL", ["900;220;20211201;ORD;ANAN01"]),
  "GPLAN_U203_20221129.csv": "bestnr;upprattad;mottagen;deltagit;mal;signatur\n711;2022-10-20;2022-10-25;nej;2;KB\n",
  "AVVIK_U101_202210.xlsx": workbookOf([
    ["Avvikelsekundlista"], ["Aktnr", "Kund", "Best.nr", "Beställd tid", "Utförd tid", "Orsak"],
    ["100001-1", "Test Testsson", "710", 120, 80, "Sjukhus"], ["Summa", null, null, 120, 80, null],
  ]),
  "AVVIK_U203_202210.xlsx": workbookOf([
    ["Avvikelsekundlista"], ["Aktnr", "Kund", "Best.nr", "Beställd tid", "Utförd tid", "Orsak"],
    ["100001-1", "Test Testsson", "711", 10, 0, ""], ["Summa", null, null, 10, 0, null],
  ]),
  "JOUR_HAL_202210.csv": ["datum;tid;aktnr;personnr;jour;handelse;atgard", ...[1, 2, 3, 4, 5].map((at) => `2022-10-0${at};03:00;100001-1;;TRYGGHET;LARM;`)].join("\r\n"),
  "LSSNIVA_HAL_20221129.csv": "aktnr;insats;niva;matdatum;peng\n100002-2;LBV;4;2022-03-31;900\n",
  "PRISLISTA_2022.xlsx": workbookOf([["Insats", "Nivå", "Pris", "Per", "Gäller från", "Regi"], ["LBV", 4, 1622, "dygn", "2022-01-01", "KOMMUN"]]),
  "VARDFIL_ANAN01_2022.xlsx": workbookOf([
    ["Aktnr", "Utförare", "Insats", "Pris", "Per", ...MONTHS, "Helårsprognos"],
    ["100002-2", "U101", "LBV", 1700, "dygn", ...MONTHS.map((_, at) => (at < 10 ? 51000 : null)), 612000],
  ]),
  "IPLAN_HALFN1.xlsx": workbookOf([
    ["Aktnr", "Namn", "Typ", "Erbjuden", "Upprättad", "Uppföljning"], ["100002-2", "Test Testsson", "IP", "2021-10-01", "2021-10-10", "2022-10-10"],
  ]),
};

async function told(city: City): Promise<string[]> {
  const findings = await findingsOn(city.dataSource, "2022-11-30");
  return findings.map(({ rule, fileNumber, decision, order, about, dueOn, severity }) => [rule, fileNumber, decision, order, about, dueOn, severity].join(" "));
}

async function ownCity<Result>(work: (city: City) => Promise<Result>): Promise<Result> {
  const city = await openCity();
  try {
    return await work(city);
  } finally {
    await city.close();
  }
}

describe("the order of a night's files", () => {
  let atOnce: string[];

  beforeAll(async () => {
    atOnce = await ownCity(async (city) => {
      await city.deliver(NIGHT);
      return told(city);
    });
  });

  it("is put right when they come at once", () => {
    expect([...new Set(atOnce.map((line) => line.split(" ")[0]))]).toEqual([
      "alarm.repeated", "delegation.home-care-hours", "delivery.deviation", "delivery.not-started", "plan.individual", "plan.individual-followup", "level.measured", "plan.insufficient", "price.mismatch",
      "review.annual", "review.housing", "review.watch-date",
    ]);
  });

  it("never matters when they come one by one", { timeout: 240_000 }, async () => {
    const orders = fc.shuffledSubarray(Object.entries(NIGHT), { minLength: Object.keys(NIGHT).length });
    await fc.assert(fc.asyncProperty(orders, (files) => ownCity(async (city) => {
      for (const [name, content] of files) await city.deliver({ [name]: content });
      expect(await told(city)).toEqual(atOnce);
      expect(await city.dataSource.query("SELECT * FROM rejected_row")).toEqual([]);
    })), { numRuns: 5 });
  });
});

describe("one case by itself", () => {
  let city: City;

  beforeAll(async () => {
    city = await openCity();
    await city.load([sample("hal-2022-11")]);
  });
  afterAll(() => city.close());

  it("gets the findings that it got within the city", async () => {
    const rows = (): Promise<{ file_number: string; word: string }[]> =>
      city.dataSource.query("SELECT file_number, (to_jsonb(f) - 'id')::text AS word FROM finding f ORDER BY 1, 2");
    const within = await rows();
    const cases = [...new Set(within.map(({ file_number: fileNumber }) => fileNumber))].filter((_, at) => at % 20 === 0);
    for (const fileNumber of cases) {
      await city.dataSource.query("DELETE FROM finding WHERE file_number = $1", [fileNumber]);
      await city.dataSource.query("INSERT INTO touched_case (file_number, since) VALUES ($1, '0001-01-01')", [fileNumber]);
      await asOnlyLoader(city.dataSource, () => undefined, (session) => publishFindings(session, loadCatalogue(), createLog({ logLevel: "silent" }), TODAY));
    }
    expect(await rows()).toEqual(within);
    expect(cases.length).toBeGreaterThan(5);
  });
});
