import type { Day } from "../rules/calendar.js";
import type {
  Alarm, CareCost, Decision, Delivery, FollowUp, IndividualPlan, LssLevel, NumberKind, Order, Plan,
} from "../rules/facts.js";
import type { ClientFact } from "./case-history.js";

export type Cell = string | number | boolean | null;

/** A row of a cursor: the case, the days on which the version is known, load and line; then columns of its own. */
export type Row = readonly Cell[];

const FIRST_OWN = 5;

function provenance(row: Row): { load: number; line: number | null } {
  return { load: row[3] as number, line: row[4] as number | null };
}

export function readClient(row: Row): ClientFact {
  const [unit, caseworker, deceasedOn, birthDate, numberKind, reserveDate, deliveredBy] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    fileNumber: row[0] as string,
    unit: unit as string,
    caseworker: caseworker as string | null,
    deceasedOn: deceasedOn as Day | null,
    birthDate: birthDate as Day | null,
    numberKind: numberKind as NumberKind,
    reserveDate: reserveDate as Day | null,
    deliveredBy: deliveredBy as string,
  };
}

export function readDecision(row: Row): Decision {
  const [number, law, intervention, decidedOn, outcome, from, to, amount, amountUnit, level, decidedBy, watchOn, executedOn, endedOn, byCourt] =
    row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    number: number as string,
    law: law as string,
    intervention: intervention as string,
    decidedOn: decidedOn as Day,
    outcome: outcome as string,
    from: from as Day,
    to: to as Day | null,
    amount: amount as string | null,
    amountUnit: amountUnit as string | null,
    level: level as number | null,
    decidedBy: decidedBy as string | null,
    watchOn: watchOn as Day | null,
    executedOn: executedOn as Day | null,
    endedOn: endedOn as Day | null,
    byCourt: byCourt as boolean,
  };
}

export function readOrder(row: Row): Order {
  const [number, decision, provider, orderedOn, startsOn, endsOn] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    number: number as string,
    decision: decision as string,
    provider: provider as string,
    orderedOn: orderedOn as Day,
    startsOn: startsOn as Day | null,
    endsOn: endsOn as Day | null,
  };
}

export function readPlan(row: Row): Plan {
  const [order, version, receivedOn, counts] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    order: order as string,
    source: "CASE_SYSTEM",
    version: version as number,
    receivedOn: receivedOn as Day,
    counts: counts as boolean,
  };
}

export function readReceipt(row: Row): Plan {
  const [order, receivedOn, counts] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    order: order as string,
    source: "PROVIDER",
    version: 0,
    receivedOn: receivedOn as Day,
    counts: counts as boolean,
  };
}

export function readFollowUp(row: Row): FollowUp {
  const [number, decision, date, kind] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    number: number as string,
    decision: decision as string,
    date: date as Day,
    kind: kind as string,
  };
}

export function readDelivery(row: Row): Delivery {
  const [provider, month, order, ordinal, orderedSeconds, performedSeconds] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    provider: provider as string,
    month: month as string,
    order: order as string,
    ordinal: ordinal as number,
    orderedSeconds: orderedSeconds as string,
    performedSeconds: performedSeconds as string,
  };
}

export function readAlarm(row: Row): Alarm {
  const [district, month, position, date, service] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    district: district as string,
    month: month as string,
    position: position as number,
    date: date as Day,
    service: service as string,
  };
}

export function readLevel(row: Row): LssLevel {
  const [intervention, measuredOn, level] = row.slice(FIRST_OWN);
  return { ...provenance(row), intervention: intervention as string, measuredOn: measuredOn as Day, level: level as number };
}

export function readIndividualPlan(row: Row): IndividualPlan {
  const [unit, kind, ordinal, offeredOn, drawnUpOn, followUpOn] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    unit: unit as string,
    kind: kind as string,
    ordinal: ordinal as number,
    offeredOn: offeredOn as Day | null,
    drawnUpOn: drawnUpOn as Day | null,
    followUpOn: followUpOn as Day | null,
  };
}

/** The last column is the number (1-12) of the last month with an amount. */
export function readCareCost(row: Row): CareCost {
  const [caseworker, year, ordinal, provider, intervention, price, per, lastMonth] = row.slice(FIRST_OWN);
  return {
    ...provenance(row),
    caseworker: caseworker as string,
    year: year as string,
    ordinal: ordinal as number,
    provider: provider as string,
    intervention: intervention as string,
    price: price as string,
    per: per as string,
    lastMonth: lastMonth === null ? null : `${year as string}-${String(lastMonth).padStart(2, "0")}`,
  };
}
