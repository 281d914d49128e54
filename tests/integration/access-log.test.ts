import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AccessLog } from "../../gateway/access/access-log.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { loadTrustedOperations } from "../../gateway/operations/trusted-operations.js";
import { RunningGateway } from "./running-gateway.js";
import { runStatement } from "./statement.js";
import { countStatements } from "./statements.js";
import { CASEWORKER, CONTROLLER, HEAD, World } from "./world.js";

const OPERATOR: Viewer = { subject: "operator", roles: ["OPERATOR"], units: null };
const NUMBER = "194002030018";
/** Cursors that nobody was given. */
const PAST_THE_END = Buffer.from(JSON.stringify(["findings DUE_ON_ASC", 2147483647, "~"])).toString("base64url");
const BEFORE_ALL = Buffer.from(JSON.stringify(["accessLog", 0, "0"])).toString("base64url");
const ENTRY = {
  subject: "KAAN01", roles: ["CASEWORKER"], remoteAddress: "127.0.0.1", operations: ["case"], operationName: null, purpose: null, fileNumbers: ["mine"],
};

interface Entry {
  readonly subject: string;
  readonly roles: string[];
  readonly remote_address: string;
  readonly operations: string[];
  readonly operation_name: string | null;
  readonly purpose: string | null;
  readonly file_numbers: string[];
}

let gateway: RunningGateway;
let lastSeen = "0";

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.unit("SK1", "SKH");
  await world.freshDistrict("HAL");
  await world.client("mine");
  await world.person("mine", {}, NUMBER);
  await world.finding("mine");
  await world.client("late");
  await world.finding("late", { finding_id: "review.annual:decision:late-1" });
  await world.client("elsewhere", { unit_code: "SK1" });
  await world.client("protected", { protection: 2, caseworker: "KABO02" });
  const load = await world.load();
  await world.rejected(load, ["mine"]);
  await world.rejected(load, ["protected"], { line: 8 });
  await world.decision("D1", "mine");
  await world.order("with-plan", "D1");
  await world.finding("mine", { finding_id: "delegation:decision:D1", kind: "DELEGATION", rule: "delegation.hal" });
  await world.client("broken");
  await world.finding("broken", { rule: "review.of-yesterday" });
});

afterAll(() => gateway.close());

/** The entries that came since the last call, without number and time. */
async function newEntries(): Promise<Entry[]> {
  const rows = await gateway.dataSource.query<(Entry & { id: string })[]>(
    `SELECT id, subject, roles, remote_address, operations, operation_name, purpose, file_numbers
     FROM access_log WHERE id > $1 ORDER BY id`,
    [lastSeen],
  );
  lastSeen = rows.at(-1)?.id ?? lastSeen;
  return rows.map(({ id: _, ...entry }) => entry);
}

afterEach(() => newEntries());

async function askWith(headers: Record<string, string>, query: string, asked = gateway) {
  return asked.post(JSON.stringify({ query }), { authorization: `Bearer ${await asked.token(CASEWORKER)}`, ...headers });
}

const DRAFT = `{ fileNumber: "mine", law: "SoL 4:1", intervention: "HTJ" }`;

describe("an entry is written", () => {
  test.each<[string, Viewer, string, string[]]>([
    ["overlay", CASEWORKER, `{ overlay(keys: [{ fileNumber: "mine" }]) { status } }`, ["mine"]],
    ["overlay", CASEWORKER, `{ overlay(keys: [{ personalNumber: "${NUMBER}" }]) { status } }`, ["mine"]],
    ["case", HEAD, `{ case(fileNumber: "mine") { unit } }`, ["mine"]],
    ["case", CONTROLLER, `{ case(fileNumber: "elsewhere") { unit } }`, ["elsewhere"]],
    ["findings", CASEWORKER, "{ findings { edges { node { kind } } } }", ["broken", "late", "mine"]],
    ["findings", CASEWORKER, `{ findings(filter: { fileNumbers: ["late"] }) { totalCount } }`, ["late"]],
    ["checkDecision", CASEWORKER, `{ checkDecision(draft: ${DRAFT}) { allowed } }`, ["mine"]],
    ["rejectedRows", OPERATOR, "{ rejectedRows { edges { node { fileNumber } } } }", ["mine"]],
  ])("for %s by %o: %s", async (operation, viewer, query, fileNumbers) => {
    await gateway.ask(viewer, query);
    expect(await newEntries()).toEqual([
      {
        subject: viewer.subject, roles: viewer.roles, remote_address: "127.0.0.1", operations: [operation],
        operation_name: null, purpose: null, file_numbers: fileNumbers,
      },
    ]);
  });

  test("for accessLog, which tells whose data was read", async () => {
    await gateway.ask(CASEWORKER, `{ case(fileNumber: "mine") { unit } }`);
    await newEntries();
    await gateway.ask(HEAD, `{ accessLog(first: 1) { edges { node { fileNumbers } } } }`);
    expect(await newEntries()).toMatchObject([{ subject: "CHEF01", operations: ["accessLog"], file_numbers: ["mine"] }]);
  });

  test.each<[string, Viewer, string, string]>([
    ["that nothing is found of them", CASEWORKER, `{ findings(filter: { fileNumbers: ["late", "elsewhere", "protected"], rules: ["none"] }) { totalCount } }`, "late"],
    ["that they are on none of the following pages", CASEWORKER, `{ findings(filter: { fileNumbers: ["late"] }, after: "${PAST_THE_END}") { totalCount } }`, "late"],
    ["that an order of theirs needs no reminder", CASEWORKER, `{ reminderText(order: "with-plan") }`, "mine"],
    ["that a finding of theirs is not to be acknowledged by the caller", CASEWORKER, `mutation { acknowledgeFinding(finding: "delegation:decision:D1", note: "x") { id } }`, "mine"],
    ["that an acknowledgement is not to be taken back by the caller", CASEWORKER, `mutation { withdrawAcknowledgement(finding: "delegation:decision:D1") { id } }`, "mine"],
  ])("of those of whom an answer tells %s", async (_, viewer, query, fileNumber) => {
    await gateway.ask(viewer, query);
    expect((await newEntries()).map(({ file_numbers: numbers }) => numbers)).toEqual([[fileNumber]]);
  });

  test("of the person about whom the log was asked, when the answer is a number alone", async () => {
    await gateway.ask(CASEWORKER, `{ case(fileNumber: "late") { unit } }`);
    await newEntries();
    await gateway.ask(HEAD, `{ accessLog(filter: { fileNumber: "late" }, after: "${BEFORE_ALL}") { totalCount } }`);
    expect(await newEntries()).toMatchObject([{ operations: ["accessLog"], file_numbers: ["late"] }]);
  });

  test("with those alone of whom the answer tells", async () => {
    const keys = ["mine", "elsewhere", "protected", "nobody"].map((fileNumber) => `{ fileNumber: "${fileNumber}" }`);
    await gateway.ask(CASEWORKER, `{ overlay(keys: [${keys.join(" ")}]) { status } }`);
    expect(await newEntries()).toMatchObject([{ file_numbers: ["mine"] }]);
  });

  test("once for an operation, whatever it reads", async () => {
    await gateway.ask(CASEWORKER, `query Panel { case(fileNumber: "mine") { unit } again: case(fileNumber: "mine") { unit } findings { totalCount } }`);
    expect(await newEntries()).toMatchObject([{ operations: ["case", "findings"], file_numbers: ["broken", "late", "mine"] }]);
  });

  test("with the name of a trusted operation, and none of the caller's own words", async () => {
    const [documentId] = [...loadTrustedOperations()].find(([, { name }]) => name === "Overlay")!;
    const authorization = `Bearer ${await gateway.token(CASEWORKER)}`;
    await gateway.post(JSON.stringify({ documentId, variables: { keys: [{ fileNumber: "mine" }], language: "SV" } }), { authorization });
    await gateway.ask(CASEWORKER, `query About194002031234 { case(fileNumber: "mine") { unit } }`);
    expect((await newEntries()).map((entry) => entry.operation_name)).toEqual(["Overlay", null]);
  });

  test("when a part of the answer failed, too", async () => {
    const { body } = await gateway.ask(CASEWORKER, `{ case(fileNumber: "broken") { findings { title } } }`);
    expect(body.errors).toHaveLength(1);
    expect(await newEntries()).toMatchObject([{ file_numbers: ["broken"] }]);
  });
});

describe("no entry is written", () => {
  test.each<[Viewer, string]>([
    [CASEWORKER, "{ viewer { subject } }"],
    [CASEWORKER, "{ rules { id } }"],
    [CASEWORKER, "{ pageAdapters { system } }"],
    [OPERATOR, "{ loads { totalCount } }"],
    [CASEWORKER, `{ case(fileNumber: "elsewhere") { unit } }`],
    [CASEWORKER, `{ case(fileNumber: "nobody") { unit } }`],
    [CASEWORKER, `{ overlay(keys: [{ personalNumber: "194002030026" }]) { status } }`],
    [CONTROLLER, `{ overlay(keys: [{ fileNumber: "mine" }]) { status } }`],
    [CASEWORKER, `{ findings(filter: { fileNumbers: ["elsewhere"] }) { totalCount } }`],
    [CASEWORKER, `{ checkDecision(draft: { fileNumber: "elsewhere", law: "SoL 4:1", intervention: "HTJ" }) { allowed } }`],
    [CASEWORKER, "{ nonsense }"],
  ])("for %o: %s", async (viewer, query) => {
    await gateway.ask(viewer, query);
    expect(await newEntries()).toEqual([]);
  });
});

describe("the purpose", () => {
  const query = `{ case(fileNumber: "mine") { unit } }`;

  test.each(["paraply/client-list", "report:delegation.sample"])("%s is written", async (purpose) => {
    await askWith({ "x-overblick-purpose": purpose }, query);
    expect(await newEntries()).toMatchObject([{ purpose }]);
  });

  test.each(["", "Sven Svensson ringde", "x".repeat(101), "-x", "a\tb", "case:198967-0", "194002031234", "about.19400203-1234"])("%j is refused", async (purpose) => {
    const { status, body } = await askWith({ "x-overblick-purpose": purpose }, query);
    expect([status, body.data, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([400, undefined, ["BAD_USER_INPUT"]]);
    expect(await newEntries()).toEqual([]);
  });
});

describe("the caller's address", () => {
  const query = `{ overlay(keys: [{ fileNumber: "mine" }]) { status } }`;

  test("is not what a caller says of itself", async () => {
    await askWith({ "x-forwarded-for": "203.0.113.9" }, query);
    expect(await newEntries()).toMatchObject([{ remote_address: "127.0.0.1" }]);
  });

  test.each([["203.0.113.9", "203.0.113.9"], ["198.51.100.1, 203.0.113.9", "203.0.113.9"], ["no address", "127.0.0.1"]])(
    "is what a trusted proxy says: %s is %s",
    async (forwarded, address) => {
      const behind = await RunningGateway.start({ trustedProxies: ["127.0.0.0/8"] });
      try {
        const world = new World(behind.dataSource);
        await world.unit("AO1", "HAL");
        await world.freshDistrict("HAL");
        await world.client("mine");
        await askWith({ "x-forwarded-for": forwarded }, query, behind);
        expect(await behind.dataSource.query("SELECT remote_address FROM access_log")).toEqual([{ remote_address: address }]);
      } finally {
        await behind.close();
      }
    },
  );
});

describe("its cost", () => {
  test("an overlay of 200 keys takes three statements with the log's", async () => {
    const keys = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? { fileNumber: "mine" } : { personalNumber: NUMBER }));
    const query = "query ($keys: [CaseKeyInput!]!) { overlay(keys: $keys) { status findings { kind } } }";
    expect(await countStatements(() => gateway.ask(CASEWORKER, query, { keys }))).toBeLessThanOrEqual(3);
    expect(await newEntries()).toHaveLength(1);
  });

  test("answers of one moment share commits, and each has its entry", async () => {
    const accessLog = new AccessLog(gateway.dataSource);
    const subjects = Array.from({ length: 100 }, (_, at) => `KAAN${at}`);
    await Promise.all(subjects.map((subject) => accessLog.write({ ...ENTRY, subject })));
    const counted = await gateway.dataSource.query<unknown[]>(
      "SELECT count(*)::int AS entries, count(DISTINCT subject)::int AS subjects, count(DISTINCT xmin::text)::int AS commits FROM access_log WHERE id > $1",
      [lastSeen],
    );
    // The first goes at once, and the others together when it is through.
    expect(counted).toEqual([{ entries: 100, subjects: 100, commits: 2 }]);
  });
});

describe("when the log can't be written", () => {
  const FULL_DISK = `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION full_disk()`;
  const FAULTS = [
    ["its disk is full", FULL_DISK, "DROP FUNCTION full_disk CASCADE"],
    ["it is read-only", "REVOKE INSERT (subject) ON access_log FROM overblick_app", "GRANT INSERT (subject) ON access_log TO overblick_app"],
    ["it is gone", "ALTER TABLE access_log RENAME TO away", "ALTER TABLE away RENAME TO access_log"],
  ] as const;

  test.each(FAULTS)("because %s, nothing about a person is answered, and the next is when it can again", async (_, fault, remedy) => {
    const query = `{ case(fileNumber: "mine") { unit } viewer { subject } }`;
    await runStatement(gateway.databaseUrl, fault);
    try {
      const { status, body } = await gateway.ask(CASEWORKER, query);
      const { code, id } = body.errors![0]!.extensions;
      expect([status, body.data, code, body.errors!.length]).toEqual([500, undefined, "INTERNAL_SERVER_ERROR", 1]);
      expect(gateway.logged.find((line) => line.includes(id!))).toContain("ACCESS_LOG_NOT_WRITTEN");
    } finally {
      await runStatement(gateway.databaseUrl, remedy);
    }
    expect((await gateway.ask(CASEWORKER, query)).body.data).toEqual({ case: { unit: "AO1" }, viewer: { subject: "KAAN01" } });
  });

  test("what tells of nobody is answered", async () => {
    await runStatement(gateway.databaseUrl, FULL_DISK);
    try {
      const { body } = await gateway.ask(CASEWORKER, `{ viewer { subject } case(fileNumber: "nobody") { unit } }`);
      expect(body).toEqual({ data: { viewer: { subject: "KAAN01" }, case: null } });
    } finally {
      await runStatement(gateway.databaseUrl, "DROP FUNCTION full_disk CASCADE");
    }
  });

  test("no part of the answer, nor of its errors, goes out", async () => {
    await runStatement(gateway.databaseUrl, FULL_DISK);
    try {
      const { body } = await gateway.ask(CASEWORKER, `{ case(fileNumber: "broken") { findings { title } } }`);
      expect(body.errors?.map((error) => Object.keys(error).sort())).toEqual([["extensions", "message"]]);
    } finally {
      await runStatement(gateway.databaseUrl, "DROP FUNCTION full_disk CASCADE");
    }
  });
});

test("a subject that PostgreSQL can't keep as it is hinders nobody's entry", async () => {
  await gateway.ask({ ...HEAD, subject: "CH\u0000EF\ud800" }, `{ case(fileNumber: "mine") { unit } }`);
  expect(await newEntries()).toMatchObject([{ subject: "CH\uFFFDEF\uFFFD" }]);
});
