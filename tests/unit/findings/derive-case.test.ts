import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseHistory, SharedFacts } from "../../../gateway/findings/case-history.js";
import { deriveCase } from "../../../gateway/findings/derive-case.js";
import { isKnownOn, type Known, knownOn } from "../../../gateway/findings/known.js";
import { cityOn } from "../../../gateway/findings/shared-changes.js";
import { type Day, FOREVER, isoDay } from "../../../gateway/rules/calendar.js";
import type { CaseFacts } from "../../../gateway/rules/facts.js";
import type { Timeline } from "../../../gateway/rules/timeline.js";
import { CATALOGUE } from "../rules/case-facts.js";
import { cases, cities, FROM, STAFF_AND_MORE, TO } from "../rules/drawn-cases.js";
import { answerFrom, answerOn, type DayAnswer } from "../rules/naive-oracle.js";

/** When something was known: mostly all through, else from or to a day in between. */
const knownDays = fc.record({
  from: fc.oneof({ weight: 2, arbitrary: fc.constant(FROM - 30) }, { weight: 1, arbitrary: fc.integer({ min: FROM, max: TO }) }),
  to: fc.oneof({ weight: 3, arbitrary: fc.constant(FOREVER) }, { weight: 1, arbitrary: fc.integer({ min: FROM, max: TO }) }),
});

/** Gives each fact days on which it is known, in the order in which they are drawn. */
type Dated = <Fact>(facts: readonly Fact[]) => Known<Fact>[];

const dating: fc.Arbitrary<Dated> = fc.array(knownDays, { minLength: 40, maxLength: 40 }).map((days) => {
  let next = 0;
  return (facts) => facts.map((fact) => ({ fact, ...(days[next++ % days.length] ?? { from: FROM, to: FOREVER }) }));
});

interface Drawn {
  readonly history: CaseHistory;
  readonly shared: SharedFacts;
}

const PLACE = { unit: "UNIT1", district: "HAL", area: "FN", plansFrom: null };

/** A case whose facts became known one after another, in a unit of disability care that never changes. */
const drawn: fc.Arbitrary<Drawn> = fc.tuple(cases, cities, dating, fc.array(knownDays, { minLength: 4, maxLength: 4 })).map(([known, city, dated, days]) => {
  const client = { ...known.client, unit: PLACE.unit, deliveredBy: PLACE.district };
  const history: CaseHistory = {
    fileNumber: client.fileNumber, since: FROM, clients: [{ fact: client, from: FROM - 30, to: FOREVER }],
    decisions: dated(known.decisions), orders: dated(known.orders), plans: dated(known.plans), followUps: dated(known.followUps),
    deliveries: dated(known.deliveries), alarms: dated(known.alarms), levels: dated(known.levels),
    individualPlans: dated(known.individualPlans), careCosts: dated(known.careCosts),
  };
  const [reported, alarms, levels, plans] = days.map(({ from }) => from);
  const prices = dated(["VOB", "LBB"].flatMap((intervention) => city.prices(intervention)));
  const staff = dated(STAFF_AND_MORE);
  const from = <Fact>(fact: Fact | null, since: Day | undefined): Known<Fact>[] => (fact === null ? [] : [{ fact, from: since ?? FROM, to: FOREVER }]);
  const shared: SharedFacts = {
    answering: () => [{ unitCode: PLACE.unit, from: 0, to: FOREVER, answeringUnit: PLACE.unit, area: PLACE.area, district: PLACE.district }],
    periods: (signature) => staff.filter(({ fact }) => fact.signature === signature),
    reported: (provider) => from(city.reported(provider), reported), alarmsReported: () => from(city.alarmsReported, alarms),
    levelsSince: () => (city.levelsCome ? levels ?? null : null), individualPlansSince: () => (city.individualPlansCome ? plans ?? null : null),
    prices: (intervention) => prices.filter(({ fact }) => fact.intervention === intervention),
    ownership: (provider) => from(city.ownership(provider), FROM - 30), horizon: city.horizon,
  };
  return { history, shared };
});

const timelinesOf = ({ history, shared }: Drawn): Timeline[] => deriveCase(history, shared, CATALOGUE).map(({ timeline }) => timeline);

/** Contract 6 read aloud, of what was known at the end of a day. */
function naiveAnswer({ history, shared }: Drawn, on: Day): DayAnswer {
  const client = knownOn(history.clients, on)[0]!;
  const decisions = knownOn(history.decisions, on);
  const orders = knownOn(history.orders, on).filter((order) => decisions.some(({ number }) => number === order.decision));
  const ofOrders = <Fact extends { order: string }>(facts: readonly Fact[]): Fact[] => facts.filter(({ order }) => orders.some(({ number }) => number === order));
  const facts: CaseFacts = {
    client, decisions, orders, plans: ofOrders(knownOn(history.plans, on)), deliveries: ofOrders(knownOn(history.deliveries, on)),
    followUps: knownOn(history.followUps, on), alarms: knownOn(history.alarms, on), levels: knownOn(history.levels, on),
    individualPlans: knownOn(history.individualPlans, on), careCosts: knownOn(history.careCosts, on),
  };
  const city = cityOn(shared, { ...PLACE, from: on, dead: false });
  return answerOn(facts, PLACE, knownOn(STAFF_AND_MORE.flatMap(({ signature }) => [...shared.periods(signature)]), on), city, on);
}

/** The history as it was at the end of a day: what came later is not there, what ended later has not ended. */
function asOf(on: Day, { history, shared }: Drawn): Drawn {
  const by = <Fact>(versions: readonly Known<Fact>[]): Known<Fact>[] =>
    versions.filter(({ from }) => from <= on).map((version) => (version.to > on ? { ...version, to: FOREVER } : version));
  const sinceBy = (since: Day | null): Day | null => (since !== null && since <= on ? since : null);
  return {
    history: {
      ...history, clients: by(history.clients), decisions: by(history.decisions), orders: by(history.orders), plans: by(history.plans),
      followUps: by(history.followUps), deliveries: by(history.deliveries), alarms: by(history.alarms), levels: by(history.levels),
      individualPlans: by(history.individualPlans), careCosts: by(history.careCosts),
    },
    shared: {
      ...shared, periods: (signature) => by(shared.periods(signature)), reported: (provider) => by(shared.reported(provider)),
      alarmsReported: (district) => by(shared.alarmsReported(district)), prices: (intervention) => by(shared.prices(intervention)),
      levelsSince: (district) => sinceBy(shared.levelsSince(district)), individualPlansSince: (unit) => sinceBy(shared.individualPlansSince(unit)),
    },
  };
}

const PATIENCE = { timeout: 60_000 };
const days = fc.integer({ min: FROM, max: TO });

describe("what is derived from a case's history", PATIENCE, () => {
  it("says on every day what contract 6 says of what was known that day", () => {
    fc.assert(fc.property(drawn, (each) => {
      const timelines = timelinesOf(each);
      for (let on = FROM; on < TO; on++) {
        expect({ on: isoDay(on), ...answerFrom(timelines, on) }).toEqual({ on: isoDay(on), ...naiveAnswer(each, on) });
      }
    }), { numRuns: 150 });
  });

  it("never lets a later fact change what an earlier day says", () => {
    fc.assert(fc.property(drawn, days, (each, on) => {
      expect(answerFrom(timelinesOf(asOf(on, each)), on)).toEqual(answerFrom(timelinesOf(each), on));
    }));
  });

  it("says the same whether it is derived from the first day or from a later one on", () => {
    fc.assert(fc.property(drawn, days, (each, since) => {
      const later = timelinesOf({ ...each, history: { ...each.history, since } });
      const whole = timelinesOf(each);
      for (const on of [since, since + 1, since + 20]) expect(answerFrom(later, on)).toEqual(answerFrom(whole, on));
    }));
  });

  it("has for each rule and subject at most one word a day", () => {
    fc.assert(fc.property(drawn, days, (each, on) => {
      const subjects = timelinesOf(each)
        .filter((timeline) => isKnownOn({ fact: null, ...timeline }, on))
        .map(({ rule, decision, order, about, kind }) => [rule, kind, decision, order, about].join(" "));
      expect(new Set(subjects).size).toBe(subjects.length);
    }));
  });
});
