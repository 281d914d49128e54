import type { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { registerExtract } from "../../gateway/data-protection/register-extract.js";
import { withSession } from "../../gateway/database/session.js";
import type { City } from "./city.js";
import { DisposalCity, GONE, STAYS } from "./disposal-city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { deliveryReport, onCallList } from "./reports.js";
import { answersOf, RING, World } from "./world.js";

/* What is of two persons, or comes to be while one of them goes. */

let here: DisposalCity;
let city: City;
let owner: DataSource;

beforeEach(async () => {
  here = await DisposalCity.open();
  ({ city, owner } = here);
  await here.load();
  await here.read("KAAN01", [GONE, STAYS]);
  await here.read("KAAN02", [GONE]);
});

afterEach(() => here.close());

describe("what a gateway writes of the person", () => {
  /** A read, and an answer, of somebody who is being disposed of or has been. */
  async function write(): Promise<void> {
    await answersOf(new World(city.dataSource), GONE, "770009");
    await here.read("KAAN05", [GONE, STAYS]);
  }
  const isTold = async (): Promise<boolean> => JSON.stringify(await here.everything()).includes(GONE);
  const ofReads = () => owner.query("SELECT file_numbers FROM access_log WHERE subject = 'KAAN05'");

  test("between their going and the commit goes, too", async () => {
    await withSession(owner, async (other) => {
      await other.query("BEGIN; LOCK TABLE disposal IN SHARE MODE");
      const disposing = here.disposeOfAll();
      await vi.waitUntil(async () => (await here.count("pg_locks WHERE relation = 'disposal'::regclass AND NOT granted")) > 0);
      await write();
      await other.query("COMMIT");
      expect(await disposing).toMatchObject({ disposed: { LAST_NOTE: 1 } });
    });
    expect([await isTold(), await ofReads()]).toEqual([false, [{ file_numbers: [STAYS] }]]);
    expect(await owner.query("SELECT log_entries FROM disposal")).toEqual([{ log_entries: 3 }]);
  });

  test("after the run goes with the next one", async () => {
    await here.disposeOfAll();
    await write();
    expect(await here.disposeOfAll()).toMatchObject({ disposed: { LAST_NOTE: 0 } });
    expect([await isTold(), await ofReads()]).toEqual([false, [{ file_numbers: [STAYS] }]]);
    expect(await owner.query("SELECT log_entries FROM disposal")).toEqual([{ log_entries: 3 }]);
  });

  test("after the run goes with the next one, of a person too whom nobody who takes copies was ever told of", async () => {
    await owner.query("UPDATE client SET protection = 1 WHERE file_number = $1", [GONE]);
    await here.disposeOfAll();
    await write();
    await here.disposeOfAll();
    expect([await isTold(), await ofReads()]).toEqual([false, [{ file_numbers: [STAYS] }]]);
  });

  test("after the run stays when the case system has delivered the person again", async () => {
    await here.disposeOfAll();
    await city.deliver(extract("KLIENT", "HAL", "20221201", "DELTA", [clientRow(GONE, "HALAO1", { personnr: "" })]));
    await here.read("KAAN05", [GONE, STAYS]);
    await here.disposeOfAll(new Map([[GONE, "appeal"]]));
    expect(await ofReads()).toEqual([{ file_numbers: [GONE, STAYS] }]);
  });

  test("takes no other file number out of the access log that leads to nobody", async () => {
    await here.read("KAAN05", ["100003-3"]);
    await here.disposeOfAll();
    await here.disposeOfAll();
    expect(await ofReads()).toEqual([{ file_numbers: ["100003-3"] }]);
  });
});

describe("a row in quarantine that names another client", () => {
  test.each(["194002030018", "19400203 0018", "400203-0018"])("goes with the person whose number it has, written %s", async (number) => {
    await city.deliver(onCallList("HAL", "202210", [`2022-10-02;00:16;${STAYS};${number};TRYGGHET;LARM;Bortgangen hade ramlat`]));
    expect(await owner.query("SELECT reason, names_client FROM rejected_row WHERE type = 'JOUR'")).toEqual([{ reason: "UNKNOWN_REFERENCE", names_client: STAYS }]);
    await here.disposeOfAll();
    expect(await here.count("rejected_row WHERE type = 'JOUR'")).toBe(0);
  });

  test("stays with that client when it has nobody's number who goes", async () => {
    await city.deliver(onCallList("HAL", "202210", [`2022-10-02;00:16;${STAYS};194002030034;TRYGGHET;LARM;`]));
    await here.disposeOfAll();
    expect(await here.count("rejected_row WHERE type = 'JOUR'")).toBe(1);
  });
});

test("a held file goes that has the person's number beside another client", async () => {
  await owner.query("DELETE FROM held_chunk");
  await city.deliver({ ...extract("KLIENT", "HAL", "20221201", "FULL", [clientRow(STAYS, "HALAO1", { personnr: "194002030018" })]) });
  expect(await here.count("held_chunk")).toBe(1);
  await here.disposeOfAll();
  expect(await here.count("held_chunk")).toBe(0);
});

describe("a decision that was moved to another client", () => {
  test("stays with its orders when the client whom it was moved from goes", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221202", "DELTA", [decisionRow("770001", STAYS)]));
    await here.disposeOfAll();
    expect(await owner.query("SELECT file_number FROM decision WHERE number = '770001'")).toEqual([{ file_number: STAYS }]);
    expect(await here.count("care_order WHERE number = '770002'")).toBe(1);
    expect(await here.count("follow_up WHERE decision_number = '770001'")).toBe(1);
  });
});

describe("an order that was moved to another client's decision", () => {
  const orders = () => owner.query("SELECT decision_number FROM care_order WHERE number = '770002' ORDER BY id");

  beforeEach(async () => {
    await city.deliver(deliveryReport("U101", "202211", [[GONE, "770002", 20, 18, "Semester"]]));
    await owner.query("UPDATE delivery SET month = '2014-12'");
    await city.deliver(extract("BESTALL", "HAL", "20221202", "DELTA", ["770002;221;U101;20140103;20140105;;20"]));
    expect(await orders()).toEqual([{ decision_number: "770001" }, { decision_number: "221" }]);
  });

  test("leaves nothing of the client whom it was moved from when that one goes", async () => {
    expect(await here.disposeOfAll()).toMatchObject({ disposed: { LAST_NOTE: 1 } });
    expect(await orders()).toEqual([{ decision_number: "221" }]);
    expect([await here.count("decision WHERE number = '770001'"), await here.count("delivery"), await here.count("delivery_reason")]).toEqual([0, 0, 0]);
  });

  test("keeps its plans, which are the other's now", async () => {
    await here.disposeOfAll();
    expect([await here.count("plan WHERE order_number = '770002'"), await here.count("plan_receipt WHERE order_number = '770002'")]).toEqual([1, 1]);
  });

  test("goes with its plans when the client goes whom it was moved to, and stays in what is held of the first", async () => {
    await owner.query("UPDATE client SET known_to = '2022-07-01' WHERE file_number = $1", [STAYS]);
    await here.disposeOfAll(new Map([[GONE, "appeal"]]));
    expect(await orders()).toEqual([{ decision_number: "770001" }]);
    expect([await here.count("plan WHERE order_number = '770002'"), await here.count("plan_receipt WHERE order_number = '770002'"), await here.count("delivery")]).toEqual([0, 0, 1]);
  });

  test("is told to each of the two by its versions", async () => {
    const told = async (fileNumber: string): Promise<unknown[]> => {
      const { facts } = (await registerExtract(city.dataSource, RING, fileNumber))!;
      return [facts["care_order"]!.map(({ fact }) => [fact["number"], fact["decision_number"]]), facts["plan"]!.map(({ fact }) => fact["order_number"])];
    };
    expect(await told(GONE)).toEqual([[["770002", "770001"]], []]);
    expect(await told(STAYS)).toEqual([[["441", "221"], ["770002", "221"]], ["770002", "441"]]);
  });
});
