import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type City, findingsOn, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";

const RESERVE = "100001-1";
const DEAD = "100002-2";

describe("what a client's row says counts by its own dates, without a load on the day", () => {
  let city: City;
  const rulesOn = async (fileNumber: string, day: string): Promise<string[]> =>
    (await findingsOn(city.dataSource, day)).filter((found) => found.fileNumber === fileNumber).map(({ rule, severity }) => `${rule} ${severity}`);

  beforeAll(async () => {
    city = await openCity();
    await city.deliver({
      ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
      ...extract("HANDL", "HAL", "20221129", "FULL", ["ANAN01;20100101;;Anna Test;HALAO1;CHEF"]),
      ...extract("KLIENT", "HAL", "20221129", "FULL", [
        clientRow(RESERVE, "HALAO1", { personnr: "20221201TF01" }), clientRow(DEAD, "HALAO1", { personnr: "", avliden: "20221201" }),
      ]),
      ...extract("BESLUT", "HAL", "20221129", "FULL", [
        decisionRow("220", RESERVE, { beslutsdatum: "20220901", from: "20220901" }),
        decisionRow("221", DEAD, { beslutsdatum: "20220901", from: "20220901", verkstalld: "" }),
      ]),
    });
  });
  afterAll(() => city.close());

  it.each([["2022-11-30", ["integrity.identity WARNING"]], ["2022-12-01", []]])("a reserve number of 1 December gives on %s %j", async (day, rules) => {
    expect(await rulesOn(RESERVE, day)).toEqual(rules);
  });

  it.each([
    ["2022-11-30", ["execution.late WARNING", "integrity.identity WARNING"]], ["2022-12-01", ["integrity.deceased WARNING"]],
    ["2022-12-07", ["integrity.deceased WARNING"]], ["2022-12-08", ["integrity.deceased CRITICAL"]],
  ])("a death on 1 December leaves on %s %j", async (day, rules) => {
    expect(await rulesOn(DEAD, day)).toEqual(rules);
  });
});
