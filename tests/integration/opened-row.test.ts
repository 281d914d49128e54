import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seal } from "../../gateway/access/sealed-text.js";
import type { Role, Viewer } from "../../gateway/access/viewer.js";
import { clientRow } from "./extract.js";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { runStatement } from "./statement.js";
import { CASEWORKER, CONTROLLER, HEAD, RING, World } from "./world.js";

const OPERATOR: Viewer = { subject: "OPER01", roles: ["OPERATOR"], units: null };
const COLUMNS = ["aktnr", "personnr", "fornamn", "efternamn", "kon", "enhetskod", "handlaggare", "skydd", "avliden", "personkrets", "barn_i_hemmet"];
const DOCUMENT = "mutation ($id: ID!) { openRejectedRow(id: $id) { id file line column reason columns text fileNumbers } }";
const PURPOSE = { "x-overblick-purpose": "ticket:4711" };

let gateway: RunningGateway;
/** Ids of rows in quarantine, by what they are. */
const rows: Record<string, string> = {};

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const world = new World(gateway.dataSource);
  for (const [unit, district] of [["AO1", "HAL"], ["SK1", "SKH"]] as const) await world.unit(unit, district);
  await world.client("open", { unit_code: "AO1" });
  await world.client("theirs", { unit_code: "SK1" });
  await world.client("hidden", { unit_code: "AO1", protection: 1 });
  for (const name of ["hiding", "unreadable", "untold"]) await world.client(name, { unit_code: "AO1" });
  const load = await world.load({ type: "KLIENT", file: "SOSYS_KLIENT_HAL_20221130.TXT", columns: COLUMNS });
  const add = async (name: string, fileNumbers: readonly string[], text: string, row: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    rows[name] = String(await world.rejected(load, fileNumbers, { raw_sealed: seal(RING, text, "rejected_row.raw_sealed"), fault_column: "beslutsdatum", ...row }));
  };
  await add("of a case in scope", ["open"], "D1;open;20220230");
  await add("of two cases in scope", ["open", "theirs"], "D2;open;20220230");
  await add("of a protected person", ["hidden"], "D3;hidden;20220230");
  await add("of somebody and a protected person", ["open", "hidden"], "D4;open;20220230");
  await add("of one who was never loaded", ["nobody"], "D5;nobody;20220230");
  await add("that names nobody", [], "D6;;20220230");
  await add("with free text that the unit alone may read", ["open"], "{}", { type: "SYNP" });
  await add("in which a client becomes protected", ["hiding"], clientRow("hiding", "AO1", { skydd: "2", avliden: "x" }), { type: "KLIENT" });
  await add("in which a client's protection can't be read", ["unreadable"], clientRow("unreadable", "AO1", { skydd: "J" }), { type: "KLIENT" });
  await add("in which a client's protection is not told", ["untold"], clientRow("untold", "AO1", { skydd: "", avliden: "x" }), { type: "KLIENT" });
  await add("of another kind, of a client whose own row waits and protects", ["hiding"], "D7;hiding;20220230", { type: "BESLUT" });
  await add("of two, one of whom a row that waits may protect", ["open", "untold"], "D8;open;20220230", { type: "BESLUT" });
  await add("of a client without protection", ["open"], clientRow("open", "AO1", { skydd: "0", avliden: "x" }), { type: "KLIENT" });
  rows["that is not there"] = "999999";
});

afterAll(() => gateway.close());

async function open(viewer: Viewer, name: string, headers: Readonly<Record<string, string>> = PURPOSE): Promise<GatewayAnswer> {
  return gateway.post(JSON.stringify({ query: DOCUMENT, variables: { id: rows[name] } }), { authorization: `Bearer ${await gateway.token(viewer)}`, ...headers });
}

const codes = ({ body }: GatewayAnswer): string[] => (body.errors ?? []).map(({ extensions }) => extensions.code);

describe("an operator opens a row", () => {
  test("of a case in scope, and sees where it stands, what is wrong and what it says", async () => {
    expect((await open(OPERATOR, "of a case in scope")).body).toEqual({ data: { openRejectedRow: {
      id: rows["of a case in scope"], file: "SOSYS_KLIENT_HAL_20221130.TXT", line: 7, column: "beslutsdatum", reason: "BAD_DATE",
      columns: COLUMNS, text: "D1;open;20220230", fileNumbers: ["open"],
    } } });
  });

  test("of a client who is not protected, by the loaded word and by the row's own", async () => {
    expect((await open(OPERATOR, "of a client without protection")).body.data).toMatchObject({ openRejectedRow: { fileNumbers: ["open"] } });
  });

  test("which stands in the access log before it is shown, with what it was for", async () => {
    await open(OPERATOR, "of two cases in scope");
    const [entry] = await gateway.dataSource.query<unknown[]>(
      "SELECT subject, roles, operations, purpose, file_numbers FROM access_log ORDER BY id DESC LIMIT 1",
    );
    expect(entry).toEqual({ subject: "OPER01", roles: ["OPERATOR"], operations: ["openRejectedRow"], purpose: "ticket:4711", file_numbers: ["open", "theirs"] });
  });

  test("and is not shown it when that can't be written", async () => {
    await runStatement(gateway.databaseUrl, "REVOKE INSERT ON access_log FROM overblick_app");
    const { body } = await open(OPERATOR, "of a case in scope");
    await runStatement(gateway.databaseUrl, "GRANT INSERT (subject, roles, remote_address, operations, operation_name, purpose, file_numbers) ON access_log TO overblick_app");
    expect(JSON.stringify(body)).not.toContain("D1;open");
  });

  test("not without saying what for", async () => {
    expect(codes(await open(OPERATOR, "of a case in scope", {}))).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("a row stays closed, with one and the same answer,", () => {
  const CLOSED = [
    "that is not there", "of a protected person", "of somebody and a protected person", "of one who was never loaded", "that names nobody",
    "with free text that the unit alone may read", "in which a client becomes protected", "in which a client's protection can't be read",
    "in which a client's protection is not told", "of another kind, of a client whose own row waits and protects",
    "of two, one of whom a row that waits may protect",
  ];

  test.each(CLOSED)("%s", async (name) => {
    expect((await open(OPERATOR, name)).body).toEqual((await open(OPERATOR, "that is not there")).body);
    expect(codes(await open(OPERATOR, name))).toEqual(["NOT_FOUND"]);
  });

  test.each(["of two cases in scope"])("%s, to an operator whose token names one of their units alone", async (name) => {
    expect(codes(await open({ ...OPERATOR, units: ["AO1"] }, name))).toEqual(["NOT_FOUND"]);
    expect(codes(await open({ ...OPERATOR, units: ["AO1", "SK1"] }, name))).toEqual([]);
  });
});

// Else the list would tell what opening does not: that the client of a row is about to be protected.
test("the list names the case of a row exactly when it can be opened, but for one with the unit's free text", async () => {
  const { body } = await gateway.ask(OPERATOR, "{ rejectedRows { edges { node { id fileNumber } } } }");
  const { edges } = body.data!["rejectedRows"] as { edges: { node: { id: string; fileNumber: string | null } }[] };
  const named = edges.filter(({ node }) => node.fileNumber !== null).map(({ node }) => nameOf(node.id));
  const opened: string[] = [];
  for (const { node } of edges) if (codes(await open(OPERATOR, nameOf(node.id))).length === 0) opened.push(nameOf(node.id));
  expect(named.sort()).toEqual([...opened, "with free text that the unit alone may read"].sort());
  expect(opened.sort()).toEqual(["of a case in scope", "of a client without protection", "of two cases in scope"]);
});

function nameOf(id: string): string {
  return Object.entries(rows).find(([, each]) => each === id)![0];
}

test.each<[Role, Viewer]>([
  ["CASEWORKER", CASEWORKER], ["MANAGER", HEAD], ["CONTROLLER", CONTROLLER], ["INTEGRATION", { ...CONTROLLER, roles: ["INTEGRATION"] }],
  ["PROVIDER", { ...CONTROLLER, roles: ["PROVIDER"], units: [] }],
])("the role %s opens none", async (_, viewer) => {
  expect(codes(await open(viewer, "of a case in scope"))).toEqual(["FORBIDDEN"]);
});

test("a head who operates opens a protected person's row of the own unit", async () => {
  expect(codes(await open({ ...HEAD, roles: ["MANAGER", "OPERATOR"] }, "of a protected person"))).toEqual([]);
});
