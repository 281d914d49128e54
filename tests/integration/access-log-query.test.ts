import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccessLog } from "../../gateway/access/access-log.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { RunningGateway } from "./running-gateway.js";
import { runStatement } from "./statement.js";
import { CASEWORKER, CONTROLLER, HEAD, World } from "./world.js";

const OPERATOR: Viewer = { subject: "operator", roles: ["OPERATOR"], units: null };
const OTHER_HEAD: Viewer = { subject: "CHEF02", roles: ["MANAGER"], units: ["SK1"] };
const BOTH: Viewer = { subject: "CHEF03", roles: ["MANAGER", "OPERATOR"], units: ["SK1"] };

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.unit("SK1", "SKH");
  for (const fileNumber of ["mine", "mine-too"]) await world.client(fileNumber);
  await world.client("theirs", { unit_code: "SK1" });
  await world.fact("caseworker_period", { signature: "KASK02", unit_code: "SK1", valid_from: "2020-01-01" });
  await world.client("hidden", { unit_code: "SK1", protection: 2, caseworker: "KASK01" });
  await read("KAAN01", "overlay", ["mine", "mine-too", "theirs"]);
  await read("KASK01", "case", ["hidden"]);
  await read("KAAN01", "case", ["mine"]);
  await read("KASK02", "case", ["theirs", "mine-too"]);
  await read("KAAN01", "case", ["mine"]);
  // What was read long ago, and at the turn of a day in Stockholm.
  await runStatement(gateway.databaseUrl, `
    UPDATE access_log SET at = now() - interval '8 days' WHERE id = 5;
    INSERT INTO access_log (at, subject, roles, remote_address, operations, file_numbers)
    VALUES ('2024-02-29T22:59:59Z', 'LEAP', '{CASEWORKER}', '127.0.0.1', '{case}', '{mine}'),
           ('2024-02-29T23:00:00Z', 'MARCH', '{CASEWORKER}', '127.0.0.1', '{case}', '{mine}')`);
});

afterAll(() => gateway.close());

async function read(subject: string, operation: string, fileNumbers: string[]): Promise<void> {
  await new AccessLog(gateway.dataSource).write({
    subject, roles: ["CASEWORKER"], remoteAddress: "10.0.0.1", operations: [operation], operationName: null, purpose: "paraply/client", fileNumbers,
  });
}

interface Listed {
  readonly totalCount: number;
  readonly edges: { readonly cursor: string; readonly node: { readonly subject: string; readonly fileNumbers: string[] } }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

const QUERY = `query ($filter: AccessLogFilter, $first: Int, $after: String) {
  accessLog(filter: $filter, first: $first, after: $after) {
    totalCount edges { cursor node { subject fileNumbers } } pageInfo { endCursor hasNextPage } } }`;

/** The list without what these tests themselves have read meanwhile. */
async function listOf(viewer: Viewer, filter: object | null = null, page: object = {}): Promise<Listed> {
  const { body } = await gateway.ask(viewer, QUERY, { filter, ...page });
  const { edges, ...rest } = body.data!["accessLog"] as Listed;
  return { ...rest, edges: edges.filter(({ node }) => !/^CHEF|^operator/.test(node.subject)) };
}

async function told(viewer: Viewer, filter: object | null = null): Promise<string[]> {
  return (await listOf(viewer, filter)).edges.map(({ node }) => `${node.subject}: ${node.fileNumbers.join(" ")}`);
}

async function codeOf(viewer: Viewer, filter: object | null = null, page: object = {}): Promise<string | undefined> {
  return (await gateway.ask(viewer, QUERY, { filter, ...page })).body.errors?.[0]?.extensions.code;
}

describe("a manager", () => {
  test("sees who read the unit's cases, by anyone, the newest first, and no other case", async () => {
    expect(await told(HEAD)).toEqual(["KASK02: mine-too", "KAAN01: mine", "KAAN01: mine mine-too"]);
  });

  test("sees reads of the unit's protected persons; another unit's does not", async () => {
    expect(await told(OTHER_HEAD)).toEqual(["KASK02: theirs", "KASK01: hidden", "KAAN01: theirs"]);
  });

  test("finds the reads of one person", async () => {
    expect(await told(HEAD, { fileNumber: "mine-too" })).toEqual(["KASK02: mine-too", "KAAN01: mine mine-too"]);
  });

  test("who covers a colleague of another unit by name sees no read of that unit's cases", async () => {
    const standIn: Viewer = { ...HEAD, covers: [{ colleague: "KASK02", from: "2020-01-01", until: "9999-12-31" }] };
    expect(await told(standIn)).toEqual(await told(HEAD));
    expect(await told(standIn, { fileNumber: "theirs" })).toEqual([]);
  });

  test.each(["theirs", "hidden", "nobody"])("finds nothing about %s, as if there were no such person", async (fileNumber) => {
    expect(await listOf(HEAD, { fileNumber })).toEqual({ totalCount: 0, edges: [], pageInfo: { endCursor: null, hasNextPage: false } });
  });

  test("finds what one reader read", async () => {
    expect(await told(HEAD, { subject: "KAAN01" })).toEqual(["KAAN01: mine", "KAAN01: mine mine-too"]);
  });

  test("sees the last seven days, unless another day is asked for", async () => {
    expect(await told(HEAD, { subject: "KAAN01", from: "2020-01-01" })).toHaveLength(3);
  });

  test("asks by days of Stockholm, both included", async () => {
    expect(await told(HEAD, { from: "2024-02-29", to: "2024-02-29" })).toEqual(["LEAP: mine"]);
    expect(await told(HEAD, { from: "2024-03-01", to: "2024-03-01" })).toEqual(["MARCH: mine"]);
  });
});

describe("an operator", () => {
  test("sees every read, and not whose", async () => {
    expect(await told(OPERATOR)).toEqual(["KASK02: ", "KAAN01: ", "KASK01: ", "KAAN01: "]);
  });

  test("may not ask about a person", async () => {
    expect(await codeOf(OPERATOR, { fileNumber: "mine" })).toBe("FORBIDDEN");
  });

  test("who is a manager too sees whose in the own unit", async () => {
    expect(await told(BOTH)).toEqual(["KASK02: theirs", "KAAN01: ", "KASK01: hidden", "KAAN01: theirs"]);
    expect(await told(BOTH, { fileNumber: "mine" })).toEqual([]);
  });
});

describe("the list", () => {
  test.each([CASEWORKER, CONTROLLER, { ...CONTROLLER, roles: ["INTEGRATION"] }, { ...CONTROLLER, roles: ["PROVIDER"] }] as Viewer[])(
    "is not for %o",
    async (viewer) => {
      expect(await codeOf(viewer)).toBe("FORBIDDEN");
    },
  );

  test("comes in pages", async () => {
    const filter = { subject: "KAAN01", from: "2020-01-01" };
    const first = await listOf(HEAD, filter, { first: 2 });
    expect([first.totalCount, first.edges.length, first.pageInfo.hasNextPage]).toEqual([3, 2, true]);
    const second = await listOf(HEAD, filter, { first: 2, after: first.pageInfo.endCursor });
    expect([second.totalCount, second.edges.length, second.pageInfo.hasNextPage]).toEqual([3, 1, false]);
  });

  test.each([[{ first: 501 }], [{ after: "x" }], [{ first: 0 }]])("refuses %j", async (page) => {
    expect(await codeOf(HEAD, null, page)).toBe("BAD_USER_INPUT");
  });

  test("says all that was written", async () => {
    const { body } = await gateway.ask(HEAD, `{ accessLog(filter: { subject: "KASK02" }) { edges { node {
      at subject roles remoteAddress operations operationName purpose fileNumbers } } } }`);
    expect(body.data).toEqual({ accessLog: { edges: [{ node: {
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string, subject: "KASK02", roles: ["CASEWORKER"], remoteAddress: "10.0.0.1",
      operations: ["case"], operationName: null, purpose: "paraply/client", fileNumbers: ["mine-too"],
    } }] } });
  });
});
