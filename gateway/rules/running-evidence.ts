import type { Day } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { interventionOf, ofOrder } from "./evidence.js";
import { appliesTo, type Rule } from "./rule.js";
import { dayAfter, orderStart, overlap, runningIn, type Stretch } from "./running.js";
import type { EvidenceItem } from "./timeline.js";

/** A piece of evidence with the days on which it is one. */
export interface HeldEvidence {
  readonly days: Stretch;
  /** Its first day of all, which may lie before the days asked for. */
  readonly since: Day;
  readonly item: EvidenceItem;
}

/** The decisions of a case that a rule speaks of, on the days of a stretch on which they run. */
export function runningDecisions(index: CaseIndex, rule: Rule, area: string | null, stretch: Stretch): HeldEvidence[] {
  const held: HeldEvidence[] = [];
  for (const { decision } of index.decisions) {
    const days = appliesTo(rule, decision.law, decision.intervention, area) ? runningIn(decision, stretch) : null;
    if (days !== null) held.push({ days, since: decision.from, item: interventionOf(decision) });
  }
  return held;
}

/** The orders of a case that a rule speaks of, on the days of a stretch on which they run, whatever their decision does. */
export function runningOrders(index: CaseIndex, rule: Rule, area: string | null, stretch: Stretch): HeldEvidence[] {
  const held: HeldEvidence[] = [];
  for (const { decision, orders } of index.decisions) {
    if (!appliesTo(rule, decision.law, decision.intervention, area)) continue;
    for (const order of orders) {
      const days = overlap(stretch, orderStart(order), dayAfter(order.endsOn));
      if (days !== null) held.push({ days, since: orderStart(order), item: ofOrder(order, "order.number", order.number) });
    }
  }
  return held;
}

/** Days with all the evidence that holds on them. */
export interface EvidencePart extends Stretch {
  /** The first day of the oldest piece. */
  readonly since: Day;
  readonly evidence: readonly EvidenceItem[];
}

/** Cuts time where any of the evidence begins or ends; each part has all that holds on its days, and at least one piece. */
export function partsByEvidence(held: readonly HeldEvidence[]): EvidencePart[] {
  const borders = new Set<Day>(held.flatMap(({ days }) => [days.from, days.to]));
  const days = [...borders].sort((a, b) => a - b);
  const sorted = [...held].sort((a, b) => (placeOf(a.item) < placeOf(b.item) ? -1 : 1));
  return days.slice(0, -1).flatMap((from, index) => {
    const to = days[index + 1] ?? from;
    const holding = sorted.filter((each) => each.days.from <= from && to <= each.days.to);
    if (holding.length === 0) return [];
    return [{ from, to, since: Math.min(...holding.map(({ since }) => since)), evidence: holding.map(({ item }) => item) }];
  });
}

/** Decisions before orders, each by number: the same whatever order the facts come in. */
function placeOf({ fact, key }: EvidenceItem): string {
  return `${fact} ${key}`;
}
