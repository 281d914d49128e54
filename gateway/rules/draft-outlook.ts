import { type Day, FOREVER } from "./calendar.js";
import { indexCase } from "./case-index.js";
import type { Catalogue } from "./catalogue.js";
import { evaluateExecution } from "./execution.js";
import type { Decision } from "./facts.js";
import { nameOf, type Names } from "./names.js";
import { evaluateReassessment } from "./reassessment.js";
import { evaluateReviews } from "./reviews.js";
import type { Language } from "./rule.js";
import { dayAfter, isGranted, overlap } from "./running.js";
import { fillTemplate } from "./template.js";
import type { FindingKind, Timeline } from "./timeline.js";
import { dayInWords } from "./value-words.js";

/** What else should be known before a drafted decision is made. */
export const NOTICE_KINDS = [
  "CLIENT_DECEASED", "CLIENT_PROTECTED", "OVERLAPS", "OVERLAPS_OPEN", "REPLACES", "EXECUTE", "REVIEW", "EXPIRES",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** One of those things, with the dates and the other decision that it speaks of. */
export interface DraftNotice {
  readonly kind: NoticeKind;
  /** The day that it is about. */
  readonly on: Day | null;
  readonly decision: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** The case that a draft is for. */
export interface DraftSurroundings {
  readonly deceasedOn: Day | null;
  readonly protected: boolean;
  /** The client's other decisions on the same intervention. */
  readonly others: readonly Decision[];
  readonly area: string | null;
  readonly district: string;
}

/**
 * What stands beside a drafted decision and what will follow of it, by the rules that decisions are found by once they are
 * made: the client's death or protection, decisions that it overlaps or replaces, and its dates of execution, review and
 * expiry. What would come after the calendar's last day is not told.
 */
export function draftOutlook(draft: Decision, around: DraftSurroundings, catalogue: Catalogue): DraftNotice[] {
  const notices: DraftNotice[] = [];
  if (around.deceasedOn !== null) notices.push(notice("CLIENT_DECEASED", { on: around.deceasedOn }));
  if (around.protected) notices.push(notice("CLIENT_PROTECTED", {}));
  notices.push(...around.others.flatMap((other) => besideNotice(draft, other)));
  return [...notices, ...datesAhead(draft, around, catalogue)];
}

function notice(kind: NoticeKind, about: Partial<DraftNotice>): DraftNotice {
  return { on: null, decision: null, from: null, to: null, ...about, kind };
}

function besideNotice(draft: Decision, other: Decision): DraftNotice[] {
  if (!isGranted(other) || (other.endedOn !== null && other.endedOn <= draft.from)) return [];
  const about = { decision: other.number, from: other.from, to: other.to };
  if (takesOver(draft, other)) return [notice("REPLACES", about)];
  const together = overlap({ from: draft.from, to: dayAfter(draft.to) }, other.from, dayAfter(other.to));
  return together === null ? [] : [notice(other.to === null ? "OVERLAPS_OPEN" : "OVERLAPS", about)];
}

/** As a successor does (contract 6, "REASSESSMENT_DUE"). */
function takesOver(draft: Decision, other: Decision): boolean {
  return other.to !== null && other.endedOn === null && draft.from > other.from && draft.from <= other.to + 1 &&
    (draft.to === null || draft.to > other.to);
}

function datesAhead(draft: Decision, { area, district, others }: DraftSurroundings, catalogue: Catalogue): DraftNotice[] {
  const inForce = catalogue.rulesByCalendar(district).find(({ from, to }) => from <= draft.from && draft.from < to);
  if (inForce === undefined) return [];
  const index = indexCase({
    decisions: [draft, ...others], orders: [], plans: [], followUps: [], deliveries: [],
  });
  const stretch = { from: draft.from, to: FOREVER };
  const timelines: Timeline[] = [];
  evaluateReviews(index, area, stretch, inForce, timelines);
  evaluateReassessment(index, area, stretch, inForce, timelines);
  evaluateExecution(index, area, stretch, inForce, timelines);
  const first = (kind: FindingKind): Timeline | undefined =>
    timelines.filter((timeline) => timeline.decision === draft.number && timeline.kind === kind && timeline.dueOn !== null && timeline.dueOn <= FOREVER).sort((a, b) => a.from - b.from)[0];
  const execution = first("EXECUTION_LATE");
  const review = first("REVIEW_DUE");
  const expiry = first("REASSESSMENT_DUE");
  return [
    ...(execution === undefined ? [] : [notice("EXECUTE", { on: execution.dueOn })]),
    ...(review === undefined ? [] : [notice("REVIEW", { on: review.dueOn })]),
    ...(expiry === undefined ? [] : [notice("EXPIRES", { on: expiry.dueOn, from: expiry.warningFrom })]),
  ];
}

/** A notice in a sentence for the caseworker. */
export function noticeText({ kind, on, decision, from, to }: DraftNotice, language: Language, names: Names): string {
  const date = (value: Day | null): string => (value === null ? "" : dayInWords(value, language, names));
  const values: Record<string, string> = { on: date(on), from: date(from), to: date(to), decision: decision ?? "" };
  return fillTemplate(nameOf(names, "notice", kind, language), (name) => values[name] ?? name);
}
