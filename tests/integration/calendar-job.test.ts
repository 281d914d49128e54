import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asOnlyLoader } from "../../gateway/database/session.js";
import { CalendarJob } from "../../gateway/feed/calendar-job.js";
import { createLog } from "../../gateway/log.js";
import { extract } from "./extract.js";
import { FeedTown, unitRows } from "./feed-town.js";
import { createDataSource } from "../../gateway/database/data-source.js";

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
  await CalendarJob.start({ dataSource, log, today: () => day }).stop();
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
