import { evaluateAlarms } from "./alarms.js";
import { indexCase } from "./case-index.js";
import type { Catalogue } from "./catalogue.js";
import { evaluateDelegation } from "./delegation.js";
import { evaluateDelivery } from "./delivery.js";
import { evaluateExecution } from "./execution.js";
import type { CaseFacts, CaseSegment, CityFacts } from "./facts.js";
import { evaluateHandover } from "./handover.js";
import { evaluateIndividualPlans } from "./individual-plans.js";
import { evaluateDeceased, evaluateIdentity, evaluateOrdersOnEnded } from "./integrity.js";
import { evaluateLevels } from "./levels.js";
import { evaluatePlans } from "./plans.js";
import { evaluatePrices } from "./prices.js";
import { evaluateReassessment } from "./reassessment.js";
import { evaluateReviews } from "./reviews.js";
import { overlap } from "./running.js";
import type { Timeline } from "./timeline.js";

/**
 * What all rules say of one case over one segment. Every timeline lies within the segment and holds for each of its
 * days: a finding on day D is a timeline with `from` ≤ D < `to` and a severity date ≤ D, and `nextDueOn` on D the
 * earliest `dueOn` ≥ D of those that count as next. Timelines come in no particular order. For a dead client
 * only `integrity.deceased` speaks (contract 6, "Terms").
 */
export function evaluateCase(
  facts: CaseFacts, segment: CaseSegment, city: CityFacts, catalogue: Catalogue,
): Timeline[] {
  const out: Timeline[] = [];
  const index = indexCase(facts);
  const plansFrom = catalogue.plansFrom(segment.unit);
  for (const inForce of catalogue.rulesByCalendar(segment.district)) {
    const stretch = overlap(segment, inForce.from, inForce.to);
    if (stretch === null) continue;
    if (segment.dead) {
      evaluateDeceased(index, facts.client, segment.area, stretch, inForce, out);
      continue;
    }
    evaluateReviews(index, segment.area, stretch, inForce, out);
    evaluateReassessment(index, segment.area, stretch, inForce, out);
    evaluatePlans(index, segment.area, plansFrom, stretch, inForce, out);
    evaluateExecution(index, segment.area, stretch, inForce, out);
    evaluateIdentity(index, facts.client, segment.area, stretch, inForce, out);
    evaluateOrdersOnEnded(index, segment.area, stretch, inForce, out);
    evaluateHandover(index, facts.client, segment.area, stretch, inForce, out);
    evaluateLevels(index, facts.levels, city, segment.area, stretch, inForce, out);
    evaluateIndividualPlans(index, facts, city, segment, stretch, inForce, out);
    evaluateDelivery(index, city, segment.area, stretch, inForce, out);
    evaluateAlarms(facts.alarms, city, segment.area, stretch, inForce, out);
    evaluatePrices(facts, city, segment.area, stretch, inForce, out);
  }
  if (!segment.dead) evaluateDelegation(index, segment, city.periods, catalogue, out);
  return out;
}
