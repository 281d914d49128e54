import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { evidenceValueInWords, findingTexts, type FindingTexts } from "../../../gateway/rules/explain.js";
import type { CaseFacts, Decision } from "../../../gateway/rules/facts.js";
import { evidenceName } from "../../../gateway/rules/names.js";
import type { Language } from "../../../gateway/rules/rule.js";
import { CATALOGUE, client, decision, evaluate, followUp, holdingOn, order, plan, severityOn } from "./case-facts.js";

/** The texts of the only finding of a kind on a day. */
function texts(changes: Partial<CaseFacts>, kind: string, on: string, language: Language = "SV"): FindingTexts {
  const { deceasedOn } = { ...client(), ...changes.client };
  const dead = deceasedOn !== null && deceasedOn <= day(on);
  const finding = holdingOn(evaluate(changes, { area: kind === "HANDOVER" ? "SP" : "AO", dead }), day(on)).find(
    (timeline) => timeline.kind === kind && severityOn(timeline, day(on)) !== null,
  );
  if (finding === undefined) throw new Error(`no ${kind} on ${on}`);
  const rule = CATALOGUE.ruleOf(finding, day(on), "HAL");
  if (rule === null) throw new Error(`no rule ${finding.rule}`);
  return findingTexts(finding, rule, day(on), language, CATALOGUE.names);
}

const decided = (changes: Partial<Decision>): Partial<CaseFacts> => ({ decisions: [decision(changes)] });

describe("titles", () => {
  it("says by when a review is due", () => {
    expect(texts({}, "REVIEW_DUE", "2023-03-01").title).toBe("Följ upp hemtjänst senast 15 mars 2023");
  });

  it("calls nothing late on the day itself", () => {
    expect(texts({}, "REVIEW_DUE", "2023-03-15").title).toBe("Följ upp hemtjänst senast 15 mars 2023");
  });

  it("says 1 dag", () => {
    expect(texts({}, "REVIEW_DUE", "2023-03-16").title).toBe("Uppföljning av hemtjänst är 1 dag försenad");
  });

  it("says 2 dagar", () => {
    expect(texts({}, "REVIEW_DUE", "2023-03-17").title).toBe("Uppföljning av hemtjänst är 2 dagar försenad");
  });

  it("says 1 day in English", () => {
    expect(texts({}, "REVIEW_DUE", "2023-03-16", "EN").title).toBe("Review of home care is 1 day late");
  });

  it("says 2 days in English", () => {
    expect(texts({}, "REVIEW_DUE", "2023-03-17", "EN").title).toBe("Review of home care is 2 days late");
  });

  it("names a missing watch date", () => {
    expect(texts(decided({ watchOn: null }), "WATCH_MISSING", "2022-11-30").title).toBe("Bevakningsdatum saknas för hemtjänst");
  });

  it("tells an ended decision whose order runs on", () => {
    const facts = { ...decided({ to: day("2022-11-30") }), orders: [order()] };
    expect(texts(facts, "REASSESSMENT_DUE", "2022-12-05").title).toBe(
      "Beslutet om hemtjänst upphörde den 30 november 2022, men beställningen löper vidare",
    );
  });
});

describe("explanations", () => {
  it("tell in three lines why, what to do, and the rule with its source and what is a local default", () => {
    expect(texts({ followUps: [followUp("2022-03-20")] }, "REVIEW_DUE", "2023-03-21").explanation.split("\n")).toEqual([
      "Den senaste uppföljning som räknas gjordes den 20 mars 2022. Nästa skulle ha gjorts senast den 20 mars 2023, för 1 dag " +
      "sedan. Här räknas alla slags uppföljningar.",
      "Gör så här: boka uppföljningen nu. Är den redan gjord, registrera den i Sociala system.",
      "Regel: Varje pågående beslut följs upp minst en gång om året, med högst 12 månader emellan. Källa: Skärholmen, äldre " +
      "och funktionsnedsättning, enhetens redovisning 2012; Hägersten-Älvsjö, äldreomsorg, rapport 2022. Standardvärden som " +
      "stadsdelen kan ändra (de står inte i källan): förvarning 30 dagar.",
    ]);
  });

  it("names the kinds of follow-up that count", () => {
    expect(texts(decided({ intervention: "VOB" }), "REVIEW_DUE", "2023-03-16").explanation).toContain(
      "Här räknas ordinarie uppföljning, uppföljning av boende och kvalitetsuppföljning på individnivå.",
    );
  });

  it("say that exactly 99 hours is unclear", () => {
    expect(texts(decided({ amount: "99", decidedBy: "BIST01" }), "DELEGATION", "2022-11-30").explanation).toContain("oklart – kontrollera");
  });

  it("write amounts with a decimal comma in Swedish", () => {
    expect(texts(decided({ amount: "99.5", decidedBy: "BIST01" }), "DELEGATION", "2022-11-30").explanation).toContain("99,5 timmar i månaden");
  });

  it("write amounts with a point in English", () => {
    expect(texts(decided({ amount: "99.5", decidedBy: "BIST01" }), "DELEGATION", "2022-11-30", "EN").explanation).toContain("99.5 hours a month");
  });

  it("name the roles that may decide", () => {
    expect(texts(decided({ amount: "120", decidedBy: "BIST01" }), "DELEGATION", "2022-11-30").explanation).toContain(
      "av enhetschef, biträdande enhetschef eller handläggare med särskild delegation.",
    );
  });

  it("tell from when a dated rule holds", () => {
    expect(texts(decided({ intervention: "VOB", decidedBy: "BIST01" }), "DELEGATION", "2022-11-30").explanation).toContain(
      "Regeln gäller från 1 januari 2022.",
    );
  });

  it("say of a late plan that it was due", () => {
    const facts = { orders: [order()], plans: [plan({ counts: false })] };
    expect(texts(facts, "PLAN_INSUFFICIENT", "2022-12-12").explanation).toContain("En ny plan skulle ha kommit senast den");
  });

  it("tell how a returned plan failed", () => {
    const facts = { orders: [order()], plans: [plan({ counts: false })] };
    expect(texts(facts, "PLAN_INSUFFICIENT", "2022-11-12").explanation).toContain("Den är återlämnad enligt Sociala system");
  });

  it("say that it is unknown who decided, and in which role", () => {
    const facts = decided({ intervention: "VOB", decidedBy: null });
    const rules = holdingOn(evaluate(facts), day("2022-11-30")).filter((timeline) => timeline.rule === "delegation.housing");
    const [finding] = rules;
    const rule = CATALOGUE.rule("delegation.housing", day("2022-11-30"), "HAL");
    if (finding === undefined || rule === null) throw new Error("no finding");
    expect(findingTexts(finding, rule, day("2022-11-30"), "SV", CATALOGUE.names).explanation).toContain("är okänd beslutsfattare, okänd roll.");
  });
});

const running = { startsOn: day("2022-03-20") };
const born = (birthDate: string, changes: Partial<Decision> = {}): Partial<CaseFacts> =>
  ({ client: client({ birthDate: day(birthDate) }), ...decided(changes) });
const child = { law: "LSS 9:8", intervention: "LBB" };

describe.each<[string, Partial<CaseFacts>, string, string]>([
  ["Beslutet om hemtjänst ska vara verkställt senast 10 juni 2022", {}, "EXECUTION_LATE", "2022-06-10"],
  ["Beslutet om hemtjänst är ej verkställt – 1 dag över tiden", {}, "EXECUTION_LATE", "2022-06-11"],
  ["Verkställ domen om hemtjänst genast", decided({ byCourt: true }), "EXECUTION_LATE", "2022-03-10"],
  ["Domen om hemtjänst är ej verkställd efter 1 dag", decided({ byCourt: true }), "EXECUTION_LATE", "2022-03-11"],
  ["Klienten har avlidit, men beslut löper vidare", { client: client({ deceasedOn: day("2022-11-21") }) }, "INTEGRITY", "2022-11-22"],
  [
    "Klienten har avlidit, men en beställning löper vidare",
    { client: client({ deceasedOn: day("2022-11-21") }), ...decided({ to: day("2022-11-20") }), orders: [order()] }, "INTEGRITY", "2022-11-22",
  ],
  ["Klientens personnummer är felaktigt", { client: client({ numberKind: "INVALID" }) }, "INTEGRITY", "2022-11-22"],
  ["Klienten saknar personnummer", { client: client({ numberKind: "EMPTY" }) }, "INTEGRITY", "2022-11-22"],
  [
    "Klientens reservnummer har ett datum som inte har varit",
    { client: client({ numberKind: "RESERVE", reserveDate: day("2023-01-01") }) }, "INTEGRITY", "2022-11-22",
  ],
  ["Beställning på hemtjänst löper fast beslutet har upphört", { ...decided({ to: day("2022-11-20") }), orders: [order()] }, "INTEGRITY", "2022-11-22"],
  ["Beställning på hemtjänst löper fast beslutet är avslutat", { ...decided({ endedOn: day("2022-11-20") }), orders: [order()] }, "INTEGRITY", "2022-11-22"],
  ["Beställning på hemtjänst löper utan beviljat beslut", { ...decided({ outcome: "AVSLAG" }), orders: [order()] }, "INTEGRITY", "2022-11-22"],
  [
    "Beställning på hemtjänst löper före beslutet",
    { ...decided({ from: day("2023-01-01"), endedOn: day("2023-02-01") }), orders: [order(running)] }, "INTEGRITY", "2022-11-22",
  ],
  ["Klienten fyller 65 år den 30 november 2022 – förbered överlämning till äldreomsorgen", born("1957-11-30"), "HANDOVER", "2022-11-30"],
  ["Klienten fyllde 65 år den 30 november 2022 – lämna över till äldreomsorgen", born("1957-11-30"), "HANDOVER", "2022-12-01"],
  [
    "Klienten fyller 20 år den 30 november 2022 – förbered överlämning från barn- och ungdomsteamet", born("2002-11-30", child), "HANDOVER",
    "2022-11-30",
  ],
  ["Klienten fyllde 20 år den 30 november 2022 – lämna över från barn- och ungdomsteamet", born("2002-11-30", child), "HANDOVER", "2022-12-01"],
])("%s", (title, facts, kind, on) => {
  it("is the title", () => {
    expect(texts(facts, kind, on).title).toBe(title);
  });

  it("leaves nothing unknown", () => {
    const all = [texts(facts, kind, on), texts(facts, kind, on, "EN")].flatMap((told) => [told.title, told.explanation]);
    expect(all.filter((text) => /\b(okänt?|unknown)\b|[{}]/.test(text))).toEqual([]);
  });

  it("says what to do and by which rule", () => {
    expect(texts(facts, kind, on).explanation.split("\n").slice(1).map((line) => line.split(":")[0])).toEqual(["Gör så här", "Regel"]);
  });
});

describe("evidence in words", () => {
  it("names what a value is", () => {
    expect(evidenceName("decision.watchOn", "SV", CATALOGUE.names)).toBe("Bevakningsdatum");
  });

  it("names it in English", () => {
    expect(evidenceName("plan.receivedOn", "EN", CATALOGUE.names)).toBe("Plan received");
  });

  it.each([
    ["decision.intervention", "VOB", "Vård- och omsorgsboende"],
    ["decision.to", "2022-11-30", "30 november 2022"],
    ["decision.amount", "99.5", "99,5"],
    ["caseworker.role", "SARSK", "Handläggare med särskild delegation"],
    ["order.number", "7100001", "7100001"],
    ["client.numberKind", "INVALID", "Felaktigt nummer"],
    ["decision.outcome", "AVSLAG", "Avslag"],
    ["client.reachesAgeOn", "2022-11-30", "30 november 2022"],
  ])("writes %s %s as %s", (name, value, words) => {
    const item = { name, value, fact: "DECISION" as const, key: "1", load: 1, line: 1 };
    expect(evidenceValueInWords(item, "SV", CATALOGUE.names)).toBe(words);
  });

  it("has words for every name that evidence uses", () => {
    const living = evaluate({
      client: client({ birthDate: day("1957-11-30"), numberKind: "INVALID" }),
      decisions: [
        decision({ watchOn: day("2022-06-01"), to: day("2022-11-30"), decidedBy: "BIST01", amount: "120" }),
        decision({ number: "2200002", level: 15, decidedBy: "ADMI01" }),
        decision({ number: "2200003", outcome: "AVSLAG" }), decision({ number: "2200004", endedOn: day("2022-11-20") }),
      ],
      orders: [
        order({ endsOn: day("2023-06-01") }), order({ number: "7100002", startsOn: null }),
        order({ number: "7100003", decision: "2200003" }), order({ number: "7100004", decision: "2200004" }),
      ],
      plans: [plan({ counts: false })], followUps: [followUp("2022-07-01")],
    }, { area: "SP" });
    const dead = evaluate({ client: client({ deceasedOn: day("2022-11-21") }) }, { dead: true });
    const names = new Set([...living, ...dead].flatMap((timeline) => timeline.evidence.map((item) => item.name)));
    expect([...names].filter((name) => !CATALOGUE.names.evidence.has(name))).toEqual([]);
  });
});
