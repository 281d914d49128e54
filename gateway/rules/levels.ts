import { civil, type Day, dayOf } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { dateOfDecision, interventionOf } from "./evidence.js";
import type { CityFacts, Decision, LssLevel } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { overlap, runningIn, type Stretch } from "./running.js";
import { AS_LONG_AS_IT_HOLDS, type Timeline } from "./timeline.js";

/**
 * Contract 6, "LEVEL_MISSING": running decisions whose level was not measured on the latest day of measurement. That day
 * moves on with the calendar for ever: told up to the city's horizon.
 */
export function evaluateLevels(
  index: CaseIndex, levels: readonly LssLevel[], city: CityFacts, area: string | null, stretch: Stretch,
  inForce: RulesInForce, out: Timeline[],
): void {
  const told = city.levelsCome ? overlap(stretch, stretch.from, city.horizon) : null;
  if (told === null) return;
  for (const rule of inForce.rules["level-missing"]) {
    for (const { decision } of index.decisions) {
      if (!appliesTo(rule, decision.law, decision.intervention, area)) continue;
      const running = runningIn(decision, told);
      if (running === null) continue;
      for (const latest of latestMeasurements(rule, running)) {
        if (decision.from > latest.measuredOn || isMeasured(levels, decision, latest.measuredOn)) continue;
        out.push(levelTimeline(decision, rule, latest));
      }
    }
  }
}

function isMeasured(levels: readonly LssLevel[], { intervention }: Decision, on: Day): boolean {
  return levels.some((level) => level.intervention === intervention && level.measuredOn === on);
}

/** Days on which one day of measurement is the latest that the rule asks about. */
interface LatestMeasurement extends Stretch {
  readonly measuredOn: Day;
}

function latestMeasurements(rule: Rule, stretch: Stretch): LatestMeasurement[] {
  const grace = parameterValue(rule, "graceDays");
  const days: Day[] = [];
  for (let year = civil(stretch.from - grace).year - 1; year <= civil(stretch.to).year + 1; year++) {
    for (const { month, dayOfMonth } of rule.measuredOn) days.push(dayOf(year, month, dayOfMonth));
  }
  return days.flatMap((measuredOn, at) => {
    const next = days[at + 1];
    const latest = next === undefined ? null : overlap(stretch, measuredOn + grace, next + grace);
    return latest === null ? [] : [{ ...latest, measuredOn }];
  });
}

function levelTimeline(decision: Decision, rule: Rule, { from, to, measuredOn }: LatestMeasurement): Timeline {
  return {
    rule: rule.id,
    kind: "LEVEL_MISSING",
    decision: decision.number,
    order: null,
    about: null,
    from,
    to,
    infoFrom: null,
    warningFrom: AS_LONG_AS_IT_HOLDS,
    criticalFrom: null,
    dueOn: measuredOn,
    countsAsNext: false,
    variant: "",
    evidence: [interventionOf(decision), dateOfDecision(decision, "decision.from", decision.from)],
  };
}
