import type { Day } from "./calendar.js";
import { nameOf, type Names } from "./names.js";
import { findParameter, type Language, ORDINARY, type Rule, type RuleParameter } from "./rule.js";
import { fillTemplate, insideSentence } from "./template.js";
import type { EvidenceItem } from "./timeline.js";
import { dayInWords, evidenceValue, listInWords, numberInWords } from "./value-words.js";

/** The phrases for what is not there, where "unknown" alone would not fit into the sentence. */
const UNKNOWN: Readonly<Record<string, string>> = {
  "decision.decidedBy": "unknownDecisionMaker",
  "caseworker.role": "unknownRole",
};

/** What the texts need of a finding; a {@link import("./timeline.js").Timeline} has it. */
export interface ExplainedFinding {
  readonly variant: string;
  readonly dueOn: Day | null;
  readonly evidence: readonly EvidenceItem[];
}

export interface FindingTexts {
  readonly title: string;
  readonly explanation: string;
}

/**
 * A finding in plain words for a caseworker. The title says what it is; the explanation has three lines: why, what to do
 * next, and by which rule and source, with what is a local default in it.
 * `rule` is the one behind the finding ({@link import("./catalogue.js").Catalogue.ruleOf}).
 */
export function findingTexts(
  finding: ExplainedFinding, rule: Rule, today: Day, language: Language, names: Names,
): FindingTexts {
  const byLanguage = rule.messages.get(finding.variant === "" ? ORDINARY : finding.variant) ?? rule.messages.get(ORDINARY);
  const message = byLanguage?.[language];
  if (message === undefined) throw new Error(`RULE_TEXT_MISSING: rule ${rule.id} has no text for "${finding.variant}"`);
  const overdue = finding.dueOn !== null && today > finding.dueOn;
  const valueOf = (name: string): string => valueInWords(name, finding, rule, today, language, names);
  // Each when it is asked for: an answer may have hundreds, and want one of the two.
  return {
    get title() {
      return fillTemplate(overdue ? message.titleOverdue : message.title, valueOf);
    },
    // The catalogue's part has two lines of its own; its check sees to that.
    get explanation() {
      const why = fillTemplate(overdue ? message.explanationOverdue : message.explanation, valueOf);
      return [why, ruleSentences(rule, language, names).join(" ")].join("\n");
    },
  };
}

function valueInWords(
  name: string, finding: ExplainedFinding, rule: Rule, today: Day, language: Language, names: Names,
): string {
  const unknown = nameOf(names, "phrases", UNKNOWN[name] ?? "unknown", language);
  const { dueOn } = finding;
  switch (name) {
    case "dueOn": return dueOn === null ? unknown : dayInWords(dueOn, language, names);
    case "overdueDays": return dueOn === null ? unknown : String(Math.max(0, today - dueOn));
    case "daysLeft": return dueOn === null ? unknown : String(Math.max(0, dueOn - today));
    case "resetBy": return resetInWords(rule, language, names);
    case "allowedRoles": {
      const roles = rule.allowedRoles.map((role) => insideSentence(nameOf(names, "roles", role, language)));
      return listInWords(roles, "or", language, names);
    }
    default: return parameterInWords(name, rule, language) ?? evidenceInWords(name, finding, language, names) ?? unknown;
  }
}

function resetInWords(rule: Rule, language: Language, names: Names): string {
  if (rule.resetBy === null) return nameOf(names, "phrases", "anyFollowUp", language);
  const kinds = [...rule.resetBy].map((kind) => insideSentence(nameOf(names, "followUpKinds", kind, language)));
  return listInWords(kinds, "and", language, names);
}

function parameterInWords(name: string, rule: Rule, language: Language): string | null {
  if (!name.startsWith("parameter.")) return null;
  const parameter = findParameter(rule, name.slice("parameter.".length));
  return parameter === null ? null : numberInWords(parameter.value, language);
}

function evidenceInWords(name: string, finding: ExplainedFinding, language: Language, names: Names): string | null {
  const item = finding.evidence.find((candidate) => candidate.name === name);
  return item === undefined || item.value === "" ? null : evidenceValue(name, item.value, language, names);
}

/** The value of a piece of evidence in words, as a panel lists it: "30 november 2022", "Hemtjänst", "99,5". */
export function evidenceValueInWords(item: EvidenceItem, language: Language, names: Names): string {
  return fillTemplate("{value}", () => evidenceValue(item.name, item.value, language, names));
}

function ruleSentences(rule: Rule, language: Language, names: Names): string[] {
  const phrase = (name: string, values: Readonly<Record<string, string>>): string =>
    fillTemplate(nameOf(names, "phrases", name, language), (key) => values[key] ?? key);
  const sentences = [phrase("rule", { text: rule.text[language] })];
  const dates = {
    validFrom: rule.validFrom === null ? "" : dayInWords(rule.validFrom, language, names),
    validTo: rule.validTo === null ? "" : dayInWords(rule.validTo, language, names),
  };
  if (rule.validFrom !== null) sentences.push(phrase(rule.validTo === null ? "validFrom" : "validBetween", dates));
  else if (rule.validTo !== null) sentences.push(phrase("validTo", dates));
  sentences.push(phrase("source", { source: rule.source }));
  const defaults = rule.parameters.filter((parameter) => parameter.localDefault);
  if (defaults.length > 0) {
    const list = defaults.map((parameter) => defaultInWords(parameter, language, names));
    sentences.push(phrase("localDefault", { list: listInWords(list, "and", language, names) }));
  }
  return sentences;
}

/** "förvarning 30 dagar". */
function defaultInWords(parameter: RuleParameter, language: Language, names: Names): string {
  const forms = names.parameterUnits.get(parameter.unit)?.[language] ?? [];
  const unit = (parameter.value === 1 ? forms[0] : forms[1]) ?? parameter.unit;
  const label = insideSentence(nameOf(names, "parameters", parameter.name, language));
  return `${label} ${numberInWords(parameter.value, language)} ${unit}`;
}
