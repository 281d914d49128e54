import { inBoth } from "./language.js";
import type { CaseKey, Evidence, FactType, Finding, FindingKind, OverlayStatus } from "./operations/overlay.js";

// Words that a user of the extension reads, in both languages (language.ts). What a finding means and why is told by the gateway.

/** What is drawn; FORBIDDEN never is. */
export type ShownStatus = Exclude<OverlayStatus, "FORBIDDEN">;

export const STATUS = inBoth<Readonly<Record<ShownStatus, string>>>(
  // Not "Försenat" for OVERDUE: a decision outside delegation is as grave, and late for nothing.
  { OK: "Inget att göra", ATTENTION: "Att göra", OVERDUE: "Brådskar", UNKNOWN: "Okänt" },
  { OK: "Nothing to do", ATTENTION: "To do", OVERDUE: "Urgent", UNKNOWN: "Unknown" },
);

/** Short enough for a badge in a narrow column. */
const SHORT_KIND = inBoth<Readonly<Record<FindingKind, string>>>(
  {
    REVIEW_DUE: "Uppföljning",
    REASSESSMENT_DUE: "Omprövning",
    WATCH_MISSING: "Bevakning saknas",
    LEVEL_MISSING: "Nivå saknas",
    PLAN_MISSING: "Plan saknas",
    PLAN_INSUFFICIENT: "Otillräcklig plan",
    INDIVIDUAL_PLAN: "Individuell plan",
    DELEGATION: "Delegation",
    EXECUTION_LATE: "Ej verkställt",
    DELIVERY_NOT_STARTED: "Ej påbörjat",
    DELIVERY_DEVIATION: "Utförd tid avviker",
    ALARM_REPEATED: "Upprepade larm",
    INTEGRITY: "Kontrollera uppgift",
    PRICE: "Pris avviker",
    HANDOVER: "Överlämning",
    OUTREACH: "Uppsökande arbete",
  },
  {
    REVIEW_DUE: "Follow-up",
    REASSESSMENT_DUE: "Reassessment",
    WATCH_MISSING: "No watch date",
    LEVEL_MISSING: "No level",
    PLAN_MISSING: "No plan",
    PLAN_INSUFFICIENT: "Insufficient plan",
    INDIVIDUAL_PLAN: "Individual plan",
    DELEGATION: "Delegation",
    EXECUTION_LATE: "Not executed",
    DELIVERY_NOT_STARTED: "Not started",
    DELIVERY_DEVIATION: "Hours deviate",
    ALARM_REPEATED: "Repeated alarms",
    INTEGRITY: "Check the data",
    PRICE: "Price deviates",
    HANDOVER: "Handover",
    OUTREACH: "Outreach",
  },
);

/** What a kind of finding is called. */
export function kindName(kind: FindingKind): string {
  return SHORT_KIND[kind];
}

const FACT = inBoth<Readonly<Record<FactType, string>>>(
  {
    UNIT: "enhet",
    CASEWORKER: "handläggare",
    CLIENT: "klient",
    INVESTIGATION: "utredning",
    DECISION: "beslut",
    ORDER: "beställning",
    PLAN: "genomförandeplan",
    FOLLOW_UP: "uppföljning",
    PROVIDER: "utförare",
    DELIVERY: "utförd tid",
    ON_CALL_EVENT: "larm",
    FEEDBACK: "synpunkt",
    BUDGET_LINE: "budgetrad",
    LEDGER_LINE: "bokföringsrad",
    CARE_COST: "vårdkostnad",
    LSS_LEVEL: "nivå",
    PRICE: "pris",
    INDIVIDUAL_PLAN: "individuell plan",
  },
  {
    UNIT: "unit",
    CASEWORKER: "caseworker",
    CLIENT: "client",
    INVESTIGATION: "investigation",
    DECISION: "decision",
    ORDER: "order",
    PLAN: "implementation plan",
    FOLLOW_UP: "follow-up",
    PROVIDER: "provider",
    DELIVERY: "performed hours",
    ON_CALL_EVENT: "alarm",
    FEEDBACK: "feedback",
    BUDGET_LINE: "budget line",
    LEDGER_LINE: "ledger line",
    CARE_COST: "care cost",
    LSS_LEVEL: "level",
    PRICE: "price",
    INDIVIDUAL_PLAN: "individual plan",
  },
);

/** "Plan saknas +2": the most urgent finding and how many more, or the status when none asks for anything. */
export function badgeText(status: ShownStatus, findings: readonly Finding[]): string {
  const [first, ...more] = findings;
  if (!first) return STATUS[status];
  return more.length === 0 ? SHORT_KIND[first.kind] : `${SHORT_KIND[first.kind]} +${more.length}`;
}

/**
 * "Plan saknas. Brådskar. Genomförandeplan saknas, förföll 2022-11-10. Visa varför": what a screen reader says of a badge. The words
 * that are to be seen come first, for whoever speaks to the computer (WCAG 2.5.3).
 */
export function badgeLabel(status: ShownStatus, findings: readonly Finding[], incomplete: boolean): string {
  const found = findings.map((finding) => {
    const due = dueText(finding);
    return due === null ? finding.title : `${finding.title}, ${due.toLowerCase()}`;
  });
  const seen = badgeText(status, findings);
  return [...(seen === STATUS[status] ? [] : [seen]), STATUS[status], ...found, ...(incomplete ? [panelTexts.incomplete] : []), panelTexts.open].join(". ");
}

const dueTexts = inBoth(
  { by: (day: string) => `Senast ${day}`, since: (day: string) => `Förföll ${day}` },
  { by: (day: string) => `By ${day}`, since: (day: string) => `Overdue since ${day}` },
);

/** "Förföll 2022-11-10", "Senast 2022-12-05", or null for a finding without a date. */
export function dueText({ dueOn, overdueDays }: Pick<Finding, "dueOn" | "overdueDays">): string | null {
  if (dueOn === null) return null;
  return overdueDays === null || overdueDays <= 0 ? dueTexts.by(dueOn) : dueTexts.since(dueOn);
}

/** Fewer rows than these say nothing of whether the page is understood. */
export const ENOUGH_ROWS = 5;

export const panelTexts = inBoth(
  {
    protected: "Skyddade personuppgifter",
    showProtected: "Visa uppgifter om skyddad person",
    open: "Visa varför",
    close: "Stäng",
    incomplete: "Uppgifterna är ofullständiga",
    nothing: "Överblick har inte hittat något att göra i akten.",
    unknown: "Överblick känner inte till klienten, eller så ligger akten utanför dina enheter.",
    dataFrom: (day: string) => `Data från ${day}`,
    loadedWhen: { night: "i natt", today: "i dag", yesterday: "i går" },
    nextDueOn: (day: string) => `Nästa datum att hålla: ${day}`,
    grounds: "Underlag",
    rule: ({ id, version }: Finding["rule"]) => `Regelns beteckning: ${id}, version ${version}`,
    decision: (number: string) => `Beslut ${number}`,
    order: (number: string) => `Beställning ${number}`,
    file: (number: string) => `Akt ${number}`,
    person: (number: string) => `Personnummer ${number}`,
    line: (file: string, line: number) => `${file}, rad ${line}`,
    loaded: (day: string) => `inläst ${day}`,
    preview: (title: string) => `Provvisning från verkstaden: ${title.toLowerCase()}. Ingen uppgift har hämtats.`,
  },
  {
    protected: "Protected identity",
    showProtected: "Show the details of a protected person",
    open: "Show why",
    close: "Close",
    incomplete: "The data is incomplete",
    nothing: "Överblick has found nothing to do in this case.",
    unknown: "Överblick does not know the client, or the case is outside your units.",
    dataFrom: (day: string) => `Data from ${day}`,
    loadedWhen: { night: "last night", today: "today", yesterday: "yesterday" },
    nextDueOn: (day: string) => `Next date to keep: ${day}`,
    grounds: "Grounds",
    rule: ({ id, version }: Finding["rule"]) => `Rule: ${id}, version ${version}`,
    decision: (number: string) => `Decision ${number}`,
    order: (number: string) => `Order ${number}`,
    file: (number: string) => `File ${number}`,
    person: (number: string) => `Personal number ${number}`,
    line: (file: string, line: number) => `${file}, line ${line}`,
    loaded: (day: string) => `loaded ${day}`,
    preview: (title: string) => `Trial from the workbench: ${title.toLowerCase()}. No data has been fetched.`,
  },
);

/** "Akt 103879-5" or, on pages that show only personal numbers, "Personnummer …". */
export function keyTitle(key: CaseKey): string {
  return "fileNumber" in key ? panelTexts.file(key.fileNumber) : panelTexts.person(key.personalNumber);
}

/** "beslut B1001 · SOSYS_BESLUT_HAL_20221130.TXT, rad 12 · inläst 2022-11-30": the day by this computer's clock. */
export function evidenceSource({ fact, key, file, line, loadedAt }: Evidence): string {
  const place = line === null ? file : panelTexts.line(file, line);
  return `${FACT[fact]} ${key} · ${place} · ${panelTexts.loaded(new Date(loadedAt).toLocaleDateString("sv-SE"))}`;
}
