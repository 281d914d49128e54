import { describe, expect, it } from "vitest";
import type { CaseFile } from "../../../extension/operations/case-work.js";
import { drawCaseFile } from "../../../extension/overlay/case-file.js";
import { caseFileOf, decisionOf, orderOf } from "./case-files.js";

const DAY = "2022-11-30";

function drawn(parts: Partial<CaseFile>): HTMLElement {
  const root = document.createElement("div");
  root.append(...drawCaseFile(caseFileOf(parts), DAY));
  return root;
}

const texts = (root: HTMLElement, selector: string): string[] => [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
const section = (root: HTMLElement, name: string): HTMLElement => root.querySelector<HTMLElement>(`section[aria-label="${name}"]`)!;

describe("a decision", () => {
  it("tells its end, its hours and its next review", () => {
    const root = drawn({ decisions: [decisionOf({ validTo: "2023-06-30", followUps: [{ date: "2022-12-24" }, { date: "2022-01-15" }], orders: [] })] });
    expect(texts(root, ".cards > li > *")).toEqual([
      "Hemtjänst", "SoL 4:1 · beslut 1001", "Gäller 2022-01-15 – 2023-06-30 · 12,5 timmar i veckan",
      "Nästa uppföljning senast 2023-01-15 · Senast uppföljt 2022-01-15", "Ingen beställning.",
    ]);
  });

  it.each([
    ["a review that has passed", { nextReviewOn: "2022-11-29" }, "Uppföljning skulle ha gjorts 2022-11-29"],
    ["none by the rules", { nextReviewOn: null }, "Ingen uppföljning enligt reglerna"],
    ["none before it ends", { validTo: "2022-12-31" }, "Ingen uppföljning före slutdagen"],
  ])("with %s says so", (_, parts, text) => {
    expect(texts(drawn({ decisions: [decisionOf(parts)] }), ".cards > li > p")).toContain(text);
  });

  it("that has not begun is told without a review", () => {
    const root = drawn({ decisions: [decisionOf({ validFrom: "2022-12-01", nextReviewOn: null, orders: [] })] });
    expect(texts(root, ".cards p")).toEqual(["SoL 4:1 · beslut 1001", "Gäller 2022-12-01 – tills vidare · 12,5 timmar i veckan", "Ingen beställning."]);
  });

  it.each([
    ["ended", { endedOn: "2022-11-30" }, "Hemtjänst · 2022-01-15 – 2022-11-30 · SoL 4:1 · beslut 1001"],
    ["past its last day", { validTo: "2022-11-29" }, "Hemtjänst · 2022-01-15 – 2022-11-29 · SoL 4:1 · beslut 1001"],
    ["refused", { outcome: "AVSLAG" as const }, "Hemtjänst · Avslag 2022-01-10 · SoL 4:1 · beslut 1001"],
  ])("that is %s is folded away", (_, parts, text) => {
    const root = drawn({ decisions: [decisionOf(parts)] });
    expect(texts(root, ".cards")).toEqual([]);
    expect(texts(root, "details li")).toEqual([text]);
  });
});

describe("an order", () => {
  const lines = (parts: Parameters<typeof orderOf>[0]): string[] => texts(drawn({ decisions: [decisionOf({ orders: [orderOf(parts)] })] }), ".order > p");

  it.each([
    ["that counts", [{ receivedOn: "2022-02-01", counts: true }], "Genomförandeplan mottagen 2022-02-01"],
    ["that does not", [{ receivedOn: "2022-02-01", counts: true }, { receivedOn: "2022-03-01", counts: false }], "Genomförandeplan mottagen 2022-03-01, otillräcklig"],
    ["that is to come", [{ receivedOn: "2022-12-01", counts: true }], "Ingen genomförandeplan mottagen"],
  ])("with a plan %s says so", (_, plans, text) => {
    expect(lines({ plans, hoursPerMonth: null })).toEqual(["Från 2022-01-15", text]);
  });

  it("tells the reminders that were sent", () => {
    const reminder = { id: "1", order: "B77", sentOn: "2022-11-20", note: "Ringde", by: "KAAN01" };
    expect(lines({ reminders: [reminder, { ...reminder, id: "2", note: null, sentOn: "2022-11-01" }] })).toEqual(expect.arrayContaining([
      "Utföraren påmind 2022-11-20 av KAAN01: Ringde", "Utföraren påmind 2022-11-01 av KAAN01.",
    ]));
  });

  it("of hours that nobody has reported says that they are unknown", () => {
    expect(lines({})).toContain("Utförd tid är okänd: utföraren har inte rapporterat någon av de senaste tolv månaderna.");
  });

  it.each([["that has not begun", { startsOn: "2022-12-01" }], ["that is over", { endsOn: "2022-11-29" }], ["without hours", { hoursPerMonth: null }]])("%s has nothing to report", (_, parts) => {
    expect(lines(parts).filter((line) => line.startsWith("Utförd tid"))).toEqual([]);
  });
});

describe("the chart", () => {
  const DELIVERIES = [
    { month: "2021-11", orderedHours: 99, performedHours: 99 },
    { month: "2022-09", orderedHours: 8, performedHours: 0 },
    { month: "2022-10", orderedHours: 10, performedHours: 7.5 },
  ];
  const chart = (parts: Parameters<typeof orderOf>[0] = {}): HTMLElement =>
    drawn({ decisions: [decisionOf({ orders: [orderOf({ startsOn: "2021-06-01", deliveries: DELIVERIES, ...parts })] })] });

  it("has a bar for each reported month of the twelve, and for the others a question mark and none", () => {
    expect(texts(chart(), ".chart .unreported")).toEqual(Array(10).fill("?"));
    expect([...chart().querySelectorAll(".chart .performed")].map((bar) => bar.getAttribute("height"))).toEqual(["0.0", "46.5"]);
    expect([...chart().querySelectorAll(".chart .ordered")].map((bar) => bar.getAttribute("height"))).toEqual(["49.6", "62.0"]);
  });

  it("has neither a bar nor a question mark for months in which nothing was ordered", () => {
    const root = chart({ startsOn: "2022-08-22", endsOn: "2022-10-15" });
    expect(texts(root, ".chart .unreported")).toEqual(["?"]);
    expect(texts(root, ".hours tbody tr").slice(-5)).toEqual(["juli 2022ej beställtej beställt", "augusti 2022okäntokänt", "september 202280", "oktober 2022107,5", "november 2022ej beställtej beställt"]);
  });

  it("is told in words, with the latest month", () => {
    expect(chart().querySelector(".chart")!.getAttribute("aria-label"))
      .toBe("Diagram över tolv månader. Senast rapporterat: oktober 2022, 7,5 utförda av 10 beställda timmar.");
  });

  it("is a table, too, in which nothing performed is 0 and not reported is unknown", () => {
    expect(texts(chart(), ".hours tbody tr").slice(-4)).toEqual(["augusti 2022okäntokänt", "september 202280", "oktober 2022107,5", "november 2022okäntokänt"]);
  });
});

describe("on-call lists", () => {
  const onCall = (...months: Partial<CaseFile["onCall"][number]>[]): string[] =>
    texts(section(drawn({ onCall: months.map((month) => ({ month: "2022-10", alarms: 0, visits: 0, falls: 0, others: 0, ...month })) }), "Jourlarm"), "p, tbody tr");

  it("are unknown where there are none", () => {
    expect(onCall()).toEqual(["Okänt: det finns ingen jourlista för de senaste tolv månaderna."]);
  });

  it("are told by month, the latest first, with how many months are unknown", () => {
    expect(onCall({ month: "2022-09", alarms: 1 }, { alarms: 5, falls: 2 })).toEqual([
      "oktober 20225020", "september 20221000", "Okänt för 10 av de senaste tolv månaderna: där saknas jourlista.",
    ]);
  });

  it("without an event say so for the months that there are lists of", () => {
    expect(onCall({}, { month: "2022-09" })[0]).toBe("Inga händelser i de 2 månader som det finns jourlistor för.");
    expect(onCall({})[0]).toBe("Inga händelser i den månad som det finns jourlistor för.");
  });
});

describe("costs", () => {
  const HTJ = { intervention: { name: "Hemtjänst" }, basis: "PRICE_LIST", month: null, amount: 16_000 } as const;
  const costs = (...each: CaseFile["costs"]): string[] => texts(section(drawn({ costs: each }), "Kostnad i månaden"), "dt, dd, p").map((text) => text.replace(/\s/g, " "));

  it("are told with where they come from", () => {
    expect(costs(HTJ, { ...HTJ, intervention: { name: "Boende" }, basis: "CARE_COST_FILE", month: "2022-10", amount: 57_000.5 })).toEqual([
      "Hemtjänst", "16 000 kr, beräknat efter prislistan", "Boende", "57 001 kr, enligt vårdfilen för oktober 2022", "Sammanlagt 73 001 kr",
    ]);
  });

  it("that are unknown are not counted as nothing", () => {
    const unknown = { ...HTJ, intervention: { name: "Matdistribution" }, amount: null };
    expect(costs(HTJ, unknown).slice(-2)).toEqual(["okänd: pris saknas, eller går inte att räkna på", "Minst 16 000 kr; en insats har okänd kostnad"]);
    expect(costs(unknown, unknown).filter((text) => /Minst|Sammanlagt/.test(text))).toEqual([]);
  });
});
