import type { CaseCost, CaseDecision, CaseFile, CaseOrder, OnCallMonth } from "../operations/case-work.js";
import { caseTexts } from "./case-texts.js";
import { element, unbroken } from "./host.js";
import { hoursChart } from "./hours-chart.js";
import { statusShape } from "./shape.js";

const MONTHS = 12;

/** Everything of a case beyond its findings, as sections with headings. @param day the day that it speaks of */
export function drawCaseFile({ decisions, onCall, costs }: CaseFile, day: string): HTMLElement[] {
  return [
    section(caseTexts.decisions, ...drawDecisions(decisions, day)),
    section(caseTexts.onCall, ...drawOnCall(onCall)),
    section(caseTexts.costs, ...drawCosts(costs)),
  ];
}

function section(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  return element("section", { class: "casepart", "aria-label": title }, element("h3", {}, title), ...content);
}

function line(...texts: readonly (string | null)[]): HTMLElement {
  return element("p", {}, ...unbroken(texts.filter((text) => text !== null)));
}

/** Runs on the day, or will (contract 6, "Terms"). */
function isCurrent({ outcome, validFrom, validTo, endedOn }: CaseDecision, day: string): boolean {
  if (outcome === "AVSLAG" || (validTo !== null && validTo < day)) return false;
  return endedOn === null || (validFrom <= day && endedOn > day);
}

function drawDecisions(decisions: readonly CaseDecision[], day: string): HTMLElement[] {
  const current = decisions.filter((decision) => isCurrent(decision, day));
  const former = decisions.filter((decision) => !isCurrent(decision, day));
  return [
    current.length === 0
      ? element("p", {}, caseTexts.noDecisions)
      : element("ul", { class: "cards" }, ...current.map((decision) => drawDecision(decision, day))),
    ...(former.length === 0
      ? []
      : [element("details", {}, element("summary", {}, caseTexts.formerDecisions(former.length)), element("ul", {}, ...former.map(drawFormer)))]),
  ];
}

function drawDecision(decision: CaseDecision, day: string): HTMLElement {
  const { law, id, intervention, amount, amountUnit, orders } = decision;
  return element(
    "li",
    {},
    element("h4", {}, intervention.name),
    line(caseTexts.decision(law, id)),
    line(caseTexts.runs(decision), amount !== null && amountUnit !== null ? caseTexts.amount[amountUnit](caseTexts.hours(amount)) : null),
    ...(decision.validFrom > day ? [] : [drawReview(decision, day)]),
    ...(orders.length === 0 ? [line(caseTexts.noOrders)] : orders.map((order) => drawOrder(order, day))),
  );
}

/** Of a decision that has begun. */
function drawReview({ validTo, nextReviewOn, followUps }: CaseDecision, day: string): HTMLElement {
  const last = followUps.find(({ date }) => date <= day);
  const lastText = last ? caseTexts.lastReview(last.date) : null;
  if (nextReviewOn === null) return line(caseTexts.noReview, lastText);
  if (validTo !== null && nextReviewOn > validTo) return line(caseTexts.noReviewBeforeEnd, lastText);
  if (nextReviewOn >= day) return line(caseTexts.nextReview(nextReviewOn), lastText);
  return element("p", { class: "OVERDUE late" }, statusShape("OVERDUE"), ...unbroken([caseTexts.reviewPassed(nextReviewOn), ...(lastText === null ? [] : [lastText])]));
}

function drawFormer({ intervention, law, id, outcome, decidedOn, ...days }: CaseDecision): HTMLElement {
  const when = outcome === "AVSLAG" ? caseTexts.refused(decidedOn) : caseTexts.ran(days);
  return element("li", {}, ...unbroken([intervention.name, when, caseTexts.decision(law, id)]));
}

function drawOrder(order: CaseOrder, day: string): HTMLElement {
  const { id, provider, orderedOn, startsOn, endsOn, hoursPerMonth, deliveries, reminders } = order;
  const isOver = endsOn !== null && endsOn < day;
  const hasBegun = (startsOn ?? orderedOn) <= day;
  return element(
    "div",
    { class: "order" },
    element("h5", {}, caseTexts.order(id, provider.name)),
    line(caseTexts.orderRuns(startsOn ?? orderedOn, endsOn), hoursPerMonth === null ? null : caseTexts.amount.TIM_MAN(caseTexts.hours(hoursPerMonth))),
    ...(isOver ? [] : [drawPlan(order, day)]),
    ...reminders.map((reminder) => element("p", {}, caseTexts.reminded(reminder))),
    ...(deliveries.length > 0 ? [hoursChart(order, day)] : []),
    ...(deliveries.length === 0 && hoursPerMonth !== null && hasBegun && !isOver ? [element("p", { class: "unknown" }, caseTexts.nothingReported)] : []),
  );
}

/** The last plan speaks; one with a later date has not come yet. */
function drawPlan({ plans }: CaseOrder, day: string): HTMLElement {
  const last = plans.findLast(({ receivedOn }) => receivedOn <= day);
  if (!last) return element("p", {}, caseTexts.noPlan);
  return element("p", {}, last.counts ? caseTexts.planCounts(last.receivedOn) : caseTexts.planInsufficient(last.receivedOn));
}

function drawOnCall(months: readonly OnCallMonth[]): HTMLElement[] {
  if (months.length === 0) return [element("p", { class: "unknown" }, caseTexts.noLists)];
  const isQuiet = months.every(({ alarms, visits, falls, others }) => alarms + visits + falls + others === 0);
  return [
    isQuiet ? element("p", {}, caseTexts.noCalls(months.length)) : onCallTable(months),
    ...(months.length < MONTHS ? [element("p", { class: "unknown" }, caseTexts.listsMissing(MONTHS - months.length))] : []),
  ];
}

function onCallTable(months: readonly OnCallMonth[]): HTMLElement {
  const heads = [caseTexts.month, caseTexts.alarms, caseTexts.visits, caseTexts.falls, caseTexts.others].map((text) => element("th", { scope: "col" }, text));
  const rows = months.toReversed().map(({ month, alarms, visits, falls, others }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, caseTexts.monthName(month)),
      ...[alarms, visits, falls, others].map((count) => element("td", {}, String(count))),
    ));
  return element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
}

function drawCosts(costs: readonly CaseCost[]): HTMLElement[] {
  if (costs.length === 0) return [element("p", {}, caseTexts.noCosts)];
  const known = costs.map(({ amount }) => amount).filter((amount) => amount !== null);
  return [
    element("dl", {}, ...costs.flatMap((cost) => [element("dt", {}, cost.intervention.name), element("dd", {}, caseTexts.cost(cost))])),
    ...(costs.length > 1 && known.length > 0
      ? [element("p", { class: "total" }, caseTexts.costOfAll(known.reduce((sum, amount) => sum + amount, 0), costs.length - known.length))]
      : []),
  ];
}
