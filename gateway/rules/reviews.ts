import { addMonths, type Day, isoDay } from "./calendar.js";
import type { CaseIndex, DecisionCase } from "./case-index.js";
import { dateOfDecision, interventionOf, ofFollowUp } from "./evidence.js";
import type { Decision, FollowUp } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { runningIn, type Stretch } from "./running.js";
import type { EvidenceItem, Timeline } from "./timeline.js";

/** When a decision is to be followed up, by which rule, counted from what. */
interface Due {
  readonly rule: Rule;
  readonly on: Day;
  readonly countedFrom: FollowUp | null;
}

/** A rule with the latest follow-up that resets it, as the days pass. */
interface Interval {
  readonly rule: Rule;
  latest: FollowUp | null;
}

/** Contract 6, "Reviews": the review of each running decision, and running decisions without a watch date. */
export function evaluateReviews(
  index: CaseIndex, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const item of index.decisions) {
    const running = runningIn(item.decision, stretch);
    if (running === null) continue;
    const { law, intervention } = item.decision;
    const watchRule = inForce.rules["watch-date"].find((rule) => appliesTo(rule, law, intervention, area)) ?? null;
    if (watchRule !== null && item.decision.watchOn === null) out.push(watchMissing(item.decision, watchRule, running));
    const intervals: Interval[] = [];
    for (const rule of inForce.rules.review) {
      if (appliesTo(rule, law, intervention, area)) intervals.push({ rule, latest: null });
    }
    reviewDecision(item, intervals, watchRule, running, out);
  }
}

/** Goes through the follow-ups in order of date: each that comes after the stretch began opens a part of its own. */
function reviewDecision(
  item: DecisionCase, intervals: readonly Interval[], watchRule: Rule | null, running: Stretch, out: Timeline[],
): void {
  const { decision, followUps } = item;
  let latest: FollowUp | null = null;
  let next = 0;
  let from = running.from;
  while (from < running.to) {
    for (let followUp = followUps[next]; followUp !== undefined && followUp.date <= from; followUp = followUps[++next]) {
      latest = followUp;
      for (const interval of intervals) if (resets(interval.rule, followUp)) interval.latest = followUp;
    }
    const upcoming = followUps[next];
    const to = upcoming !== undefined && upcoming.date < running.to ? upcoming.date : running.to;
    const due = watchDue(decision, watchRule, latest, earliest(decision, intervals));
    if (due !== null) out.push(reviewTimeline(decision, due, { from, to }));
    from = to;
  }
}

function resets(rule: Rule, followUp: FollowUp): boolean {
  return rule.resetBy === null || rule.resetBy.has(followUp.kind);
}

/** The earliest date that the intervals give; on a tie the rule later in the catalogue names it. */
function earliest(decision: Decision, intervals: readonly Interval[]): Due | null {
  let due: Due | null = null;
  for (const { rule, latest } of intervals) {
    const countedFrom = latest !== null && latest.date >= decision.from ? latest : null;
    const on = addMonths(countedFrom === null ? decision.from : countedFrom.date, parameterValue(rule, "intervalMonths"));
    if (due === null || on <= due.on) due = { rule, on, countedFrom };
  }
  return due;
}

/** The watch date instead, when it has not been answered by a follow-up and comes before the rules' date. */
function watchDue(decision: Decision, watchRule: Rule | null, latest: FollowUp | null, due: Due | null): Due | null {
  const { watchOn } = decision;
  if (watchRule === null || watchOn === null || watchOn < decision.from) return due;
  if (latest !== null && watchOn <= latest.date) return due;
  if (due !== null && watchOn >= due.on) return due;
  return { rule: watchRule, on: watchOn, countedFrom: null };
}

function reviewTimeline(decision: Decision, due: Due, stretch: Stretch): Timeline {
  return {
    rule: due.rule.id,
    kind: "REVIEW_DUE",
    decision: decision.number,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: due.on - parameterValue(due.rule, "warningDays"),
    criticalFrom: due.on + 1,
    dueOn: due.on,
    countsAsNext: true,
    variant: due.countedFrom === null ? "" : "followed-up",
    evidence: reviewEvidence(decision, due),
  };
}

function reviewEvidence(decision: Decision, due: Due): EvidenceItem[] {
  const evidence = [interventionOf(decision), dateOfDecision(decision, "decision.from", decision.from)];
  if (due.rule.evaluator === "watch-date") evidence.push(dateOfDecision(decision, "decision.watchOn", due.on));
  if (due.countedFrom !== null) {
    evidence.push(
      ofFollowUp(due.countedFrom, "followUp.date", isoDay(due.countedFrom.date)),
      ofFollowUp(due.countedFrom, "followUp.kind", due.countedFrom.kind),
    );
  }
  return evidence;
}

function watchMissing(decision: Decision, rule: Rule, running: Stretch): Timeline {
  return {
    rule: rule.id,
    kind: "WATCH_MISSING",
    decision: decision.number,
    order: null,
    about: null,
    from: running.from,
    to: running.to,
    infoFrom: null,
    warningFrom: decision.from,
    criticalFrom: null,
    dueOn: null,
    countsAsNext: false,
    variant: "missing",
    evidence: [interventionOf(decision), dateOfDecision(decision, "decision.from", decision.from)],
  };
}
