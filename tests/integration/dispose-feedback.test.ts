import type { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { City } from "./city.js";
import { DisposalCity, STAYS, TODAY } from "./disposal-city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { feedback } from "./reports.js";

let here: DisposalCity;
let city: City;
let owner: DataSource;

beforeEach(async () => {
  here = await DisposalCity.open();
  ({ city, owner } = here);
  await city.deliver({
    ...extract("ENHET", "HAL", "20221128", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("KLIENT", "HAL", "20221128", "FULL", [clientRow(STAYS, "HALAO1")]),
    ...extract("BESLUT", "HAL", "20221128", "FULL", [decisionRow("221", STAYS)]),
  });
});

afterEach(() => here.close());

describe("feedback that names no client", () => {
  const told = (table: "feedback" | "feedback_text") => owner.query(`SELECT id_in_source, file_number, known_to::text FROM ${table} ORDER BY id`);
  /** A complaint of a day, in its file of the next month. */
  const complain = (datum: string, file: string, more: Record<string, string> = {}) =>
    city.deliver(feedback("HAL", file, [{ id: "S1", datum, text: "Grannen skriker om natten", ...more }]));

  test("loses its words in all versions five years after its day, and a record remains", async () => {
    await complain("2017-11-30", "20171201");
    await complain("2017-11-30", "20171202", { text: "Rättad" });
    expect(await here.disposeOfAll()).toMatchObject({ unnamedFeedback: 1 });
    expect(await told("feedback_text")).toEqual([]);
    expect(await owner.query("SELECT rule, persons, versions FROM disposal")).toEqual([{ rule: "FEEDBACK", persons: 0, versions: 2 }]);
  });

  test("is told as withdrawn by the change feed, and gone when it has been that for WITHDRAWN_DAYS", async () => {
    await complain("2017-11-30", "20171201");
    await here.disposeOfAll();
    expect(await owner.query("SELECT f.known_to::text, c.kind FROM feedback f JOIN fact_commit c ON c.id = f.closed_in")).toEqual([{ known_to: TODAY, kind: "DISPOSAL" }]);
    await owner.query("UPDATE feedback SET known_to = '2022-09-02'");
    await here.disposeOfAll();
    expect(await here.count("feedback")).toBe(1);
    await owner.query("UPDATE feedback SET known_to = '2022-09-01'");
    await here.disposeOfAll();
    expect(await here.count("feedback")).toBe(0);
  });

  test("stays until the day before", async () => {
    await complain("2017-12-01", "20171201");
    expect(await here.disposeOfAll()).toMatchObject({ unnamedFeedback: 0 });
    expect(await told("feedback_text")).toEqual([{ id_in_source: "S1", file_number: null, known_to: null }]);
  });

  test("of a day that lies ahead of its file counts from the file's", async () => {
    await complain("2107-11-30", "20171130");
    expect(await here.disposeOfAll()).toMatchObject({ unnamedFeedback: 1 });
  });

  test("and was given one later stays with that client; the version without goes", async () => {
    await complain("2017-11-30", "20171201");
    await complain("2017-11-30", "20171202", { aktnr: STAYS });
    await here.disposeOfAll();
    const ofClient = [{ id_in_source: "S1", file_number: STAYS, known_to: null }];
    expect([await told("feedback"), await told("feedback_text")]).toEqual([ofClient, ofClient]);
  });
});
