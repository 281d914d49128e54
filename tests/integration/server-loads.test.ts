import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { RunningGateway } from "./running-gateway.js";
import { CONTROLLER, HEAD, World } from "./world.js";

const OPERATOR: Viewer = { subject: "operator", roles: ["OPERATOR"], units: null };

let gateway: RunningGateway;
let beslut: number;
let klient: number;

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const world = new World(gateway.dataSource);
  klient = await world.load({ type: "KLIENT", file: "SOSYS_KLIENT_HAL_20221130.TXT", rows: 250, quarantined: 3 });
  beslut = await world.load({ rows: 40, added: 2, changed: 1, quarantined: 1 });
  await world.load({ type: null, source: null, district: null, file: "README.md", status: "IGNORED", finished_at: null, reason: "no source knows it" });
  await world.unit("AO1", "HAL");
  await world.client("open");
  await world.client("protected", { protection: 2 });
  await world.rejected(klient, ["open"], { line: 5, fault_column: "avliden" });
  await world.rejected(klient, ["protected"], { line: 6 });
  await world.rejected(klient, ["never-delivered"], { line: 7, reason: "UNKNOWN_REFERENCE", retries: 2 });
  await world.rejected(beslut, [], { line: 8, reason: "MISSING_KEY" });
});

afterAll(() => gateway.close());

describe("loads", () => {
  test("are listed with the newest first", async () => {
    const { body } = await gateway.ask(OPERATOR, "{ loads { totalCount edges { node { file type district status startedAt finishedAt rows added changed withdrawn quarantined reason } } } }");
    expect(body.data?.["loads"]).toMatchObject({ totalCount: 3, edges: [
      { node: { file: "README.md", type: "", district: null, status: "IGNORED", finishedAt: null, reason: "no source knows it" } },
      { node: { file: "SOSYS_BESLUT_HAL_20221130.TXT", type: "BESLUT", district: "HAL", status: "LOADED", startedAt: "2022-11-30T04:00:00.000Z",
        finishedAt: "2022-11-30T04:01:00.000Z", rows: 40, added: 2, changed: 1, withdrawn: 0, quarantined: 1, reason: null } },
      { node: { type: "KLIENT" } },
    ] });
  });

  test("come in pages", async () => {
    const query = "query ($after: String) { loads(first: 2, after: $after) { totalCount edges { node { id } } pageInfo { endCursor hasNextPage } } }";
    const first = (await gateway.ask(HEAD, query)).body.data?.["loads"] as { pageInfo: { endCursor: string; hasNextPage: boolean } };
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await gateway.ask(CONTROLLER, query, { after: first.pageInfo.endCursor });
    expect(second.body.data?.["loads"]).toMatchObject({ totalCount: 3, edges: [{ node: { id: String(klient) } }], pageInfo: { hasNextPage: false } });
  });
});

describe("rejected rows", () => {
  const query = `query ($load: ID, $first: Int, $after: String) { rejectedRows(load: $load, first: $first, after: $after) {
    totalCount edges { cursor node { load file line column reason fileNumber retries } } } }`;

  async function rowsOf(variables: Record<string, unknown>) {
    const { body } = await gateway.ask(OPERATOR, query, variables);
    const list = body.data?.["rejectedRows"] as { totalCount: number; edges: { cursor: string; node: Record<string, unknown> }[] };
    return { total: list.totalCount, nodes: list.edges.map(({ node }) => node), cursors: list.edges.map(({ cursor }) => cursor) };
  }

  test("say where and why, of the newest file first", async () => {
    const { total, nodes } = await rowsOf({});
    expect(total).toBe(4);
    expect(nodes.map(({ line }) => line)).toEqual([8, 5, 6, 7]);
    expect(nodes[1]).toEqual({ load: String(klient), file: "SOSYS_KLIENT_HAL_20221130.TXT", line: 5, column: "avliden", reason: "BAD_DATE", fileNumber: "open", retries: 0 });
  });

  test("name neither a protected client nor one that was never loaded, who may be protected", async () => {
    const { nodes } = await rowsOf({ load: String(klient) });
    expect(nodes.map(({ line, fileNumber }) => [line, fileNumber])).toEqual([[5, "open"], [6, null], [7, null]]);
  });

  test("come in pages", async () => {
    const { cursors } = await rowsOf({ first: 2 });
    expect((await rowsOf({ first: 2, after: cursors[1] })).nodes.map(({ line }) => line)).toEqual([6, 7]);
  });

  test("of a load that is no id are refused", async () => {
    const { body } = await gateway.ask(OPERATOR, query, { load: "x" });
    expect(body.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });
});
