import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { asOnlyLoader } from "../../gateway/database/session.js";
import { CalendarJob } from "../../gateway/feed/calendar-job.js";
import { createLog } from "../../gateway/log.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { FeedTown, unitRows } from "./feed-town.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { findingsOn, openCity } from "./city.js";
import { ownLoader } from "./own-loader.js";
import { RING } from "./world.js";

const catalogue = loadCatalogue();
let town: FeedTown;
let logged: string[];

/** A1's last day is the tenth. */
beforeAll(async () => {
  town = await FeedTown.open();
  await town.city.deliver(extract("ENHET", "HAL", "20221102", "FULL", unitRows("20221110")), { today: "2022-11-02" });
});

afterAll(() => town.close());

beforeEach(() => {
  logged = [];
});

/** Lets the job look once. */
async function lookOn(day: string, dataSource = town.city.dataSource): Promise<void> {
  const log = createLog({ logLevel: "info" }, { write: (line) => logged.push(line) });
  const context = { dataSource, catalogue, ring: RING, log, today: day };
  await CalendarJob.start({ dataSource, catalogue, loader: ownLoader(context), log, today: () => day }).stop();
}

async function answering(): Promise<string> {
  const rows = await town.city.dataSource.query<{ unit: string }[]>("SELECT answering_unit AS unit FROM feed_unit WHERE unit_code = 'A1' AND closed_in IS NULL");
  return rows[0]!.unit;
}

test("on a unit's last day it answers for itself still", async () => {
  await lookOn("2022-11-10");
  expect(await answering()).toBe("A1");
});

test("while a loader is at work it is left to that", async () => {
  await asOnlyLoader(town.city.dataSource, () => undefined, () => lookOn("2022-11-11"));
  expect(await answering()).toBe("A1");
});

test("on the day after its successor does", async () => {
  await lookOn("2022-11-11");
  expect(await answering()).toBe("A2");
});

test("what fails is told, and tried again", async () => {
  const away = await createDataSource(town.city.url).initialize();
  await away.destroy();
  await lookOn("2022-11-12", away);
  expect(logged.filter((line) => line.includes("could not be brought to the new day"))).toHaveLength(1);
});

describe("a level that is never measured", () => {
  let lssTown: FeedTown;
  const missing = async (on: string): Promise<number> =>
    (await findingsOn(lssTown.city.dataSource, on)).filter(({ kind }) => kind === "LEVEL_MISSING").length;

  beforeAll(async () => {
    lssTown = new FeedTown(await openCity());
    await lssTown.city.deliver({
      ...extract("ENHET", "HAL", "20221129", "FULL", ["F1;Funktion;HAL;FN;20070101;;"]),
      ...extract("KLIENT", "HAL", "20221129", "FULL", [clientRow("100001-1", "F1"), clientRow("100002-2", "F1")]),
      ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("1", "100001-1", { lagrum: "LSS 9:9", insats: "LBV" })]),
      "LSSNIVA_HAL_20220904.csv": "aktnr;insats;niva;matdatum;peng\n100002-2;LBV;3;2022-08-20;1000\n",
    });
  });
  afterAll(() => lssTown.close());

  it.each(["2022-11-30", "2024-12-31"])("is found on %s from the night's load on", async (on) => {
    expect(await missing(on)).toBe(1);
  });

  it.each([["2024-06-01", "2026-12-31"], ["2026-11-25", "2028-12-31"]])("and, when the job has run on %s, on that day and until %s, without a load", async (today, until) => {
    await lookOn(today, lssTown.city.dataSource);
    expect([await missing(today), await missing(until)]).toEqual([1, 1]);
  });

  it("and is, after a load of old files, found today still", async () => {
    await lssTown.city.deliver(extract("UTFOR", "HAL", "20221130", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]), { today: "2026-11-25" });
    expect(await missing("2026-11-25")).toBe(1);
  });
});
