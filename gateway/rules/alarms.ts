import { isoDay } from "./calendar.js";
import { ofAlarm } from "./evidence.js";
import type { Alarm, CityFacts } from "./facts.js";
import { appliesInArea, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import type { Stretch } from "./running.js";
import { AS_LONG_AS_IT_HOLDS, type Timeline } from "./timeline.js";

/** Contract 6, "ALARM_REPEATED": many alarms in the latest month that the client's district has sent. */
export function evaluateAlarms(
  alarms: readonly Alarm[], city: CityFacts, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  const { alarmsReported } = city;
  if (alarmsReported === null || alarms.length === 0) return;
  const latest = alarms.filter(({ month }) => month === alarmsReported.month).sort(byPosition);
  for (const rule of inForce.rules["alarm-repeated"]) {
    if (appliesInArea(rule, area) && latest.length >= parameterValue(rule, "alarms")) out.push(alarmTimeline(latest, rule, stretch));
  }
}

function byPosition(a: Alarm, b: Alarm): number {
  return a.date - b.date || (a.district === b.district ? a.position - b.position : a.district < b.district ? -1 : 1);
}

function alarmTimeline(alarms: readonly Alarm[], rule: Rule, stretch: Stretch): Timeline {
  const last = alarms.slice(-1);
  return {
    rule: rule.id,
    kind: "ALARM_REPEATED",
    decision: null,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: AS_LONG_AS_IT_HOLDS,
    criticalFrom: null,
    dueOn: null,
    countsAsNext: false,
    variant: "",
    evidence: [
      ...last.map((alarm) => ofAlarm(alarm, "alarm.count", String(alarms.length))),
      ...last.map((alarm) => ofAlarm(alarm, "alarm.month", alarm.month)),
      ...alarms.map((alarm) => ofAlarm(alarm, "alarm.date", isoDay(alarm.date))),
    ],
  };
}
