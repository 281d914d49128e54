import { type Day, parseDay } from "./calendar.js";
import { nameOf, type Names } from "./names.js";
import type { Language, Rule } from "./rule.js";
import { fillTemplate } from "./template.js";
import type { EvidenceItem, FindingKind } from "./timeline.js";
import { dayInWords, evidenceValue } from "./value-words.js";

/** What a letter about a missing or insufficient plan is made of. */
export interface ReminderOccasion {
  readonly finding: {
    readonly kind: FindingKind;
    readonly variant: string;
    readonly dueOn: Day | null;
    readonly evidence: readonly EvidenceItem[];
  };
  readonly rule: Rule;
  /** Code of the law that the decision was made under. */
  readonly law: string;
  /** When the provider was last reminded, or null. */
  readonly remindedOn: Day | null;
  /** Who signs, a line each. */
  readonly sender: readonly string[];
}

/**
 * The letter to the provider, ready to paste: which order, under which law, what is missing, since when, and what counts.
 * It names the order and never the client. Paragraphs stand apart by an empty line.
 */
export function reminderLetter(occasion: ReminderOccasion, today: Day, language: Language, names: Names): string {
  const { finding, rule, remindedOn, sender } = occasion;
  const values = valuesOf(occasion, today, language, names);
  const sentence = (name: string): string => fillTemplate(nameOf(names, "letter", name, language), (key) => values[key] ?? key);
  const overdue = finding.dueOn !== null && today > finding.dueOn;
  return [
    sentence("heading"),
    sentence("ordered"),
    [sentence(`${whatIsMissing(finding)}${overdue ? "Overdue" : ""}`), ...(remindedOn === null ? [] : [sentence("reminded")])].join(" "),
    fillTemplate(nameOf(names, "letter", "rule", language), () => rule.text[language]),
    sentence("ask"),
    [sentence("greeting"), ...sender].join("\n"),
  ].join("\n\n");
}

function whatIsMissing({ kind, variant }: ReminderOccasion["finding"]): "missing" | "insufficient" | "returned" {
  if (kind === "PLAN_MISSING") return "missing";
  return variant === "returned" ? "returned" : "insufficient";
}

function valuesOf({ finding, law, remindedOn }: ReminderOccasion, today: Day, language: Language, names: Names): Record<string, string> {
  const { dueOn, evidence } = finding;
  const inWords = (name: string): string => {
    const value = evidence.find((item) => item.name === name)?.value ?? "";
    return evidenceValue(name, value, language, names);
  };
  const date = (on: Day | null): string => (on === null ? "" : dayInWords(on, language, names));
  return {
    order: inWords("order.number"),
    provider: inWords("order.provider"),
    intervention: inWords("decision.intervention"),
    orderedOn: inWords("order.orderedOn"),
    receivedOn: date(parseDay(evidence.find(({ name }) => name === "plan.receivedOn")?.value ?? "")),
    law: nameOf(names, "laws", law, language),
    dueOn: date(dueOn),
    overdueDays: dueOn === null ? "" : String(today - dueOn),
    remindedOn: date(remindedOn),
  };
}
