import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { findCase } from "../../gateway/cases/case.js";
import { recordReminder, type ReminderRequest } from "../../gateway/cases/reminders.js";
import { reminderText } from "../../gateway/cases/reminder-text.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import type { Language } from "../../gateway/rules/rule.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, CONTROLLER, HEAD, TODAY, World } from "./world.js";

const CATALOGUE = loadCatalogue();
const day = { on: TODAY, today: TODAY };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  const load = await world.load();
  await world.unit("AO1", "HAL");
  await world.unit("AO2", "HAL");
  await world.fact("unit", { code: "AO1", name: "Äldre norr" });
  await world.fact("caseworker_period", { signature: "KAAN01", name: "Karin Andersson", valid_from: "2020-01-01", unit_code: "AO1", role: "BIST" });
  await world.fact("provider", { code: "UTF1", name: "Åsö Hemtjänst AB", municipal: false, connected: false });
  for (const [fileNumber, unit] of [["mine", "AO1"], ["theirs", "AO2"]] as const) {
    await world.client(fileNumber, { unit_code: unit });
    await world.person(fileNumber);
    await world.decision(`${fileNumber}-1`, fileNumber);
    for (const order of ["missing", "returned", "insufficient", "fine"]) await world.order(`${fileNumber}-${order}`, `${fileNumber}-1`);
  }
  const item = { load, line: 4 };
  const evidence = (order: string): object[] => [
    { name: "decision.intervention", value: "HTJ", fact: "DECISION", key: "mine-1", ...item }, { name: "order.number", value: `mine-${order}`, fact: "ORDER", key: `mine-${order}`, ...item },
    { name: "order.orderedOn", value: "2022-11-01", fact: "ORDER", key: `mine-${order}`, ...item }, { name: "order.provider", value: "UTF1", fact: "ORDER", key: `mine-${order}`, ...item },
    ...(order === "missing" ? [] : [{ name: "plan.receivedOn", value: "2022-11-20", fact: "PLAN", key: `mine-${order}/1`, ...item }]),
  ];
  const plan = (order: string, kind: string, rule: string, dueOn: string, variant = ""): Promise<void> => world.finding("mine", {
    finding_id: `${rule}:order:mine-${order}`, rule, kind, decision: "mine-1", order_number: `mine-${order}`, due_on: dueOn, variant,
    info_from: "2022-11-01", warning_from: "2022-11-10", critical_from: null, evidence: JSON.stringify(evidence(order)),
  });
  await plan("missing", "PLAN_MISSING", "plan.missing", "2022-11-15");
  await plan("returned", "PLAN_INSUFFICIENT", "plan.insufficient", "2022-12-04", "returned");
  await plan("insufficient", "PLAN_INSUFFICIENT", "plan.insufficient", "2022-11-29");
  await movedFromSomebodyProtected(world);
});

/** A decision of a protected person of another unit, who was written about, until it was moved to AO1's client "receiver". */
async function movedFromSomebodyProtected(world: World): Promise<void> {
  const [until, from] = [{ known_to: "2022-11-20" }, { known_from: "2022-11-20" }];
  await world.unit("SK1", "SKH");
  await world.client("hidden", { unit_code: "SK1", caseworker: "KACE03", protection: 2 });
  await world.client("receiver");
  await world.decision("moved-1", "hidden", until);
  await world.decision("moved-1", "receiver", from);
  await world.order("moved-missing", "moved-1");
  await world.insert("reminder", { order_number: "moved-missing", file_number: "hidden", sent_on: "2022-11-18", sent_by: CASEWORKER.subject, note: "Gömd hos systern" });
  await world.finding("receiver", {
    finding_id: "plan.missing:order:moved-missing", rule: "plan.missing", kind: "PLAN_MISSING", decision: "moved-1", order_number: "moved-missing", due_on: "2022-11-16",
    info_from: "2022-11-01", warning_from: "2022-11-10", critical_from: null,
  });
}

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const letter = (order: string, language: Language = "SV", viewer: Viewer = CASEWORKER): Promise<string> =>
  reminderText(dataSource, CATALOGUE, viewer, day, order, language, () => undefined);
const remind = (request: Partial<ReminderRequest> = {}, viewer: Viewer = CASEWORKER): ReturnType<typeof recordReminder> =>
  recordReminder(dataSource, viewer, day, { order: "mine-missing", sentOn: "2022-11-28", ...request });

describe("the letter", () => {
  test("says which order, under which law, what is missing since when, and what counts", async () => {
    expect(await letter("mine-missing")).toBe([
      "Påminnelse om genomförandeplan, beställning mine-missing",
      "Hej! Den 1 november 2022 beställde vi hemtjänst av er, Åsö Hemtjänst AB (UTF1). Beställningen har nummer mine-missing, och beslutet är fattat " +
      "enligt Socialtjänstlagen (2001:453) 4 kap. 1 §.",
      "Genomförandeplanen skulle ha varit hos oss senast den 15 november 2022, för 15 dagar sedan, och den har inte kommit.",
      "Vad som gäller: Utförarens genomförandeplan ska vara tillbaka senast 14 dagar efter beställningen.",
      "Planen ska ha minst ett mål, och den enskilde ska ha deltagit i den. Skicka den snarast, eller hör av er om något hindrar.",
      "Med vänlig hälsning\nKarin Andersson\nÄldre norr",
    ].join("\n\n"));
  });

  test.each([
    ["mine-returned", "Genomförandeplanen som kom den 20 november 2022 har vi lämnat tillbaka. En ny plan ska vara hos oss senast den 4 december 2022."],
    ["mine-insufficient", "eftersom den saknar mål eller den enskilde inte har deltagit. En ny plan skulle ha varit hos oss senast den 29 november 2022, för 1 dag sedan."],
  ])("of %s says why its plan does not count", async (order, sentence) => {
    expect(await letter(order)).toContain(sentence);
  });

  test("is in English where that is asked", async () => {
    expect(await letter("mine-missing", "EN")).toContain("The implementation plan was due with us by 15 November 2022, 15 days ago, and it has not come.");
  });

  test("names neither the client nor the file", async () => {
    const text = await letter("mine-missing");
    expect(["Testsson", "1940", "mine "].filter((trace) => text.includes(trace))).toEqual([]);
  });

  test("tells of the reminder before it", async () => {
    await remind({ order: "mine-insufficient", sentOn: "2022-11-29" });
    expect(await letter("mine-insufficient")).toContain("för 1 dag sedan. Vi påminde er också den 29 november 2022.");
  });

  test.each<[string, string, Viewer]>([
    ["BAD_USER_INPUT", "mine-fine", CASEWORKER], ["NOT_FOUND", "theirs-missing", CASEWORKER], ["NOT_FOUND", "no such", CASEWORKER], ["FORBIDDEN", "mine-missing", CONTROLLER],
  ])("is %s for the order %s", async (code, order, viewer) => {
    await expect(letter(order, "SV", viewer)).rejects.toMatchObject({ code });
  });
});

describe("a reminder", () => {
  test("is told with the finding and with the order", async () => {
    const { id, fileNumber, ...reminder } = await remind({ note: "Ringde" });
    expect({ fileNumber, ...reminder }).toEqual({ fileNumber: "mine", order: "mine-missing", sentOn: "2022-11-28", note: "Ringde", by: "KAAN01", byShown: "Karin Andersson (KAAN01)" });
    const { edges } = await findingList(dataSource, HEAD, day, { filter: { rules: ["plan.missing"] } });
    expect(edges[0]?.node.reminders).toEqual([{ id, ...reminder }]);
    const found = await findCase(dataSource, HEAD, day, "mine");
    expect(found?.decisions[0]?.orders.find((order) => order.id === "mine-missing")?.reminders).toEqual([{ id, ...reminder }]);
  });

  test("is one for a person and day, however often it is clicked", async () => {
    const sent = await Promise.all([1, 2, 3, 4].map(() => remind({ order: "mine-returned" })));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  });

  test("keeps its note when it is recorded again without one", async () => {
    await remind({ order: "mine-returned", note: "Mejl" });
    expect((await remind({ order: "mine-returned" })).note).toBe("Mejl");
  });

  test("is told as of the days from when it was sent", async () => {
    const { edges } = await findingList(dataSource, CASEWORKER, { on: "2022-11-27", today: TODAY }, { filter: { rules: ["plan.missing"] } });
    expect(edges[0]?.node.reminders).toEqual([]);
  });

  test.each<[string, Partial<ReminderRequest>, Viewer]>([
    ["BAD_USER_INPUT", { sentOn: "2022-12-01" }, CASEWORKER], ["NOT_FOUND", { order: "theirs-missing" }, CASEWORKER], ["FORBIDDEN", {}, CONTROLLER],
  ])("is %s for %j", async (code, request, viewer) => {
    await expect(remind(request, viewer)).rejects.toMatchObject({ code });
  });
});

describe("what was written of somebody before the decision was moved to another", () => {
  const readReminders = async (): Promise<unknown[]> => {
    const { edges } = await findingList(dataSource, CASEWORKER, day, { filter: { fileNumbers: ["receiver"] } });
    const found = await findCase(dataSource, CASEWORKER, day, "receiver");
    return [edges[0]?.node.reminders, found?.decisions[0]?.orders[0]?.reminders];
  };

  test("is told neither with the order nor with the finding of the other", async () => {
    expect(await readReminders()).toEqual([[], []]);
  });

  test("is not what somebody records of the other for the same day", async () => {
    const recorded = await remind({ order: "moved-missing", sentOn: "2022-11-18" });
    expect(recorded).toMatchObject({ fileNumber: "receiver", note: null });
    const { fileNumber: _, ...reminder } = recorded;
    expect(await readReminders()).toEqual([[reminder], [reminder]]);
  });
});
