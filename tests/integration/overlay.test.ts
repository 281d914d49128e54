import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../gateway/access/viewer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { overlay, type OverlayKey } from "../../gateway/findings/overlay.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { countStatements } from "./statements.js";
import { CASEWORKER, CONTROLLER, HEAD, RING, TODAY, World } from "./world.js";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  await fillWorld(new World(dataSource));
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function fillWorld(world: World): Promise<void> {
  const load = await world.load({ type: "UPPF", file: "SOSYS_UPPF_HAL_20221130.TXT" });
  for (const district of ["HAL", "SKH"]) await world.freshDistrict(district);
  await world.unit("AO1", "HAL");
  await world.unit("AO2", "HAL");
  await world.unit("SK1", "SKH");
  await findingsWorld(world, load);
  await numbersWorld(world);
  await quarantineWorld(world, load);
}

async function findingsWorld(world: World, load: number): Promise<void> {
  for (const fileNumber of ["fine", "overdue", "attention", "mild", "dead", "ahead", "changed"]) await world.client(fileNumber);
  const evidence = [{ name: "followUp.date", value: "2021-11-01", fact: "FOLLOW_UP", key: "U1", load, line: 9 }];
  await world.finding("overdue", { evidence: JSON.stringify(evidence) });
  await world.finding("overdue", {
    finding_id: "review.watch-date:decision:w", rule: "review.watch-date", kind: "WATCH_MISSING", due_on: null,
    critical_from: null, counts_as_next: false,
  });
  await world.finding("attention", { due_on: "2022-12-15", warning_from: "2022-11-15", critical_from: "2022-12-16" });
  await world.finding("mild", {
    finding_id: "plan.missing:order:b1", kind: "PLAN_MISSING", info_from: "2022-11-20", warning_from: "2022-12-05",
    critical_from: "2022-12-11", due_on: "2022-12-10",
  });
  await world.finding("ahead", { due_on: "2023-05-01", warning_from: "2023-04-01", critical_from: "2023-05-02" });
  await world.finding("ahead", { finding_id: "x", due_on: "2023-02-01", counts_as_next: false, warning_from: "2023-01-01", critical_from: null });
  await world.client("dead-2", { deceased_on: "2022-11-20" });
  await world.finding("dead-2", { due_on: "2023-05-01", warning_from: "2023-04-01", critical_from: null });
  await world.finding("changed", { day_to: "2022-11-10" });
}

async function numbersWorld(world: World): Promise<void> {
  for (const [fileNumber, number, unit] of [
    ["single", "194002030018", "AO1"], ["twin-1", "194002030026", "AO1"], ["twin-2", "194002030026", "AO1"],
    ["twin-here", "194002030034", "AO1"], ["twin-elsewhere", "194002030034", "SK1"], ["reserve", "19340512TF01", "AO1"],
    ["hyphened", "19400203-0042", "AO1"], ["hyphened-twin", "19400203-0059", "AO1"], ["plain-twin", "194002030059", "AO1"],
  ] as const) {
    await world.client(fileNumber, { unit_code: unit });
    await world.person(fileNumber, {}, number);
  }
  await world.client("elsewhere", { unit_code: "SK1" });
}

async function quarantineWorld(world: World, load: number): Promise<void> {
  await world.client("faulty-row");
  await world.rejected(load, ["faulty-row"]);
  await world.client("faulty-and-overdue");
  await world.finding("faulty-and-overdue");
  await world.rejected(load, ["faulty-and-overdue"]);
  await world.client("faulty-receipt");
  const receipt = await world.rejected(load, [], { type: "GPLAN" });
  await world.insert("rejected_row_case", { rejected_row_id: receipt, file_number: "faulty-receipt", from_extract: false });
}

async function ask(key: OverlayKey, viewer = CASEWORKER, on = TODAY) {
  const [answer] = await overlay(dataSource, viewer, { on, today: TODAY }, [key], RING);
  return answer!;
}

const NOTHING = { protected: false, findings: [], nextDueOn: null, dataFrom: null, dataLoadedAt: null, incompleteBecause: [], fileNumber: null, on: TODAY };

describe("status", () => {
  test.each([
    ["fine", "OK"],
    ["mild", "OK"],
    ["ahead", "OK"],
    ["attention", "ATTENTION"],
    ["overdue", "OVERDUE"],
    ["faulty-row", "UNKNOWN"],
    ["faulty-and-overdue", "OVERDUE"],
    ["faulty-receipt", "OK"],
  ])("of %s is %s", async (fileNumber, status) => {
    expect((await ask({ fileNumber })).status).toBe(status);
  });

  test("moves with the day alone", async () => {
    expect((await ask({ fileNumber: "overdue" }, CASEWORKER, "2022-11-01")).status).toBe("ATTENTION");
  });

  test("of an earlier day counts what held then", async () => {
    expect((await ask({ fileNumber: "changed" }, CASEWORKER, "2022-11-09")).status).toBe("OVERDUE");
    expect((await ask({ fileNumber: "changed" })).status).toBe("OK");
  });
});

describe("what comes with the status", () => {
  test("the day that it speaks of", async () => {
    expect([(await ask({ fileNumber: "overdue" })).on, (await ask({ fileNumber: "overdue" }, CASEWORKER, "2022-11-09")).on]).toEqual([TODAY, "2022-11-09"]);
  });

  test("the gravest finding first", async () => {
    const { findings } = await ask({ fileNumber: "overdue" });
    expect(findings.map(({ kind, severity }) => [kind, severity])).toEqual([["REVIEW_DUE", "CRITICAL"], ["WATCH_MISSING", "WARNING"]]);
  });

  test("the days since it was due", async () => {
    expect((await ask({ fileNumber: "overdue" })).findings[0]?.overdueDays).toBe(29);
    expect((await ask({ fileNumber: "attention" })).findings[0]?.overdueDays).toBeNull();
  });

  test("evidence with the file that brought it", async () => {
    expect((await ask({ fileNumber: "overdue" })).findings[0]?.evidence).toEqual([
      expect.objectContaining({ name: "followUp.date", file: "SOSYS_UPPF_HAL_20221130.TXT", line: 9, loadedAt: new Date("2022-11-30T04:01:00Z") }),
    ]);
  });

  test("an INFO finding that leaves the status OK", async () => {
    expect((await ask({ fileNumber: "mild" })).findings.map(({ severity }) => severity)).toEqual(["INFO"]);
  });

  test("no finding whose severity lies ahead", async () => {
    expect((await ask({ fileNumber: "ahead" })).findings).toEqual([]);
  });

  test("the next date, found or not yet, of those that count", async () => {
    expect((await ask({ fileNumber: "ahead" })).nextDueOn).toBe("2023-05-01");
  });

  test("no next date that has passed", async () => {
    expect((await ask({ fileNumber: "overdue" })).nextDueOn).toBeNull();
  });

  test("no next date of a dead client", async () => {
    expect((await ask({ fileNumber: "dead-2" })).nextDueOn).toBeNull();
    expect((await ask({ fileNumber: "dead-2" }, CASEWORKER, "2022-11-19")).nextDueOn).toBe("2023-05-01");
  });

  test("how old the data is", async () => {
    expect((await ask({ fileNumber: "fine" })).dataFrom).toBe("2022-11-30");
  });

  test("why it may lack something, without the row's content", async () => {
    expect((await ask({ fileNumber: "faulty-row" })).incompleteBecause).toEqual([
      { kind: "ROWS_IN_QUARANTINE", type: "BESLUT", rows: 1 },
    ]);
    expect((await ask({ fileNumber: "faulty-and-overdue" })).incompleteBecause).toHaveLength(1);
    expect((await ask({ fileNumber: "faulty-receipt" })).incompleteBecause).toEqual([]);
  });
});

describe("personal numbers", () => {
  test.each(["194002030018", "19400203-0018", " 19400203 0018 "])("%s finds its client", async (personalNumber) => {
    expect((await ask({ personalNumber })).status).toBe("OK");
  });

  test("with letters are compared as text", async () => {
    expect((await ask({ personalNumber: "19340512-TF01" })).status).toBe("OK");
    expect((await ask({ personalNumber: "19340512-tf01" })).status).toBe("UNKNOWN");
  });

  test("that were delivered in a wrong form are found by that form", async () => {
    expect((await ask({ personalNumber: "19400203-0042" })).fileNumber).toBe("hyphened");
    expect((await ask({ personalNumber: "194002030042" })).status).toBe("UNKNOWN");
  });

  test("that are one client's as they are written, and another's without the hyphen, are UNKNOWN", async () => {
    expect((await ask({ personalNumber: "19400203-0059" })).status).toBe("UNKNOWN");
  });

  test("that two clients in scope share are UNKNOWN, as if there were none", async () => {
    const key = { personalNumber: "194002030026" };
    expect(await ask(key)).toEqual({ key: { fileNumber: null, ...key }, status: "UNKNOWN", ...NOTHING });
  });

  test("that a client out of scope shares tell nothing of that one", async () => {
    expect((await ask({ personalNumber: "194002030034" })).status).toBe("OK");
  });

  test("lead to the file number of the client whom they are of", async () => {
    expect((await ask({ personalNumber: "19340512-TF01" })).fileNumber).toBe("reserve");
  });

  test("come back as they were asked", async () => {
    expect((await ask({ personalNumber: "19400203-0018" })).key).toEqual({ fileNumber: null, personalNumber: "19400203-0018" });
  });
});

describe("what can't be told apart", () => {
  test.each(["elsewhere", "no-such-client", "", "nul\u0001"])("UNKNOWN for %j", async (fileNumber) => {
    expect(await ask({ fileNumber })).toEqual({ key: { fileNumber, personalNumber: null }, status: "UNKNOWN", ...NOTHING });
  });

  test("a client before the day on which it was first known", async () => {
    expect((await ask({ fileNumber: "fine" }, CASEWORKER, "2021-12-31")).status).toBe("UNKNOWN");
  });
});

describe("the keys", () => {
  test("are answered in the order asked, repeated ones too", async () => {
    const keys = ["overdue", "no-such-client", "fine", "overdue"].map((fileNumber) => ({ fileNumber }));
    const answers = await overlay(dataSource, CASEWORKER, { on: TODAY, today: TODAY }, keys, RING);
    expect(answers.map(({ key, status }) => [key.fileNumber, status])).toEqual([
      ["overdue", "OVERDUE"], ["no-such-client", "UNKNOWN"], ["fine", "OK"], ["overdue", "OVERDUE"],
    ]);
  });

  test.each<[string, OverlayKey]>([
    ["neither", {}],
    ["both", { fileNumber: "fine", personalNumber: "194002030018" }],
    ["two nulls", { fileNumber: null, personalNumber: null }],
  ])("with %s of the two numbers are refused", async (_, key) => {
    await expect(ask(key)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("are 200 at most", async () => {
    const keys = Array.from({ length: 201 }, () => ({ fileNumber: "fine" }));
    await expect(overlay(dataSource, CASEWORKER, { on: TODAY, today: TODAY }, keys, RING)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("200 of them take two statements", async () => {
    const keys = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? { fileNumber: "overdue" } : { personalNumber: "194002030018" }));
    expect(await countStatements(() => overlay(dataSource, CASEWORKER, { on: TODAY, today: TODAY }, keys, RING))).toBe(2);
  });
});

describe("roles", () => {
  test.each<Role>(["CONTROLLER", "INTEGRATION", "OPERATOR", "PROVIDER"])("%s is told FORBIDDEN for each key", async (role) => {
    const viewer = { ...CONTROLLER, roles: [role] };
    expect((await ask({ fileNumber: "overdue" }, viewer)).status).toBe("FORBIDDEN");
    expect(await ask({ fileNumber: "no-such-client" }, viewer)).toEqual({
      key: { fileNumber: "no-such-client", personalNumber: null }, status: "FORBIDDEN", ...NOTHING,
    });
  });

  test("FORBIDDEN is said without a look into the database", async () => {
    expect(await countStatements(() => ask({ fileNumber: "overdue" }, CONTROLLER))).toBe(0);
  });

  test("a head sees the unit's clients", async () => {
    expect((await ask({ fileNumber: "overdue" }, HEAD)).status).toBe("OVERDUE");
  });
});
