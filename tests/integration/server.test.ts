import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunningGateway } from "./running-gateway.js";
import { CASEWORKER, CONTROLLER, HEAD, World } from "./world.js";

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.unit("SK1", "SKH");
  await world.fact("unit", { code: "AO1", name: "Äldre norr" });
  await world.fact("caseworker_period", { signature: HEAD.subject, name: "Carl Helin", valid_from: "2020-01-01", unit_code: "AO1", role: "CHEF" });
  await world.freshDistrict("HAL");
  await world.client("141338-8");
  const load = await world.load();
  const evidence = [
    { name: "decision.intervention", value: "HTJ", fact: "DECISION", key: "D1", load, line: 4 },
    { name: "decision.from", value: "2022-01-15", fact: "DECISION", key: "D1", load, line: 4 },
  ];
  await world.finding("141338-8", { evidence: JSON.stringify(evidence) });
  await world.client("broken");
  await world.finding("broken", { rule: "review.of-yesterday" });
});

afterAll(() => gateway.close());

// Whoever adds one says here what it tells: of persons only within scope, written to the access log, and asked by a test
// such as nobody-past-scope.test.ts asks what goes through /graphql.
test("it answers at these addresses and at no other", () => {
  const { routes } = JSON.parse(gateway.logged.find((line) => line.includes("the gateway answers"))!) as { routes: string[] };
  expect(routes.filter((route) => !route.startsWith("HEAD ")).sort()).toEqual([
    "GET /changes.ndjson", // the change feed: change-feed-scope.test.ts, changes-ndjson.test.ts
    "GET /graphql", // that operations are sent by POST
    "GET /health", // that the process lives
    "GET /metrics", // counts, without persons, subjects and units
    "GET /ready", // whether it can answer
    "POST /graphql", // the schema
    "POST /upload", // a provider's own report: lines and reasons, without what stands in them: upload.test.ts
  ]);
});

describe("without a valid token", () => {
  const forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJDSEVGMDEiLCJyb2xlcyI6WyJNQU5BR0VSIl0sInVuaXRzIjoiKiJ9.";

  test.each<[string, Record<string, string>]>([
    ["no header", {}],
    ["another scheme", { authorization: "Basic Y2hlZjpjaGVm" }],
    ["nonsense", { authorization: "Bearer nonsense" }],
    ["an unsigned token", { authorization: `Bearer ${forged}` }],
  ])("%s is UNAUTHENTICATED", async (_, headers) => {
    const { status, body } = await gateway.post(JSON.stringify({ query: "{ __typename }" }), headers);
    expect(status).toBe(401);
    expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: "UNAUTHENTICATED" }]);
  });

  test.each(["{ viewer { subject } }", "{ rules { id } }", "{ pageAdapters { system } }", "{ __schema { types { name } } }", "{ nonsense }"])(
    "%s is not answered",
    async (query) => {
      const { body } = await gateway.post(JSON.stringify({ query }));
      expect(body).toEqual({ errors: [expect.objectContaining({ extensions: { code: "UNAUTHENTICATED" } })] });
    },
  );
});

describe("operations", () => {
  test("viewer says who the token is for", async () => {
    const { body } = await gateway.ask(CASEWORKER, "{ viewer { subject roles units district } }");
    expect(body).toEqual({ data: { viewer: { subject: "KAAN01", roles: ["CASEWORKER"], units: ["AO1"], district: "HAL" } } });
  });

  test("viewer tells what the caller and the units are called, with the code alone where no file says", async () => {
    const { body } = await gateway.ask(HEAD, "{ viewer { shown unitsShown { code shown } } }");
    expect(body).toEqual({ data: { viewer: { shown: `Carl Helin (${HEAD.subject})`, unitsShown: [{ code: "AO1", shown: "Äldre norr (AO1)" }] } } });
    const { body: ofNobody } = await gateway.ask(CONTROLLER, "{ viewer { shown unitsShown { shown } } }");
    expect(ofNobody.data).toEqual({ viewer: { shown: CONTROLLER.subject, unitsShown: [{ shown: "Äldre norr (AO1)" }, { shown: "SK1" }] } });
  });

  test("viewer of the whole city has all its units and no one district", async () => {
    const { body } = await gateway.ask(CONTROLLER, "{ viewer { units district } }");
    expect(body.data).toEqual({ viewer: { units: ["AO1", "SK1"], district: null } });
  });

  test("overlay explains a finding in the language asked for", async () => {
    const query = `query ($keys: [CaseKeyInput!]!) { overlay(keys: $keys) {
      key { fileNumber personalNumber } status nextDueOn dataFrom incompleteBecause
      findings { id kind severity dueOn overdueDays title english: title(language: EN) rule { id version validFrom districts }
                 evidence { name value fact key file line loadedAt } } } }`;
    const { body } = await gateway.ask(CASEWORKER, query, { keys: [{ fileNumber: "141338-8" }] });
    expect(body).toEqual({ data: { overlay: [{
      key: { fileNumber: "141338-8", personalNumber: null }, status: "OVERDUE", nextDueOn: null, dataFrom: "2022-11-30", incompleteBecause: [],
      findings: [{
        id: "review.annual:decision:141338-8-1", kind: "REVIEW_DUE", severity: "CRITICAL", dueOn: "2022-11-01", overdueDays: 29,
        title: "Uppföljning av hemtjänst är 29 dagar försenad", english: "Review of home care is 29 days late",
        rule: { id: "review.annual", version: "1", validFrom: null, districts: [] },
        evidence: [
          { name: "decision.intervention", value: "HTJ", fact: "DECISION", key: "D1", file: "SOSYS_BESLUT_HAL_20221130.TXT", line: 4, loadedAt: "2022-11-30T04:01:00.000Z" },
          { name: "decision.from", value: "2022-01-15", fact: "DECISION", key: "D1", file: "SOSYS_BESLUT_HAL_20221130.TXT", line: 4, loadedAt: "2022-11-30T04:01:00.000Z" },
        ],
      }],
    }] } });
  });

  test("case names its interventions", async () => {
    await new World(gateway.dataSource).decision("D1", "141338-8");
    const query = `{ case(fileNumber: "141338-8") { decisions { id intervention { code name english: name(language: EN) } } } }`;
    const { body } = await gateway.ask(HEAD, query);
    expect(body.data).toEqual({ case: { decisions: [{ id: "D1", intervention: { code: "HTJ", name: "Hemtjänst", english: "Home care" } }] } });
  });

  test("findings takes its defaults", async () => {
    const { body } = await gateway.ask(HEAD, `{ findings(filter: { fileNumbers: ["141338-8"] }) { totalCount edges { node { kind } } pageInfo { hasNextPage } } }`);
    expect(body.data).toEqual({ findings: { totalCount: 1, edges: [{ node: { kind: "REVIEW_DUE" } }], pageInfo: { hasNextPage: false } } });
  });

  test("rules are those in force on the day in the district", async () => {
    const query = `{ rules(on: "2022-11-30", district: "HAL") { id version validFrom districts parameters { name value unit localDefault } } }`;
    const { body } = await gateway.ask(CONTROLLER, query);
    expect(body.data?.["rules"]).toContainEqual({
      id: "delegation.home-care-hours", version: "2022", validFrom: "2022-01-01", districts: ["HAL"],
      parameters: [{ name: "limit", value: 99, unit: "hoursPerMonth", localDefault: false }],
    });
  });

  test.each([["127.0.0.1", 2], ["localhost:4100", 2], ["example.org", 0]])("pageAdapters for the host %s are %i", async (host, count) => {
    const { body } = await gateway.ask(CASEWORKER, "query ($host: String) { pageAdapters(host: $host) { system version hash content } }", { host });
    expect(body.data?.["pageAdapters"]).toHaveLength(count);
  });

  test("several simulations of one operation are answered, one after another", async () => {
    const simulation = `simulateRule(rule: "plan.missing", parameters: [{ name: "dueDays", value: 10 }]) { findingsNow }`;
    const { body } = await gateway.ask(HEAD, `{ one: ${simulation} other: ${simulation} third: ${simulation} }`);
    expect(body).toEqual({ data: { one: { findingsNow: 0 }, other: { findingsNow: 0 }, third: { findingsNow: 0 } } });
  });

  test("checkDecision answers about a draft", async () => {
    const draft = { fileNumber: "141338-8", law: "SoL 4:1", intervention: "FTJ" };
    const { body } = await gateway.ask(CASEWORKER, "query ($draft: DecisionDraftInput!) { checkDecision(draft: $draft) { allowed requiredRoles estimatedMonthlyCost } }", { draft });
    expect(body.data).toEqual({ checkDecision: { allowed: true, requiredRoles: ["OTHER_BOARD"], estimatedMonthlyCost: null } });
  });
});

describe("errors", () => {
  async function codesOf(query: string, variables = {}, viewer = CASEWORKER): Promise<string[]> {
    const { body } = await gateway.ask(viewer, query, variables);
    return (body.errors ?? []).map(({ extensions }) => extensions.code);
  }

  test.each([
    [`{ case(fileNumber: "x", asOf: "2022-02-30") { unit } }`, {}],
    [`{ case(fileNumber: "x", asOf: "2022-12-01") { unit } }`, {}],
    ["query ($on: Date) { case(fileNumber: \"x\", asOf: $on) { unit } }", { on: "2022-02-30" }],
    ["query ($on: Date) { case(fileNumber: \"x\", asOf: $on) { unit } }", { on: "20221130" }],
    ["{ overlay(keys: [{}]) { status } }", {}],
    ["{ findings(first: 501) { totalCount } }", {}],
    [`{ findings(after: "x") { totalCount } }`, {}],
    [`{ case(fileNumber: "x\\u0000") { unit } }`, {}],
    ["{ nonsense }", {}],
    ["{ viewer {", {}],
    ["query A { __typename } query B { __typename }", {}],
  ])("%s %j is BAD_USER_INPUT", async (query, variables) => {
    expect(await codesOf(query, variables)).toEqual(["BAD_USER_INPUT"]);
  });

  test("a role that may not ask is FORBIDDEN", async () => {
    expect(await codesOf("{ loads { totalCount } }")).toEqual(["FORBIDDEN"]);
    expect(await codesOf("{ rejectedRows { totalCount } }", {}, HEAD)).toEqual(["FORBIDDEN"]);
  });

  test("a fault of the gateway is an id that the log has, and nothing else", async () => {
    const { body } = await gateway.ask(CASEWORKER, `{ case(fileNumber: "broken") { findings { title } } }`);
    const { message, extensions } = body.errors![0]!;
    expect(message).toBe("Something went wrong in the gateway. Its operator finds the cause in the log by this id.");
    expect(Object.keys(extensions).sort()).toEqual(["code", "id"]);
    expect(extensions.code).toBe("INTERNAL_SERVER_ERROR");
    expect(gateway.logged.find((line) => line.includes(extensions.id!))).toContain("RULE_OF_FINDING_MISSING");
  });
});

describe("limits", () => {
  const many = (count: number): string => `{ ${Array.from({ length: count }, (_, at) => `a${at}: __typename`).join(" ")} }`;
  const fragments = (count: number): string =>
    `{ ${Array.from({ length: count }, () => "...F").join(" ")} } fragment F on Query { ${many(10).slice(1, -1)} }`;
  /** `levels` fields in each other. */
  const deep = (levels: number): string => `{ __schema { types { ${"ofType { ".repeat(levels - 3)}name${" }".repeat(levels - 3)} } } }`;

  async function codes(query: string): Promise<string[]> {
    // Who may look into the schema, too.
    const { body } = await gateway.ask(CONTROLLER, query);
    return [...new Set((body.errors ?? []).map(({ extensions }) => extensions.code))];
  }

  test.each([["50 root fields", many(50)], ["50 in fragments", fragments(5)], ["15 levels", deep(15)], ["an introspection query", getIntrospectionQuery()]])(
    "%s are answered",
    async (_, query) => {
      expect(await codes(query)).toEqual([]);
    },
  );

  test.each([["51 root fields", many(51)], ["60 in fragments", fragments(6)], ["16 levels", deep(16)]])("%s are OPERATION_TOO_EXPENSIVE", async (_, query) => {
    expect(await codes(query)).toEqual(["OPERATION_TOO_EXPENSIVE"]);
  });

  test("fragments that name each other end", async () => {
    expect(await codes("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")).toEqual(["BAD_USER_INPUT"]);
  });

  test("fragments that double each other end", async () => {
    const doubling = Array.from({ length: 40 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`).join(" ");
    expect(await codes(`{ ...F0 } ${doubling} fragment F40 on Query { __typename }`)).toEqual(["OPERATION_TOO_EXPENSIVE"]);
  });

  test("a query of very many words is refused", async () => {
    expect(await codes(`{ ${"{".repeat(20_000)}`)).toEqual(["BAD_USER_INPUT"]);
  });

  test("a body over 256 KiB is refused", async () => {
    const { status, body } = await gateway.post(JSON.stringify({ query: "{ __typename }", padding: "x".repeat(256 * 1024) }));
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([413, "OPERATION_TOO_EXPENSIVE"]);
  });

  test("a batch is refused", async () => {
    const authorization = `Bearer ${await gateway.token(CASEWORKER)}`;
    const { body } = await gateway.post(JSON.stringify([{ query: "{ __typename }" }, { query: "{ __typename }" }]), { authorization });
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("over HTTP", () => {
  test("the answer is GraphQL over HTTP, and kept by nobody", async () => {
    const { status, headers } = await gateway.ask(CASEWORKER, "{ __typename }");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/graphql-response+json; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("GET is refused, so that no key stands in an address", async () => {
    const response = await fetch(`${gateway.url}/graphql?query={__typename}`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("what is not JSON is refused", async () => {
    const { status, body } = await gateway.post("{");
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, "BAD_USER_INPUT"]);
  });

  test("another address is NOT_FOUND", async () => {
    expect((await fetch(`${gateway.url}/nothing`)).status).toBe(404);
  });

  test("an address that is none is refused as all else is, is kept by nobody, and does not come back", async () => {
    const response = await fetch(`${gateway.url}/%C3%28?personnummer=193912241234`);
    expect([response.status, response.headers.get("cache-control"), await response.json()]).toEqual([
      400, "no-store", { errors: [{ message: "The address is none.", extensions: { code: "BAD_USER_INPUT" } }] },
    ]);
  });

  test("/health says that the process lives, what it is and in which version", async () => {
    const response = await fetch(`${gateway.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { alive: true, service: "overblick", version: "0.1.0" }]);
  });

  test("/ready says that the database answers and is migrated", async () => {
    const response = await fetch(`${gateway.url}/ready`);
    expect([response.status, await response.json()]).toMatchObject([200, { ready: true }]);
  });

  test("no key, query or token is logged", async () => {
    await gateway.ask(CASEWORKER, `{ overlay(keys: [{ fileNumber: "141338-8" }]) { status } }`);
    expect(gateway.logged.filter((line) => /141338|overlay|Bearer|eyJ/.test(line))).toEqual([]);
  });
});
