import { addMonths, type Day } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { dateOfDecision, interventionOf } from "./evidence.js";
import type { Decision } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { dayAfter, isGranted, overlap, type Stretch } from "./running.js";
import type { Timeline } from "./timeline.js";

/**
 * Contract 6, "EXECUTION_LATE": granted decisions that are neither executed nor ended, from the day they are made, also
 * before they begin. One that a court made is to be executed at once.
 */
export function evaluateExecution(
  index: CaseIndex, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const { decision } of index.decisions) {
    if (decision.executedOn !== null || decision.endedOn !== null || !isGranted(decision)) continue;
    const open = overlap(stretch, stretch.from, dayAfter(decision.to));
    if (open === null) continue;
    for (const rule of inForce.rules[decision.byCourt ? "execution-court" : "execution-late"]) {
      if (appliesTo(rule, decision.law, decision.intervention, area)) out.push(executionTimeline(decision, rule, open));
    }
  }
}

function executionTimeline(decision: Decision, rule: Rule, stretch: Stretch): Timeline {
  const { dueOn, warningFrom } = datesOf(decision, rule);
  return {
    rule: rule.id,
    kind: "EXECUTION_LATE",
    decision: decision.number,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom,
    criticalFrom: dueOn + 1,
    dueOn,
    countsAsNext: false,
    variant: "",
    evidence: [
      interventionOf(decision), dateOfDecision(decision, "decision.decidedOn", decision.decidedOn),
      dateOfDecision(decision, "decision.from", decision.from),
    ],
  };
}

function datesOf(decision: Decision, rule: Rule): { readonly dueOn: Day; readonly warningFrom: Day } {
  if (rule.evaluator === "execution-court") return { dueOn: decision.decidedOn, warningFrom: decision.decidedOn };
  const dueOn = addMonths(decision.decidedOn, parameterValue(rule, "dueMonths"));
  return { dueOn, warningFrom: dueOn - parameterValue(rule, "warningDays") };
}
