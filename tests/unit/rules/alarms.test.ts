import { describe, expect, it } from "vitest";
import type { Alarm } from "../../../gateway/rules/facts.js";
import { alarm, evaluate, found } from "./case-facts.js";

const alarms = (count: number, changes: Partial<Alarm> = {}): Alarm[] => Array.from({ length: count }, (_, at) => alarm(at + 2, changes));

/** ALARM_REPEATED on 30 November 2022 when the district has sent its lists up to a month. */
function told(of: readonly Alarm[], month: string | null = "2022-10"): string[] {
  const timelines = evaluate({ alarms: of }, {}, { alarmsReported: month === null ? null : { month, load: 5 } });
  return found(timelines, "ALARM_REPEATED", "2022-11-30");
}

describe("alarm.repeated", () => {
  it.each([[4, []], [5, ["alarm.repeated WARNING"]], [6, ["alarm.repeated WARNING"]]])("of %i alarms in the month is %j", (count, expected) => {
    expect(told(alarms(count))).toEqual(expected);
  });

  it("adds up the alarms of both services", () => {
    expect(told([...alarms(3), ...alarms(2, { service: "SOCIAL" })])).toEqual(["alarm.repeated WARNING"]);
  });

  it("does not add up months", () => {
    expect(told([...alarms(4), ...alarms(4, { month: "2022-09" })])).toEqual([]);
  });

  it("is of the latest month that the district has sent, even if the client has no alarm in it", () => {
    expect(told(alarms(5), "2022-11")).toEqual([]);
  });

  it("is not told before the district has sent anything", () => {
    expect(told(alarms(5), null)).toEqual([]);
  });
});
