import { addMonths, type Day, isoDay } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { ofClient } from "./evidence.js";
import type { Client } from "./facts.js";
import { parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { overlap, type Stretch } from "./running.js";
import { partsByEvidence, runningDecisions } from "./running-evidence.js";
import type { EvidenceItem, Timeline } from "./timeline.js";

/**
 * Contract 6, "HANDOVER": clients with a running decision who reach an age at which another team takes over. Silent
 * from the next birthday on, and for clients whose birthday is not known.
 */
export function evaluateHandover(
  index: CaseIndex, client: Client, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  const { birthDate } = client;
  if (birthDate === null) return;
  for (const rule of inForce.rules.handover) {
    const age = parameterValue(rule, "ageYears");
    const birthday = birthdayOf(birthDate, age);
    const warningFrom = birthday - parameterValue(rule, "warningDays");
    const told = overlap(stretch, warningFrom, birthdayOf(birthDate, age + parameterValue(rule, "reminderYears")));
    if (told === null) continue;
    const reaches = ofClient(client, "client.reachesAgeOn", isoDay(birthday));
    for (const part of partsByEvidence(runningDecisions(index, rule, area, told))) {
      out.push(handoverTimeline(rule, part, birthday, warningFrom, [reaches, ...part.evidence]));
    }
  }
}

/** 28 February in other years for whoever was born on 29 February (contract 6, "Terms"). */
function birthdayOf(birthDate: Day, age: number): Day {
  return addMonths(birthDate, 12 * age);
}

function handoverTimeline(
  rule: Rule, stretch: Stretch, birthday: Day, warningFrom: Day, evidence: readonly EvidenceItem[],
): Timeline {
  return {
    rule: rule.id,
    kind: "HANDOVER",
    decision: null,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom,
    criticalFrom: birthday,
    dueOn: birthday,
    countsAsNext: false,
    variant: "",
    evidence,
  };
}
