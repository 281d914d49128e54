import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishAfterNewCatalogue, publishFindings, touchAllCases } from "../../gateway/findings/publish.js";
import { asOnlyLoader } from "../../gateway/database/session.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { type City, findingsOn, openCity, sample } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { onCallList } from "./reports.js";
import { TODAY } from "./world.js";

/** Every stretch of every finding with its dates and evidence; stretches that only a night cut apart are joined. */
async function stretches(city: City): Promise<string[]> {
  const rows: { word: string; day_from: string; day_to: string }[] = await city.dataSource.query(
    `SELECT (to_jsonb(f) - 'id' - 'day_from' - 'day_to')::text AS word, day_from::text, day_to::text FROM finding f ORDER BY 1, 2`,
  );
  const joined: { word: string; from: string; to: string }[] = [];
  for (const { word, day_from: from, day_to: to } of rows) {
    const last = joined.at(-1);
    if (last && last.word === word && last.to === from) last.to = to;
    else joined.push({ word, from, to });
  }
  return joined.map(({ word, from, to }) => `${from} ${to} ${word}`);
}

async function deriveEverythingAnew(city: City): Promise<void> {
  const log = createLog({ logLevel: "silent" });
  await asOnlyLoader(city.dataSource, () => undefined, async (session) => {
    await touchAllCases(session);
    await publishFindings(session, loadCatalogue(), log, TODAY);
  });
}

let city: City;

beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

describe("what loads derive for the cases they touch equals deriving everything anew", () => {
  it.each(["hal-2022-11/night1", "hal-2022-11/providers", "hal-2022-11/economy", "hal-2022-11/night2", "skh-2012-06"])("after %s", async (folder) => {
    await city.load([sample(folder)]);
    const incremental = await stretches(city);
    await deriveEverythingAnew(city);
    expect(await stretches(city)).toEqual(incremental);
    expect(incremental.length).toBeGreaterThan(400);
  });
});

describe("facts that touch the cases of others", () => {
  let own: City;
  const held = async (): Promise<string[]> => {
    const rows: { rule: string; unit: string; from: string }[] = await own.dataSource.query(
      `SELECT rule, unit, day_from::text AS "from" FROM finding WHERE rule LIKE 'delegation%' ORDER BY day_from, rule`,
    );
    return rows.map(({ rule, unit, from }) => `${from} ${unit} ${rule}`);
  };

  beforeAll(async () => {
    own = await openCity();
    await own.deliver({
      ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;", "HALAO2;Äldre söder;HAL;AO;20070101;;"]),
      ...extract("HANDL", "HAL", "20221129", "FULL", ["ANAN01;20100101;;Anna Test;HALAO1;CHEF"]),
      ...extract("KLIENT", "HAL", "20221129", "FULL", [clientRow("100001-1", "HALAO1")]),
      ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("220", "100001-1")]),
    });
  });
  afterAll(() => own.close());

  it("a caseworker's period that ends before the decision makes it a decision without delegation, from that night on", async () => {
    expect(await held()).toEqual([]);
    await own.deliver(extract("HANDL", "HAL", "20221130", "DELTA", ["ANAN01;20100101;20211231;Anna Test;HALAO1;CHEF"]));
    expect(await held()).toEqual(["2022-11-30 HALAO1 delegation.holder"]);
  });

  it("a unit that closes hands its cases over from the next day", async () => {
    await own.deliver(extract("ENHET", "HAL", "20221201", "DELTA", ["HALAO1;Äldre;HAL;AO;20070101;20221231;HALAO2"]));
    expect(await held()).toEqual(["2022-11-30 HALAO1 delegation.holder", "2023-01-01 HALAO2 delegation.holder"]);
  });

  it("and deriving everything anew says the same", async () => {
    const incremental = await stretches(own);
    await deriveEverythingAnew(own);
    expect(await stretches(own)).toEqual(incremental);
  });
});

describe("a month's list of the district that took a closed unit over", () => {
  let own: City;
  const call = (fileNumber: string, date: string): string => `${date};03:00;${fileNumber};;TRYGGHET;LARM;`;
  const alarms = async (): Promise<string[]> =>
    (await findingsOn(own.dataSource, "2022-11-30")).filter(({ kind }) => kind === "ALARM_REPEATED").map(({ fileNumber }) => fileNumber);

  beforeAll(async () => {
    own = await openCity();
    await own.deliver({
      ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;", "HGLAO9;Äldre norr;HGL;AO;20070101;20221128;HALAO1"]),
      ...extract("HANDL", "HAL", "20221129", "FULL", ["ANAN01;20100101;;Anna Test;HALAO1;CHEF"]),
      ...extract("KLIENT", "HAL", "20221129", "FULL", [clientRow("100001-1", "HGLAO9"), clientRow("100002-2", "HALAO1")]),
      ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("220", "100001-1")]),
      ...onCallList("HGL", "202209", [1, 2, 3, 4, 5].map((at) => call("100001-1", `2022-09-0${at}`))),
      ...onCallList("HAL", "202209", [call("100002-2", "2022-09-01")]),
    });
  });
  afterAll(() => own.close());

  it("is the latest for those who are filed under the closed one", async () => {
    expect(await alarms()).toEqual(["100001-1"]);
    await own.deliver(onCallList("HAL", "202210", [call("100002-2", "2022-10-01")]));
    expect(await alarms()).toEqual([]);
  });

  it("and deriving everything anew says the same", async () => {
    const incremental = await stretches(own);
    await deriveEverythingAnew(own);
    expect(await stretches(own)).toEqual(incremental);
  });
});

describe("when the catalogue has changed", () => {
  const log = createLog({ logLevel: "silent" });
  const renew = (): Promise<void> =>
    asOnlyLoader(city.dataSource, () => undefined, (session) => publishAfterNewCatalogue(session, loadCatalogue(), log, TODAY));
  const count = async (): Promise<number> => {
    const rows: { count: string }[] = await city.dataSource.query("SELECT count(*) FROM finding");
    return Number(rows[0]!.count);
  };

  it("every finding is derived anew without a load", async () => {
    const before = await stretches(city);
    await city.dataSource.query("UPDATE derivation SET catalogue_hash = 'another'");
    await city.dataSource.query("DELETE FROM finding");
    await renew();
    expect(await stretches(city)).toEqual(before);
  });

  it("nothing is published while a load is unfinished", async () => {
    await city.dataSource.query("UPDATE derivation SET catalogue_hash = 'another'");
    await city.dataSource.query("INSERT INTO touched_case (file_number, since) VALUES ('100001-1', '2022-11-30')");
    await city.dataSource.query("DELETE FROM finding");
    await renew();
    expect(await count()).toBe(0);
  });
});
