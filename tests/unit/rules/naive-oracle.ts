import { type Day, isoDay } from "../../../gateway/rules/calendar.js";
import type { CaseFacts, CaseworkerPeriod, CityFacts, Decision, Order, Plan } from "../../../gateway/rules/facts.js";
import type { Timeline } from "../../../gateway/rules/timeline.js";
import { holdingOn, nextDueOn, severityOn } from "./case-facts.js";
import { reportFindings } from "./naive-reports.js";
import { granted, months, orderRunning, type Place, running } from "./naive-terms.js";

/**
 * Contract 6 read aloud, for one day and with no thought of speed: what the timelines are held against. It shares
 * nothing with the evaluators but the shape of the facts and the calendar of days.
 */
export interface DayAnswer {
  readonly findings: readonly string[];
  readonly nextDueOn: string | null;
}

type Due = { rule: string; on: Day };

export function answerOn(facts: CaseFacts, place: Place, staff: readonly CaseworkerPeriod[], city: CityFacts, today: Day): DayAnswer {
  if (facts.client.deceasedOn !== null && facts.client.deceasedOn <= today) return { findings: deceased(facts, today), nextDueOn: null };
  const findings: string[] = [];
  const next: Day[] = [];
  const add = (kind: string, rule: string, subject: string, due: Day | null, severity: string): void => {
    findings.push([kind, rule, subject, due === null ? "-" : isoDay(due), severity].join(" "));
  };
  for (const decision of facts.decisions) {
    const n = decision.number;
    const due = reviewDue(decision, facts, place, today);
    if (due !== null) {
      next.push(due.on);
      if (today > due.on) add("REVIEW_DUE", due.rule, n, due.on, "CRITICAL");
      else if (today >= due.on - 30) add("REVIEW_DUE", due.rule, n, due.on, "WARNING");
    }
    if (running(decision, today) && decision.intervention !== "FTJ" && decision.watchOn === null) {
      add("WATCH_MISSING", "review.watch-date", n, null, "WARNING");
    }
    if (running(decision, today) && decision.intervention !== "FTJ" && decision.to !== null && !successor(decision, facts)) {
      next.push(decision.to);
    }
    const severity = reassessmentSeverity(decision, facts, today);
    if (severity !== null) add("REASSESSMENT_DUE", "reassessment.before-expiry", n, decision.to, severity);
    for (const [rule, level] of delegation(decision, place, staff, today)) add("DELEGATION", rule, n, null, level);
  }
  for (const order of facts.orders) {
    const plan = planFinding(order, facts, place, today);
    if (plan === null) continue;
    next.push(plan.due);
    add(plan.kind, plan.rule, `${order.decision}/${order.number}`, plan.due, plan.severity);
  }
  findings.push(
    ...execution(facts, today), ...integrity(facts, today), ...handover(facts, place, today), ...reportFindings(facts, place, city, today),
  );
  const ahead = next.filter((date) => date >= today);
  return { findings: findings.sort(), nextDueOn: ahead.length === 0 ? null : isoDay(Math.min(...ahead)) };
}

/** What a query of a day makes of the timelines. */
export function answerFrom(timelines: readonly Timeline[], on: Day): DayAnswer {
  const findings = holdingOn(timelines, on).flatMap((timeline) => {
    const severity = severityOn(timeline, on);
    const about = timeline.order ?? timeline.about;
    const subject = `${timeline.decision ?? "client"}${about === null ? "" : `/${about}`}`;
    const due = timeline.dueOn === null ? "-" : isoDay(timeline.dueOn);
    return severity === null ? [] : [[timeline.kind, timeline.rule, subject, due, severity].join(" ")];
  });
  const next = nextDueOn(timelines, on);
  return { findings: findings.sort(), nextDueOn: next === null ? null : isoDay(next) };
}

function reviewDue(decision: Decision, facts: CaseFacts, place: Place, today: Day): Due | null {
  if (!running(decision, today) || decision.intervention === "FTJ") return null;
  const table: { rule: string; applies: boolean; months: number; types: string[] | null }[] = [
    { rule: "review.annual", applies: true, months: 12, types: null },
    { rule: "review.housing", applies: ["VOB", "SVH", "SBO", "HVB", "LBV"].includes(decision.intervention), months: 12, types: ["ORD", "BOENDE", "KVAL"] },
    { rule: "review.child-housing", applies: decision.intervention === "LBB", months: 6, types: null },
    { rule: "review.dur", applies: place.area === "SP", months: 6, types: ["DUR"] },
    { rule: "review.resource", applies: place.area === "SP" && ["SBO", "BST", "SYS"].includes(decision.intervention), months: 6, types: ["RESURS"] },
  ];
  const followUps = facts.followUps.filter((followUp) => followUp.decision === decision.number && followUp.date <= today);
  const dues = table.filter((row) => row.applies).map((row) => {
    const dates = followUps.filter((followUp) => row.types === null || row.types.includes(followUp.kind)).map((followUp) => followUp.date);
    return { rule: row.rule, on: months(Math.max(decision.from, ...dates), row.months) };
  });
  const earliest = Math.min(...dues.map((due) => due.on));
  const latest = followUps.map((followUp) => followUp.date).sort((a, b) => b - a)[0];
  const watch = decision.watchOn;
  if (watch !== null && watch >= decision.from && (latest === undefined || watch > latest) && watch < earliest) {
    return { rule: "review.watch-date", on: watch };
  }
  return dues.filter((due) => due.on === earliest).at(-1) ?? null;
}

function successor(decision: Decision, facts: CaseFacts): boolean {
  const last = decision.to ?? 0;
  return facts.decisions.some((other) => other.number !== decision.number && granted(other) &&
    other.intervention === decision.intervention && other.endedOn === null && other.from > decision.from &&
    other.from - last <= 1 && (other.to === null || other.to > last));
}

function reassessmentSeverity(decision: Decision, facts: CaseFacts, today: Day): string | null {
  const { to } = decision;
  if (!granted(decision) || decision.intervention === "FTJ" || decision.from > today || decision.endedOn !== null) return null;
  if (to === null || successor(decision, facts)) return null;
  const lead = ["KTV", "LKV"].includes(decision.intervention) ? 14 : 60;
  if (today <= to) return today >= to - lead ? "WARNING" : null;
  if (today > to + 60) return null;
  if (facts.orders.some((order) => order.decision === decision.number && orderRunning(order, today))) return "CRITICAL";
  return to - decision.from > 90 ? "WARNING" : null;
}

function planFinding(
  order: Order, facts: CaseFacts, place: Place, today: Day,
): { kind: string; rule: string; due: Day; severity: string } | null {
  const decision = facts.decisions.find((candidate) => candidate.number === order.decision);
  if (decision === undefined || ["TRY", "MAT", "RFT", "FTJ"].includes(decision.intervention)) return null;
  const startsLater = granted(decision) && decision.from > today && decision.endedOn === null;
  if (!running(decision, today) && !startsLater) return null;
  const notStarted = order.orderedOn <= today && order.startsOn !== null && order.startsOn > today &&
    (order.endsOn === null || order.endsOn >= today);
  if (!orderRunning(order, today) && !notStarted) return null;
  if (place.plansFrom !== null && order.orderedOn < place.plansFrom) return null;
  const rank = (plan: Plan): number[] => [plan.receivedOn, plan.source === "CASE_SYSTEM" ? 0 : 1, plan.version, plan.line ?? 0];
  const last = facts.plans.filter((plan) => plan.order === order.number && plan.receivedOn <= today).sort((a, b) => {
    const index = rank(a).findIndex((value, position) => value !== rank(b)[position]);
    return index === -1 ? 0 : (rank(a)[index] ?? 0) - (rank(b)[index] ?? 0);
  }).at(-1);
  if (last === undefined) {
    const due = order.orderedOn + 14;
    const severity = today > due ? "CRITICAL" : today >= due - 5 ? "WARNING" : "INFO";
    return { kind: "PLAN_MISSING", rule: "plan.missing", due, severity };
  }
  if (last.counts) return null;
  const due = last.receivedOn + 14;
  return { kind: "PLAN_INSUFFICIENT", rule: "plan.insufficient", due, severity: today > due ? "CRITICAL" : "WARNING" };
}

function execution(facts: CaseFacts, today: Day): string[] {
  const findings: string[] = [];
  for (const decision of facts.decisions) {
    if (!granted(decision) || decision.intervention === "FTJ") continue;
    if (decision.executedOn !== null || decision.endedOn !== null || (decision.to !== null && decision.to < today)) continue;
    const due = decision.byCourt ? decision.decidedOn : months(decision.decidedOn, 3);
    const lead = decision.byCourt ? 0 : 30;
    if (today < due - lead) continue;
    const rule = decision.byCourt ? "execution.court" : "execution.late";
    findings.push(`EXECUTION_LATE ${rule} ${decision.number} ${isoDay(due)} ${today > due ? "CRITICAL" : "WARNING"}`);
  }
  return findings;
}

function deceased(facts: CaseFacts, today: Day): string[] {
  const since = facts.client.deceasedOn ?? today;
  const runsOn = facts.decisions.some((decision) => running(decision, today)) ||
    facts.orders.some((order) => orderRunning(order, today) && facts.decisions.some(({ number }) => number === order.decision));
  return runsOn ? [`INTEGRITY integrity.deceased client ${isoDay(since)} ${today - since >= 7 ? "CRITICAL" : "WARNING"}`] : [];
}

function integrity(facts: CaseFacts, today: Day): string[] {
  const findings: string[] = [];
  const { numberKind, reserveDate } = facts.client;
  const valid = ["PERSONAL", "COORDINATION", "RESERVE"].includes(numberKind) && (reserveDate === null || reserveDate <= today);
  if (!valid && facts.decisions.some((decision) => running(decision, today))) {
    findings.push("INTEGRITY integrity.identity client - WARNING");
  }
  for (const order of facts.orders) {
    const decision = facts.decisions.find(({ number }) => number === order.decision);
    if (decision === undefined || !orderRunning(order, today) || running(decision, today)) continue;
    if (granted(decision) && decision.from > today && decision.endedOn === null) continue;
    findings.push(`INTEGRITY integrity.order-on-ended ${order.decision}/${order.number} - WARNING`);
  }
  return findings;
}

function handover(facts: CaseFacts, place: Place, today: Day): string[] {
  const { birthDate } = facts.client;
  if (birthDate === null) return [];
  const now = facts.decisions.filter((decision) => running(decision, today));
  const toElderlyCare = (place.area === "SP" || place.area === "FN") && now.some(({ law }) => law.startsWith("SoL"));
  const fromChildren = now.some(({ intervention }) => intervention === "LBB" || intervention === "LKT");
  const told = (rule: string, age: number): string[] => {
    const birthday = months(birthDate, age * 12);
    if (today < birthday - 90 || today >= months(birthDate, (age + 1) * 12)) return [];
    return [`HANDOVER ${rule} client ${isoDay(birthday)} ${today >= birthday ? "CRITICAL" : "WARNING"}`];
  };
  return [...(toElderlyCare ? told("handover.65", 65) : []), ...(fromChildren ? told("handover.child", 20) : [])];
}

function delegation(decision: Decision, place: Place, staff: readonly CaseworkerPeriod[], today: Day): [string, string][] {
  if (!running(decision, today) || decision.byCourt) return [];
  const own = staff.filter((period) => period.signature === decision.decidedBy);
  const year = isoDay(decision.decidedOn).slice(0, 4);
  const found: [string, string][] = [];
  if (decision.intervention === "FTJ") return own.length > 0 ? [["delegation.other-board", "CRITICAL"]] : [];
  const roles = own
    .filter((period) => period.from <= decision.decidedOn && (period.to === null || period.to >= decision.decidedOn))
    .map((period) => period.role);
  if (decision.decidedBy === null) found.push(["delegation.holder", "WARNING"]);
  else if (roles.every((role) => role === "ADM")) return [["delegation.holder", "CRITICAL"]];
  const may = (...allowed: string[]): boolean => roles.some((role) => role !== null && allowed.includes(role));
  const judge = (rule: string, over: number, level: "CRITICAL" | "WARNING", atLimit: boolean): void => {
    if (over > 0) found.push([rule, level]);
    else if (over === 0 && atLimit) found.push([rule, "WARNING"]);
  };
  // Amounts of these tests have at most two decimals: hundredths are exact integers.
  const hundredths = decision.amount === null ? 0 : Math.round(Number(decision.amount) * 100);
  const perMonthTimes12 = decision.amountUnit === "TIM_MAN" ? hundredths * 12 : decision.amountUnit === "TIM_VECKA" ? hundredths * 52 : 0;
  if (place.district === "HAL" && year >= "2022") {
    if (decision.intervention === "HTJ" && !may("CHEF", "BITR", "SARSK")) {
      judge("delegation.home-care-hours", perMonthTimes12 - 9900 * 12, "CRITICAL", true);
    }
    if (["VOB", "SVH", "KTV"].includes(decision.intervention) && !may("CHEF", "BITR")) found.push(["delegation.housing", "CRITICAL"]);
  }
  if (place.district === "HGL" && year === "2013") {
    if (decision.intervention === "HTJ" && decision.level !== null && !may("CHEF", "BITR", "SARSK")) {
      judge("delegation.home-care-level", decision.level - 14, "CRITICAL", true);
    }
    if (["VOB", "SVH"].includes(decision.intervention) && !may("CHEF", "BITR")) found.push(["delegation.housing", "CRITICAL"]);
  }
  if (decision.intervention === "PAS") judge("delegation.assistance-hours", perMonthTimes12 - 2000 * 52, "WARNING", false);
  return found;
}
