import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { sourceFreshness } from "../../gateway/loading/query-freshness.js";
import { RunningGateway } from "./running-gateway.js";
import { CASEWORKER, CONTROLLER, HEAD, World } from "./world.js";

const OPERATOR: Viewer = { subject: "operator", roles: ["OPERATOR"], units: null };
const NIGHTLY = ["BESLUT", "BESTALL", "ENHET", "HANDL", "KLIENT", "PLAN", "UPPF", "UTFOR", "UTREDN"];

let gateway: RunningGateway;
let dataSource: DataSource;
let world: World;

beforeAll(async () => {
  gateway = await RunningGateway.start();
  dataSource = gateway.dataSource;
  world = new World(dataSource);
  await world.unit("AO1", "HAL");
  for (const type of NIGHTLY) await world.load({ type, file: `SOSYS_${type}_HAL_20221129.TXT`, extract_date: "2022-11-29" });
  await world.load({ finished_at: "2022-11-30T01:10:00Z" });
  await world.load({ type: "GPLAN", source: "provider-reports", district: "U205", file: "GPLAN_U205_20220101.csv", extract_date: "2022-01-01" });
});
afterAll(() => gateway.close());

/** Type and owner of what is late on a day. */
async function lateOn(day: string): Promise<string[]> {
  return (await sourceFreshness(dataSource, day)).filter(({ late }) => late).map(({ type, owner }) => `${type} ${owner}`);
}

describe("for each type and owner", () => {
  test("the newest file is told, with its age", async () => {
    const [newest] = await sourceFreshness(dataSource, "2022-12-01");
    expect(newest).toEqual({
      type: "BESLUT", owner: "HAL", expected: "NIGHTLY", load: "10", file: "SOSYS_BESLUT_HAL_20221130.TXT", dataFrom: "2022-11-30",
      period: null, loadedAt: new Date("2022-11-30T01:10:00Z"), ageDays: 1, late: false,
    });
  });

  test("there is one row, in their order", async () => {
    const sources = await sourceFreshness(dataSource, "2022-11-30");
    expect(sources.map(({ type, owner }) => `${type} ${owner}`)).toEqual([...NIGHTLY.slice(0, 3).map((type) => `${type} HAL`), "GPLAN U205", ...NIGHTLY.slice(3).map((type) => `${type} HAL`)]);
  });
});

describe("a nightly file", () => {
  test("of the night before is not late: tonight's may be under way", async () => {
    expect(await lateOn("2022-11-30")).toEqual([]);
  });

  test("is late when a whole night is missing", async () => {
    expect(await lateOn("2022-12-01")).toEqual(NIGHTLY.slice(1).map((type) => `${type} HAL`));
  });

  test("that has never come of a district with units is late", async () => {
    await world.unit("SK1", "SKH", { day_from: "2022-12-24" });
    expect((await lateOn("2022-12-24")).filter((each) => each.endsWith("SKH"))).toEqual(NIGHTLY.map((type) => `${type} SKH`));
  });

  test("is not expected of a district in which no unit answers any more", async () => {
    await world.load({ district: "ALV", file: "SOSYS_BESLUT_ALV_20140101.TXT", extract_date: "2014-01-01" });
    expect(await lateOn("2022-11-30")).toEqual(["BESLUT ALV"]);
    await world.unit("AL1", "ALV", { day_to: "2015-01-01" });
    expect(await lateOn("2022-11-30")).toEqual([]);
  });
});

test("a file that comes when there is something to send is never late", async () => {
  const gplan = (await sourceFreshness(dataSource, "2022-11-30")).find(({ type }) => type === "GPLAN");
  expect(gplan).toMatchObject({ expected: null, ageDays: 333, late: false });
});

describe("whoever asks", () => {
  const query = "{ sources { type owner expected load file dataFrom period loadedAt ageDays late } }";
  const owners = async (viewer: Viewer) => {
    const { body } = await gateway.ask(viewer, query);
    return [...new Set((body.data?.["sources"] as { owner: string }[]).map(({ owner }) => owner))].sort();
  };

  test.each([["operator", OPERATOR], ["controller", CONTROLLER], ["head", HEAD]])("as %s gets all owners", async (_, viewer) => {
    expect(await owners(viewer)).toEqual(["ALV", "HAL", "U205"]);
  });

  test("as caseworker gets the own district", async () => {
    expect(await owners(CASEWORKER)).toEqual(["HAL"]);
  });

  test("as provider is refused", async () => {
    const { body } = await gateway.ask({ subject: "U205", roles: ["PROVIDER"], units: [], provider: "U205" }, query);
    expect(body.errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });
});

test("/ready counts late sources for information, and is ready", async () => {
  await dataSource.query("DELETE FROM load WHERE type = 'UPPF'");
  const response = await fetch(`${gateway.url}/ready`);
  expect([response.status, await response.json()]).toEqual([200, { ready: true, lateSources: { UPPF: 1 } }]);
});
