import { civil, type Day, dayOf, daysInMonth, isoDay } from "../../../gateway/rules/calendar.js";
import type { CareCost, CaseFacts, CityFacts, Decision, IndividualPlan, Order, Price } from "../../../gateway/rules/facts.js";
import { months, orderRunning, type Place, running } from "./naive-terms.js";

/*
 * The part of contract 6 that stands on what providers, on-call services and the economy deliver, read aloud for one day.
 * Prices of these tests have at most two decimals, so hundredths are whole numbers, and so are seconds.
 */

const hundredths = (decimal: string): number => Math.round(Number(decimal) * 100);

export function reportFindings(facts: CaseFacts, place: Place, city: CityFacts, today: Day): string[] {
  return [
    ...levels(facts, place, city, today), ...individualPlans(facts, city, today), ...deliveries(facts, city, today),
    ...alarms(facts, city), ...prices(facts, city),
  ];
}

function levels(facts: CaseFacts, place: Place, city: CityFacts, today: Day): string[] {
  if (!city.levelsCome || place.area !== "FN") return [];
  let measured = today - 30;
  while (!/-(03-31|08-20)$/.test(isoDay(measured))) measured--;
  return facts.decisions
    .filter(({ intervention }) => ["LBB", "LBV", "LDV", "LKV", "LKT"].includes(intervention))
    .filter((decision) => running(decision, measured) && running(decision, today))
    .filter(({ intervention }) => !facts.levels.some((level) => level.intervention === intervention && level.measuredOn === measured))
    .map(({ number }) => `LEVEL_MISSING level.measured ${number} ${isoDay(measured)} WARNING`);
}

function individualPlans(facts: CaseFacts, city: CityFacts, today: Day): string[] {
  const findings: string[] = [];
  for (const kind of ["IP", "SIP"]) {
    const drawnUp = facts.individualPlans.filter((plan) => plan.kind === kind && plan.drawnUpOn !== null);
    const newest = Math.max(...drawnUp.map((plan) => plan.drawnUpOn ?? 0));
    const ofThatDay = drawnUp.filter((plan) => plan.drawnUpOn === newest);
    const last = ofThatDay.find((plan) => plan.ordinal === Math.max(...ofThatDay.map(({ ordinal }) => ordinal)));
    const due = last?.followUpOn ?? null;
    if (due === null || today < due - 30) continue;
    findings.push(`INDIVIDUAL_PLAN plan.individual-followup client/${kind} ${isoDay(due)} ${today > due ? "CRITICAL" : "WARNING"}`);
  }
  const lss = facts.decisions.filter((decision) => decision.law.startsWith("LSS") && running(decision, today));
  if (!city.individualPlansCome || lss.length === 0) return findings;
  const offers = facts.individualPlans.filter(({ kind }) => kind === "IP").map(offerOf).filter((on) => on !== null && on <= today) as Day[];
  if (offers.some((on) => on > yearBefore(today))) return findings;
  const due = offers.length === 0 ? Math.min(...lss.map(({ from }) => from)) : months(Math.max(...offers), 12);
  return [...findings, `INDIVIDUAL_PLAN plan.individual client ${isoDay(due)} WARNING`];
}

const offerOf = (plan: IndividualPlan): Day | null => plan.offeredOn ?? plan.drawnUpOn;

/** The day of the same number in the year before, or that month's last. */
function yearBefore(today: Day): Day {
  const { year, month, dayOfMonth } = civil(today);
  return dayOf(year - 1, month, Math.min(dayOfMonth, daysInMonth(year - 1, month)));
}

function deliveries(facts: CaseFacts, city: CityFacts, today: Day): string[] {
  return facts.orders.flatMap((order) => {
    const decision = facts.decisions.find(({ number }) => number === order.decision);
    return decision === undefined || !orderRunning(order, today) ? [] : delivered(facts, decision, order, city, today);
  });
}

function delivered(facts: CaseFacts, decision: Decision, order: Order, city: CityFacts, today: Day): string[] {
  const month = city.reported(order.provider)?.month;
  if (month === undefined) return [];
  const rows = facts.deliveries.filter((row) => row.order === order.number);
  const sum = (of: string, seconds: "orderedSeconds" | "performedSeconds"): number =>
    rows.filter((row) => row.month === of).reduce((total, row) => total + Number(row[seconds]), 0);
  const subject = `${decision.number}/${order.number}`;
  const performed = sum(month, "performedSeconds");
  const ordered = sum(month, "orderedSeconds");
  if (performed > 0) {
    const difference = Math.abs(ordered - performed);
    return difference > 4 * 3600 && difference * 5 > ordered ? [`DELIVERY_DEVIATION delivery.deviation ${subject} - WARNING`] : [];
  }
  const days = daysOf(month);
  const ranAllThrough = orderRunning(order, Math.min(...days)) && orderRunning(order, Math.max(...days));
  if (!["HTJ", "BST", "LED", "LLE", "AVL", "LAV"].includes(decision.intervention) || !ranAllThrough || !running(decision, today)) return [];
  const before = rows.some((row) => row.month < month && Number(row.performedSeconds) > 0);
  return before
    ? [`DELIVERY_DEVIATION delivery.stopped ${subject} - WARNING`]
    : [`DELIVERY_NOT_STARTED delivery.not-started ${subject} ${isoDay(order.startsOn ?? order.orderedOn)} WARNING`];
}

function daysOf(month: string): Day[] {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return Array.from({ length: daysInMonth(year, number) }, (_, at) => dayOf(year, number, at + 1));
}

function alarms(facts: CaseFacts, city: CityFacts): string[] {
  const { alarmsReported } = city;
  const count = facts.alarms.filter(({ month }) => month === alarmsReported?.month).length;
  return count >= 5 ? ["ALARM_REPEATED alarm.repeated client - WARNING"] : [];
}

function prices(facts: CaseFacts, city: CityFacts): string[] {
  const wrong = facts.careCosts.filter((cost) => {
    const listed = listedPrice(facts, cost, city);
    if (listed === null) return false;
    const inList = hundredths(listed.price);
    return Math.abs(hundredths(cost.price) - inList) * 200 > inList;
  });
  return [...new Set(wrong.map(({ intervention }) => intervention))].map((each) => `PRICE price.mismatch client/${each} - WARNING`);
}

function listedPrice(facts: CaseFacts, cost: CareCost, city: CityFacts): Price | null {
  if (cost.lastMonth === null) return null;
  const on = Math.max(...daysOf(cost.lastMonth));
  const ownership = city.ownership(cost.provider);
  const inForce = city.prices(cost.intervention).filter((price) =>
    price.per === cost.per && price.validFrom <= on && (price.ownership === null || price.ownership === ownership));
  const rank = (price: Price): string => `${isoDay(price.validFrom)} ${price.listYear} ${price.ownership === null ? 0 : 1}`;
  const newest = (list: Price[]): Price | null => list.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).at(-1) ?? null;
  const last = inForce.map((price) => rank(price).slice(0, 15)).sort().at(-1);
  const hasLevels = inForce.some((price) => price.level !== null && rank(price).startsWith(last ?? ""));
  if (!hasLevels) return newest(inForce.filter(({ level }) => level === null));
  const measured = facts.levels.filter(({ intervention, measuredOn }) => intervention === cost.intervention && measuredOn <= on);
  const latest = Math.max(...measured.map(({ measuredOn }) => measuredOn));
  const level = measured.find(({ measuredOn }) => measuredOn === latest)?.level ?? -1;
  return newest(inForce.filter((price) => price.level === level));
}
