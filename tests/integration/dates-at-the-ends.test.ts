import { afterAll, beforeAll, expect, it } from "vitest";
import { workbookOf } from "../unit/sources/workbook.js";
import { type City, findingsOn, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";

/** Programs that have no date write the calendar's first or last, and one such cell must not cost the city its findings. */
let city: City;

beforeAll(async () => {
  city = await openCity();
  await city.deliver({
    ...extract("ENHET", "HAL", "20221130", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("HANDL", "HAL", "20221130", "FULL", ["ANAN01;20100101;;Anna Test;HALAO1;CHEF"]),
    ...extract("KLIENT", "HAL", "20221130", "FULL", [clientRow("100001-1", "HALAO1"), clientRow("100002-2", "HALAO1"), clientRow("100003-3", "HALAO1")]),
  });
});
afterAll(() => city.close());

const told = async (): Promise<string[]> =>
  (await findingsOn(city.dataSource, "2022-11-30")).map(({ rule, fileNumber, dueOn, severity }) => [rule, fileNumber, dueOn, severity].join(" "));

it("decisions watched and begun on them are found late, or not yet, like any others", async () => {
  await city.deliver(extract("BESLUT", "HAL", "20221130", "FULL", [
    decisionRow("1", "100001-1", { from: "00010101", bevakning: "00010101" }),
    decisionRow("2", "100002-2", { beslutsdatum: "99991230", from: "99991230", bevakning: "99991230" }),
  ]));
  expect(await told()).toEqual(["review.watch-date 100001-1 0001-01-01 CRITICAL"]);
});

it("and so are individual plans whose follow-up has them", async () => {
  await city.deliver({ "IPLAN_HALAO1.xlsx": workbookOf([
    ["Aktnr", "Namn", "Typ", "Erbjuden", "Upprättad", "Uppföljning"],
    ["100002-2", "", "SIP", "2022-01-01", "2022-01-01", "0001-01-01"],
    ["100003-3", "", "SIP", "2022-01-01", "2022-01-01", "9999-12-31"],
  ]) });
  expect(await told()).toContain("plan.individual-followup 100002-2 0001-01-01 CRITICAL");
});
