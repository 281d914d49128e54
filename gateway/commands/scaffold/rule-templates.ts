/** `late-meals` → `evaluateLateMeals`. */
export function evaluatorName(name: string): string {
  return `evaluate${name.split("-").map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("")}`;
}

/** The evaluator: it works as it stands, and finds old decisions. */
export function evaluatorText(name: string): string {
  return `import type { CaseIndex } from "./case-index.js";
import { dateOfDecision, interventionOf } from "./evidence.js";
import type { Decision } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { runningIn, type Stretch } from "./running.js";
import type { Timeline } from "./timeline.js";

/** Running decisions that are some days old: say here what the rule finds instead, and where contract 6 has it. */
export function ${evaluatorName(name)}(
  index: CaseIndex, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const rule of inForce.rules["${name}"]) {
    for (const { decision } of index.decisions) {
      const running = appliesTo(rule, decision.law, decision.intervention, area) ? runningIn(decision, stretch) : null;
      if (running !== null) out.push(timelineOf(decision, rule, running));
    }
  }
}

function timelineOf(decision: Decision, rule: Rule, stretch: Stretch): Timeline {
  const dueOn = decision.from + parameterValue(rule, "dueDays");
  return {
    rule: rule.id,
    kind: "INTEGRITY",
    decision: decision.number,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: dueOn - parameterValue(rule, "warningDays"),
    criticalFrom: dueOn + 1,
    dueOn,
    countsAsNext: false,
    variant: "",
    evidence: [interventionOf(decision), dateOfDecision(decision, "decision.from", decision.from)],
  };
}
`;
}

/** Its file of the catalogue, for a district that there is not. */
export function catalogueText(name: string): string {
  return `# What the rule is about, in a line. It holds for the district XXX, which there is not: take that out last of all.
rules:
  - id: integrity.${name}
    version: "1"
    kind: INTEGRITY
    evaluator: ${name}
    districts: [XXX]
    parameters:
      - { name: dueDays, value: 30, unit: days, localDefault: true }
      - { name: warningDays, value: 5, unit: days, localDefault: true }
    text:
      sv: Vad regeln säger, med sina tal ({parameter.dueDays|dag|dagar}).
      en: What the rule says, with its numbers ({parameter.dueDays|day|days}).
    source: Enhet, område, dokument och år, och var i det

texts:
  integrity.${name}:
    ordinary:
      sv:
        title: Vad som är fel med {decision.intervention}, senast {dueOn}
        explanation: >-
          Varför: vad som är känt sedan den {decision.from}, och vad som är oklart.

          Gör så här: nästa steg.
      en:
        title: What is wrong with {decision.intervention}, by {dueOn}
        explanation: >-
          Why: what is known since {decision.from}, and what is unclear.

          What to do: the next step.
`;
}

/** Its test: the days around the dates of the evaluator as it stands. */
export function testText(name: string): string {
  return `import { describe, expect, it } from "vitest";
import { decision, evaluate, found } from "./case-facts.js";

/** A decision from 15 March 2022: due on 14 April. */
const told = (on: string): string[] => found(evaluate({ decisions: [decision()] }, { district: "XXX" }), "INTEGRITY", on);

describe("integrity.${name}", () => {
  it.each([
    ["2022-04-08", []],
    ["2022-04-09", ["integrity.${name} WARNING"]],
    ["2022-04-14", ["integrity.${name} WARNING"]],
    ["2022-04-15", ["integrity.${name} CRITICAL"]],
  ])("on %s is %j", (on, expected) => {
    expect(told(on)).toEqual(expected);
  });
});
`;
}
