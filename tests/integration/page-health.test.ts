import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { CASEWORKER, CONTROLLER, HEAD } from "./world.js";

const TRUSTED = JSON.parse(readFileSync(join(projectRoot(), "schema/trusted-operations.json"), "utf8")) as Record<string, string>;
const OPERATION = Object.entries(TRUSTED).find(([, text]) => text.startsWith("mutation ReportPageHealth"))!;

const LIST = { system: "paraply", page: "client-list", outcome: "NO_KEYS", rows: 25, withoutKey: 25, unfit: 20, unknown: 0 };

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await RunningGateway.start({ trustedOperationsOnly: true });
});
afterAll(() => gateway.close());

async function report(reports: readonly object[], viewer = CASEWORKER): Promise<GatewayAnswer> {
  const authorization = `Bearer ${await gateway.token(viewer)}`;
  return gateway.post(JSON.stringify({ documentId: OPERATION[0], variables: { reports } }), { authorization });
}

async function counted(): Promise<string[]> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return text.split("\n").filter((line) => line.startsWith("overblick_page_"));
}

describe("how pages are understood", () => {
  test("is counted by page id, by a trusted operation", async () => {
    const { body } = await report([LIST, { ...LIST, page: "client", outcome: "RECOGNISED", rows: 1, withoutKey: 0, unfit: 0, unknown: 1 }]);
    expect(body).toEqual({ data: { reportPageHealth: 2 } });
    await report([LIST], HEAD);
    expect(await counted()).toEqual([
      'overblick_page_reports_total{system="paraply",page="client-list",outcome="NO_KEYS"} 2',
      'overblick_page_reports_total{system="paraply",page="client",outcome="RECOGNISED"} 1',
      'overblick_page_rows_total{system="paraply",page="client-list",rows="all"} 50',
      'overblick_page_rows_total{system="paraply",page="client-list",rows="without_key"} 50',
      'overblick_page_rows_total{system="paraply",page="client-list",rows="unfit"} 40',
      'overblick_page_rows_total{system="paraply",page="client-list",rows="unknown"} 0',
      'overblick_page_rows_total{system="paraply",page="client",rows="all"} 1',
      'overblick_page_rows_total{system="paraply",page="client",rows="without_key"} 0',
      'overblick_page_rows_total{system="paraply",page="client",rows="unfit"} 0',
      'overblick_page_rows_total{system="paraply",page="client",rows="unknown"} 1',
    ]);
  });

  test("is not counted of pages that no served adapter names", async () => {
    const before = await counted();
    const { body } = await report([{ ...LIST, page: "ek-ada" }, { ...LIST, system: "103879-5" }]);
    expect(body).toEqual({ data: { reportPageHealth: 0 } });
    expect(await counted()).toEqual(before);
  });

  test("is not a controller's to tell, who has no overlay", async () => {
    expect((await report([LIST], CONTROLLER)).body.errors?.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
  });

  test.each([
    ["more without key than rows", [{ ...LIST, withoutKey: 26 }]],
    ["fewer than none", [{ ...LIST, unknown: -1 }]],
    ["of more pages than there are", Array.from({ length: 51 }, () => LIST)],
    ["with an outcome that there is none of", [{ ...LIST, outcome: "Ek, Ada" }]],
    ["with the content of a page", [{ ...LIST, text: "Ek, Ada" }]],
  ])("is refused: %s", async (_, reports) => {
    expect((await report(reports)).body.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  });

  test("is refused when it is told too often", async () => {
    const codes: (string | undefined)[] = [];
    for (let time = 0; time < 4; time += 1) codes.push((await report(Array.from({ length: 50 }, () => LIST), { ...CASEWORKER, subject: "OFTA01" })).body.errors?.[0]?.extensions.code);
    expect(codes).toEqual([undefined, undefined, "RATE_LIMITED", "RATE_LIMITED"]);
  });
});
