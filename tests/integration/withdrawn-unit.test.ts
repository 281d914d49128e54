import { afterAll, beforeAll, expect, it } from "vitest";
import { viewerUnits } from "../../gateway/access/viewer-units.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { overlay } from "../../gateway/findings/overlay.js";
import { type City, findingsOn, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { RING } from "./world.js";

/** A unit of social psychiatry that is gone from the night's ENHET while its client is filed under it still. */
const HEAD: Viewer = { subject: "CHEF01", roles: ["MANAGER"], units: ["HALSP2"] };
const CONTROLLER: Viewer = { subject: "CONT01", roles: ["CONTROLLER"], units: null };
const UNIT = "HALSP1;Psykiatri;HAL;SP;20070101;;";

let city: City;

/** What the rules of a unit's area say of its client. */
async function reviewsOn(on: string): Promise<string[]> {
  const reviews = (await findingsOn(city.dataSource, on)).filter(({ kind }) => kind === "REVIEW_DUE");
  return reviews.map(({ rule, fileNumber, unit }) => `${rule} ${fileNumber} ${unit}`);
}

beforeAll(async () => {
  city = await openCity();
  await city.deliver({
    ...extract("ENHET", "HAL", "20221129", "FULL", [UNIT, "HALSP2;Psykiatri söder;HAL;SP;20070101;;"]),
    ...extract("HANDL", "HAL", "20221129", "FULL", ["ANAN01;20100101;;Anna Test;HALSP1;CHEF"]),
    ...extract("UTFOR", "HAL", "20221129", "FULL", ["U101;Hemmet;KOMMUN;J"]),
    ...extract("KLIENT", "HAL", "20221129", "FULL", [clientRow("100001-1", "HALSP1"), clientRow("100002-2", "HALSP2")]),
    ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("1", "100001-1"), decisionRow("2", "100002-2")]),
    ...extract("BESTALL", "HAL", "20221129", "FULL", []),
  });
  await city.deliver(extract("ENHET", "HAL", "20221130", "FULL", [UNIT]));
});
afterAll(() => city.close());

it.each(["2022-11-29", "2022-11-30"])("the rules of its area still speak of its client on %s", async (on) => {
  expect(await reviewsOn(on)).toEqual(["review.dur 100001-1 HALSP1", "review.dur 100002-2 HALSP2"]);
});

it("the client is OVERDUE still, to the head of the unit", async () => {
  const [answer] = await overlay(city.dataSource, HEAD, { on: "2022-11-30", today: "2022-11-30" }, [{ fileNumber: "100002-2" }], RING);
  expect(answer).toMatchObject({ status: "OVERDUE", incompleteBecause: [] });
});

it("the unit is one of the city's still", async () => {
  expect((await viewerUnits(city.dataSource, CONTROLLER, "2022-11-30")).units).toEqual(["HALSP1", "HALSP2"]);
});

it("one that its first date's second delivery withdrew answers for its client as well", async () => {
  await city.deliver({
    ...extract("ENHET", "HAL", "20221201", "FULL", [UNIT, "HALSP3;Psykiatri norr;HAL;SP;20221201;;"]),
    ...extract("KLIENT", "HAL", "20221201", "DELTA", [clientRow("100002-2", "HALSP3")]),
  }, { today: "2022-12-01" });
  await city.deliver(extract("ENHET", "HAL", "20221201", "FULL", [UNIT]), { today: "2022-12-01" });
  expect(await reviewsOn("2022-12-01")).toEqual(["review.dur 100001-1 HALSP1", "review.dur 100002-2 HALSP3"]);
});
