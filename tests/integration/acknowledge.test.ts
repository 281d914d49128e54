import type { DataSource } from "typeorm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { type AcknowledgeRequest, acknowledgeFinding, mayAcknowledge, withdrawAcknowledgement } from "../../gateway/findings/acknowledge.js";
import { overlay, type OverlayAnswer } from "../../gateway/findings/overlay.js";
import type { FoundFinding } from "../../gateway/findings/query-finding.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { standingFinding } from "../../gateway/findings/query-one.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, CONTROLLER, HEAD, RING, TODAY, World } from "./world.js";

const REVIEW = "review.annual:decision:D1";
const DELEGATION = "delegation.holder:decision:D1";
const INTEGRITY = "integrity.identity:client:mine";
const EVIDENCE = [{ name: "decision.from", value: "2021-11-01", fact: "DECISION", key: "D1", load: 1, line: 9 }];

let database: TestDatabase;
let dataSource: DataSource;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  world = new World(dataSource);
  await world.load();
  await world.freshDistrict("HAL");
  await world.unit("AO1", "HAL");
  await world.unit("AO2", "HAL");
  await world.fact("caseworker_period", { signature: "KAAN01", name: "Karin Andersson", unit_code: "AO1", valid_from: "2022-01-01", role: "HANDL" });
  await world.client("mine");
  await world.client("elsewhere", { unit_code: "AO2" });
  await world.client("hidden", { protection: 1, caseworker: "KABO02" });
  const evidence = JSON.stringify(EVIDENCE);
  await world.finding("mine", { finding_id: REVIEW, evidence });
  await world.finding("mine", { finding_id: DELEGATION, rule: "delegation.holder", kind: "DELEGATION", evidence, due_on: null });
  await world.finding("mine", { finding_id: INTEGRITY, rule: "integrity.identity", kind: "INTEGRITY", evidence, due_on: null, critical_from: null });
  await world.finding("mine", { finding_id: "ahead", due_on: "2023-12-08", warning_from: "2023-11-08", critical_from: "2023-12-09", evidence });
  await world.finding("elsewhere", { finding_id: "theirs", evidence });
  await world.finding("hidden", { finding_id: "protected", evidence });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The application may not delete what was said: the tests start again as the owner. */
beforeEach(async () => {
  const runner = dataSource.createQueryRunner();
  await runner.query("SET ROLE NONE");
  await runner.query("DELETE FROM acknowledgement");
  await runner.query("RESET ROLE");
  await runner.release();
});

const on = (day: string): { on: string; today: string } => ({ on: day, today: day });
const acknowledge = (request: Partial<AcknowledgeRequest> = {}, viewer: Viewer = CASEWORKER, today = TODAY): Promise<FoundFinding> =>
  acknowledgeFinding(dataSource, viewer, on(today), { finding: REVIEW, note: "Bokad", ...request }, () => undefined);

async function badge(day: { on: string; today: string } = on(TODAY), viewer: Viewer = HEAD): Promise<OverlayAnswer> {
  const [answer] = await overlay(dataSource, viewer, day, [{ fileNumber: "mine" }], RING);
  return answer!;
}

async function severityOf(id: string, day = TODAY): Promise<string | undefined> {
  return (await badge({ on: day, today: day })).findings.find((finding) => finding.id === id)?.severity;
}

const rows = (): Promise<Record<string, unknown>[]> => dataSource.query(
  `SELECT note, acknowledged_by AS by, until::text, acknowledged_on::text AS "from", ended_on::text AS "to", ended_by AS "endedBy" FROM acknowledgement ORDER BY id`,
);

describe("who may acknowledge", () => {
  test.each<[string, Viewer, string[]]>([
    ["a caseworker", CASEWORKER, [REVIEW]],
    ["a controller, who reads findings too,", CONTROLLER, []],
    ["the unit's head", HEAD, [DELEGATION, INTEGRITY, REVIEW]],
    ["a head elsewhere who covers a colleague here", { subject: "CHEF02", roles: ["MANAGER"], units: ["AO2"], covers: [{ colleague: "KAAN01", from: TODAY, until: TODAY }] }, [REVIEW]],
    ["who covers the unit for its head", { subject: "CHEF02", roles: ["MANAGER"], units: ["AO2"], covers: [{ unit: "AO1", from: TODAY, until: TODAY }] }, [DELEGATION, INTEGRITY, REVIEW]],
  ])("%s is told beforehand what they then can", async (_, viewer, expected) => {
    const { findings } = await badge();
    const told = findings.filter((finding) => mayAcknowledge(viewer, { today: TODAY }, finding)).map(({ id }) => id);
    const done: string[] = [];
    for (const { id } of findings) {
      const outcome = await acknowledge({ finding: id }, viewer).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) done.push(id);
    }
    expect(told.sort()).toEqual(expected);
    expect(done.sort()).toEqual(expected);
  });
});

describe("an acknowledged finding", () => {
  test("tells by whom, when, to which day, why, and what it would be", async () => {
    expect(await acknowledge({ until: "2022-12-15" })).toMatchObject({
      id: REVIEW, severity: "INFO", acknowledgedUntil: "2022-12-15",
      acknowledgement: { by: "KAAN01", byShown: "Karin Andersson (KAAN01)", on: TODAY, until: "2022-12-15", note: "Bokad", severity: "CRITICAL" },
    });
  });

  test("counts as INFO to and with its day, and comes back the day after", async () => {
    await acknowledge({ until: "2022-12-15" });
    expect([await severityOf(REVIEW), await severityOf(REVIEW, "2022-12-15"), await severityOf(REVIEW, "2022-12-16")])
      .toEqual(["INFO", "INFO", "CRITICAL"]);
  });

  test("leaves the badge to the others", async () => {
    await acknowledge();
    await acknowledge({ finding: DELEGATION }, HEAD);
    expect((await badge()).status).toBe("ATTENTION");
    await acknowledge({ finding: INTEGRITY }, HEAD);
    expect((await badge()).status).toBe("OK");
  });

  test("leaves nextDueOn as it was", async () => {
    const before = (await badge()).nextDueOn;
    await acknowledge();
    expect((await badge()).nextDueOn).toBe(before);
  });

  test("was none on the days before", async () => {
    await acknowledge();
    expect((await badge({ on: "2022-11-29", today: TODAY })).findings.find(({ id }) => id === REVIEW)?.acknowledgement).toBeNull();
  });

  test("is found by the filter, and left out by its opposite", async () => {
    await acknowledge();
    const ids = async (acknowledged: boolean): Promise<string[]> =>
      (await findingList(dataSource, CASEWORKER, on(TODAY), { filter: { acknowledged } })).edges.map(({ node }) => node.id);
    expect([await ids(true), (await ids(false)).sort()]).toEqual([[REVIEW], [DELEGATION, INTEGRITY]]);
  });

  test("is no longer among the critical ones of a list", async () => {
    await acknowledge();
    const { edges } = await findingList(dataSource, CASEWORKER, on(TODAY), { filter: { severities: ["CRITICAL"] } });
    expect(edges.map(({ node }) => node.id)).toEqual([DELEGATION]);
  });

  test("is told to a controller without its note and by the signature alone", async () => {
    await acknowledge();
    const { edges } = await findingList(dataSource, CONTROLLER, on(TODAY), { filter: { acknowledged: true } });
    expect(edges.map(({ node }) => node.acknowledgement)).toMatchObject([{ by: "KAAN01", byShown: "KAAN01", note: null }]);
  });
});

describe("without a date", () => {
  test("it holds for 90 days", async () => {
    expect((await acknowledge()).acknowledgedUntil).toBe("2023-02-28");
    expect([await severityOf(REVIEW, "2023-02-28"), await severityOf(REVIEW, "2023-03-01")]).toEqual(["INFO", "CRITICAL"]);
  });

  test("a delegation stays acknowledged as long as its facts are the same", async () => {
    expect((await acknowledge({ finding: DELEGATION }, HEAD)).acknowledgement).toMatchObject({ until: null });
    expect(await severityOf(DELEGATION, "2032-11-30")).toBe("INFO");
  });
});

describe("when the facts change", () => {
  const withEvidence = async (evidence: unknown, due = "2022-11-01"): Promise<string | undefined> => {
    await dataSource.query("UPDATE finding SET evidence = $2, due_on = $3 WHERE finding_id = $1", [REVIEW, JSON.stringify(evidence), due]);
    const severity = await severityOf(REVIEW);
    await dataSource.query("UPDATE finding SET evidence = $2, due_on = '2022-11-01' WHERE finding_id = $1", [REVIEW, JSON.stringify(EVIDENCE)]);
    return severity;
  };

  test("another value, date or fact ends it at once", async () => {
    await acknowledge();
    const item = EVIDENCE[0]!;
    expect([
      await withEvidence([{ ...item, value: "2021-11-02" }]), await withEvidence(EVIDENCE, "2022-11-02"),
      await withEvidence([...EVIDENCE, { ...item, name: "followUp.date", fact: "FOLLOW_UP" }]),
    ]).toEqual(["CRITICAL", "CRITICAL", "CRITICAL"]);
  });

  test("the same facts of another file and line leave it as it is", async () => {
    await acknowledge();
    expect(await withEvidence(EVIDENCE.map((item) => ({ ...item, load: 2, line: 77 })))).toBe("INFO");
  });
});

describe("once more", () => {
  test("the same changes nothing, however often it is clicked at the same moment", async () => {
    await Promise.all([1, 2, 3, 4, 5].map(() => acknowledge()));
    expect(await rows()).toEqual([{ note: "Bokad", by: "KAAN01", until: "2023-02-28", from: TODAY, to: null, endedBy: null }]);
  });

  test("by two people at the same moment leaves one of them standing", async () => {
    await Promise.all([acknowledge(), acknowledge({ note: "Ser på det" }, HEAD)]);
    expect((await rows()).filter(({ to }) => to === null)).toHaveLength(1);
    expect((await badge()).findings.filter(({ id }) => id === REVIEW)).toHaveLength(1);
  });

  test("takes the place of the one before, which stays on record for the days that it held", async () => {
    await acknowledge({}, CASEWORKER, "2022-11-28");
    await acknowledge({ until: "2022-12-01", note: "Nu" }, HEAD);
    expect((await badge({ on: "2022-11-29", today: TODAY })).findings.find(({ id }) => id === REVIEW)?.acknowledgement?.note).toBe("Bokad");
    expect((await badge()).findings.find(({ id }) => id === REVIEW)?.acknowledgement?.note).toBe("Nu");
  });

  test("after it has run out begins anew", async () => {
    await acknowledge({ until: "2022-11-20" }, CASEWORKER, "2022-11-10");
    expect(await severityOf(REVIEW)).toBe("CRITICAL");
    await acknowledge();
    expect(await severityOf(REVIEW)).toBe("INFO");
  });
});

describe("withdrawing", () => {
  const withdraw = (viewer: Viewer = CASEWORKER, id = REVIEW): Promise<FoundFinding> => withdrawAcknowledgement(dataSource, viewer, on(TODAY), id, () => undefined);

  test("brings the finding back at once, and by whom stays on record", async () => {
    await acknowledge();
    expect(await withdraw(HEAD)).toMatchObject({ severity: "CRITICAL", acknowledgement: null, acknowledgedUntil: null });
    expect(await rows()).toMatchObject([{ by: "KAAN01", to: TODAY, endedBy: "CHEF01" }]);
  });

  test("leaves one that isn't acknowledged as it is", async () => {
    expect(await withdraw()).toMatchObject({ severity: "CRITICAL" });
  });

  test("of a delegation takes a manager", async () => {
    await acknowledge({ finding: DELEGATION }, HEAD);
    await expect(withdraw(CASEWORKER, DELEGATION)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("who may acknowledge", () => {
  test.each([DELEGATION, INTEGRITY])("of %s a manager alone", async (finding) => {
    await expect(acknowledge({ finding })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await acknowledge({ finding }, HEAD)).acknowledgement?.by).toBe("CHEF01");
  });

  test("a head who stands in for a caseworker of another unit is no manager there", async () => {
    const standIn: Viewer = { subject: "CHEF02", roles: ["MANAGER"], units: ["AO2"], covers: [{ colleague: "KAAN01", from: TODAY, until: TODAY }] };
    await world.fact("caseworker_period", { signature: "KAAN01", valid_from: "2020-01-01", unit_code: "AO1", role: "BIST" });
    await expect(acknowledge({ finding: DELEGATION }, standIn)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await acknowledge({}, standIn)).acknowledgement?.by).toBe("CHEF02");
  });

  test.each<Viewer>([CONTROLLER, { subject: "SYS", roles: ["INTEGRATION"], units: null }])("no $roles", async (viewer) => {
    await expect(acknowledge({}, viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test.each(["theirs", "protected", "ahead", "no such"])("nobody who may not know of it, or to whom it is none: %s", async (finding) => {
    await expect(acknowledge({ finding })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await rows()).toEqual([]);
  });

  test.each(["theirs", "protected"])("whoever may no more know of it when it is read again is not told it: %s", async (finding) => {
    await expect(standingFinding(dataSource, CASEWORKER, on(TODAY), finding)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("what is refused", () => {
  test.each([
    [{ until: "2022-11-29" }, "until has passed"], [{ note: "  " }, "note is empty"], [{ note: "x".repeat(2001) }, "more than 2000"], [{ note: "a\0b" }, "character"],
  ])("%j", async (request, message) => {
    await expect(acknowledge(request)).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining(message) as string });
  });
});

test("what was said of somebody before the decision was moved to another stays theirs", async () => {
  await world.insert("acknowledgement", {
    finding_id: REVIEW, file_number: "hidden", rule: "review.annual", facts: "x", note: "Om någon annan", acknowledged_by: CASEWORKER.subject, acknowledged_on: "2022-11-01",
  });
  expect((await acknowledge()).acknowledgement).toMatchObject({ note: "Bokad" });
  await withdrawAcknowledgement(dataSource, CASEWORKER, on(TODAY), REVIEW, () => undefined);
  expect((await rows()).map(({ note, to }) => [note, to])).toEqual([["Om någon annan", null], ["Bokad", TODAY]]);
});
