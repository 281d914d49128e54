import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { evidenceValueInWords, findingTexts, type FindingTexts } from "../../../gateway/rules/explain.js";
import type { CaseFacts, CityFacts } from "../../../gateway/rules/facts.js";
import type { Language } from "../../../gateway/rules/rule.js";
import type { Timeline } from "../../../gateway/rules/timeline.js";
import {
  alarm, careCost, CATALOGUE, decision, delivery, evaluate, holdingOn, individualPlan, level, order, price, severityOn,
} from "./case-facts.js";

/** What providers, on-call services and the economy have delivered. */
const CITY: Partial<CityFacts> = {
  reported: () => ({ month: "2022-10", load: 4 }), alarmsReported: { month: "2022-10", load: 5 }, levelsCome: true, individualPlansCome: true,
  prices: (intervention) => (intervention === "LBV" ? [price({ intervention, level: 4, price: "1622" })] : [price()]),
};
const LSS = { decisions: [decision({ law: "LSS 9:9", intervention: "LBV", from: day("2020-03-18") })] };
const ORDER = { orders: [order({ startsOn: day("2022-04-01") })] };

function finding(facts: Partial<CaseFacts>, rule: string, on: string): Timeline {
  const [found] = holdingOn(evaluate(facts, { area: "FN" }, CITY), day(on)).filter((each) => each.rule === rule && severityOn(each, day(on)) !== null);
  if (found === undefined) throw new Error(`no ${rule} on ${on}`);
  return found;
}

function texts(facts: Partial<CaseFacts>, rule: string, on: string, language: Language = "SV"): FindingTexts {
  const found = finding(facts, rule, on);
  const own = CATALOGUE.ruleOf(found, day(on), "HAL");
  if (own === null) throw new Error(`no rule ${rule}`);
  return findingTexts(found, own, day(on), language, CATALOGUE.names);
}

describe.each<[string, Partial<CaseFacts>, string, string]>([
  ["LSS-nivån för bostad med särskild service den 20 augusti 2022 saknas", LSS, "level.measured", "2022-11-30"],
  ["Individuell plan enligt LSS ska erbjudas senast 10 maj 2023", { ...LSS, individualPlans: [individualPlan()] }, "plan.individual", "2023-05-10"],
  [
    "Individuell plan enligt LSS skulle ha erbjudits senast 20 maj 2023",
    { ...LSS, individualPlans: [individualPlan({ offeredOn: null })] }, "plan.individual", "2023-05-21",
  ],
  ["Individuell plan enligt LSS har inte erbjudits", LSS, "plan.individual", "2022-11-30"],
  ["Följ upp individuell plan senast 1 december 2022", { individualPlans: [individualPlan({ followUpOn: day("2022-12-01") })] }, "plan.individual-followup", "2022-12-01"],
  [
    "Uppföljning av samordnad individuell plan (SIP) är 1 dag försenad",
    { individualPlans: [individualPlan({ kind: "SIP", followUpOn: day("2022-12-01") })] }, "plan.individual-followup", "2022-12-02",
  ],
  ["Hemtjänst har inte kommit i gång enligt utföraren", ORDER, "delivery.not-started", "2022-11-30"],
  ["Hemtjänst har ingen utförd tid i oktober 2022", { ...ORDER, deliveries: [delivery({ month: "2022-08" })] }, "delivery.stopped", "2022-11-30"],
  [
    "Utförd tid för hemtjänst avviker från beställd i oktober 2022",
    { ...ORDER, deliveries: [delivery({ performedSeconds: "30600" })] }, "delivery.deviation", "2022-11-30",
  ],
  ["6 larm i oktober 2022 – behovet kan ha ökat", { alarms: [1, 2, 3, 4, 5, 6].map((at) => alarm(at)) }, "alarm.repeated", "2022-11-30"],
  ["Priset för vård- och omsorgsboende stämmer inte med prislistan", { careCosts: [careCost({ price: "1600.00" })] }, "price.mismatch", "2022-11-30"],
  [
    "Priset för bostad med särskild service stämmer inte med prislistan för nivå 4",
    { careCosts: [careCost({ intervention: "LBV", price: "1800.5" })], levels: [level("2022-08-20")] }, "price.mismatch", "2022-11-30",
  ],
])("%s", (title, facts, rule, on) => {
  it("is the title", () => {
    expect(texts(facts, rule, on).title).toBe(title);
  });

  it("leaves nothing unknown", () => {
    const all = [texts(facts, rule, on), texts(facts, rule, on, "EN")].flatMap((told) => [told.title, told.explanation]);
    expect(all.filter((text) => /\b(okänt?|unknown)\b|[{}]/.test(text))).toEqual([]);
  });

  it("says what to do and by which rule", () => {
    expect(texts(facts, rule, on).explanation.split("\n").slice(1).map((line) => line.split(":")[0])).toEqual(["Gör så här", "Regel"]);
  });

  it("has words for what each piece of evidence is", () => {
    expect(finding(facts, rule, on).evidence.filter(({ name }) => !CATALOGUE.names.evidence.has(name))).toEqual([]);
  });
});

describe("explanations", () => {
  it("tell hours as decimals and months by name", () => {
    const facts = { ...ORDER, deliveries: [delivery({ performedSeconds: "30600" })] };
    expect(texts(facts, "delivery.deviation", "2022-11-30").explanation).toContain(
      "I oktober 2022 rapporterade utföraren U101 8,5 utförda timmar på beställningen 7100001, och 20 var beställda. Skillnaden är större " +
      "än både 4 timmar och 20 procent av den beställda tiden.",
    );
  });

  it("tell both prices, what they are for, and from when the list's holds", () => {
    expect(texts({ careCosts: [careCost({ price: "1600.50" })] }, "price.mismatch", "2022-11-30").explanation).toContain(
      "Vårdfilen har 1600,5 kronor per dygn hos utföraren U101 i oktober 2022. Prislistan har 1500 kronor, från den 1 januari 2022.",
    );
  });

  it("say which numbers are local defaults", () => {
    const facts = { ...ORDER, deliveries: [delivery({ performedSeconds: "30600" })] };
    expect(texts(facts, "delivery.deviation", "2022-11-30").explanation).toContain("minsta skillnad i tid 4 timmar och minsta skillnad i andel 20 procent");
  });
});

describe("evidence in words", () => {
  it.each([
    ["delivery.month", "2022-10", "Oktober 2022"],
    ["delivery.performedHours", "8.5", "8,5"],
    ["careCost.per", "DYGN", "Dygn"],
    ["careCost.intervention", "LBV", "Bostad med särskild service"],
    ["individualPlan.kind", "SIP", "Samordnad individuell plan (SIP)"],
  ])("writes %s %s as %s", (name, value, words) => {
    expect(evidenceValueInWords({ name, value, fact: "DELIVERY", key: "1", load: 1, line: 1 }, "SV", CATALOGUE.names)).toBe(words);
  });

  it("lists each alarm with its file and line", () => {
    const facts = { alarms: [1, 2, 3, 4, 5].map((at) => alarm(at)) };
    expect(finding(facts, "alarm.repeated", "2022-11-30").evidence.filter(({ name }) => name === "alarm.date").map(({ load, line }) => `${load}:${line}`))
      .toEqual(["5:1", "5:2", "5:3", "5:4", "5:5"]);
  });

  it("points at the report that lacks an order", () => {
    expect(finding(ORDER, "delivery.not-started", "2022-11-30").evidence.at(-1))
      .toEqual({ name: "delivery.month", value: "2022-10", fact: "DELIVERY", key: "U101/2022-10", load: 4, line: null });
  });
});
