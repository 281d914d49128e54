import { day } from "./calendar.js";
import type { MessageDocument, NamesDocument, ParameterDocument, RuleFileDocument, WordsDocument } from "./catalogue-documents.js";
import type { PlacedRule, RuleFile } from "./catalogue-inheritance.js";
import type { Names } from "./names.js";
import {
  type DelegationRole, DELEGATION_ROLES, type Language, type Message, type Rule, type RuleParameter, type Words,
  type YearDay,
} from "./rule.js";
import { fillTemplate } from "./template.js";
import { numberInWords } from "./value-words.js";

/** Roles of the case system in the words of contract 4. `ADM` is none of them: it has no delegation. */
const DELEGATION_ROLE_OF: Readonly<Record<string, DelegationRole>> = {
  BIST: "CASEWORKER", SARSK: "SPECIAL_DELEGATION", BITR: "DEPUTY_HEAD", CHEF: "UNIT_HEAD",
};

type Texts = NonNullable<RuleFileDocument["texts"]>[string];

/** Turns checked rules into what evaluators read, in their order. */
export function buildRules(placed: readonly PlacedRule[], files: readonly RuleFile[], names: Names): Rule[] {
  const texts = new Map(files.flatMap(({ content }) => Object.entries(content.texts ?? {})));
  return placed.map((each) => buildRule(each, texts.get(each.rule.id) ?? {}, names));
}

function buildRule({ rule, file, index, extends: base }: PlacedRule, texts: Texts, names: Names): Rule {
  const allowedRoles = rule.allowedRoles ?? [];
  const parameters = rule.parameters.map(buildParameter);
  return {
    id: rule.id,
    version: rule.version,
    kind: rule.kind,
    evaluator: rule.evaluator,
    laws: setOf(rule.laws),
    interventions: setOf(rule.interventions),
    exceptInterventions: setOf(rule.exceptInterventions),
    areas: setOf(rule.areas),
    districts: setOf(rule.districts),
    validFrom: rule.validFrom === undefined ? null : day(rule.validFrom),
    validTo: rule.validTo === undefined ? null : day(rule.validTo),
    parameters,
    resetBy: rule.resetBy === undefined || rule.resetBy === "any" ? null : new Set(rule.resetBy),
    measuredOn: (rule.measuredOn ?? []).map(yearDayOf).sort((a, b) => a.month - b.month || a.dayOfMonth - b.dayOfMonth),
    allowedRoles,
    requiredRoles: rule.requiredRoles ?? requiredFor(allowedRoles),
    consultRoles: rule.consultRoles ?? [],
    severity: rule.severity ?? "WARNING",
    severityAtLimit: rule.severityAtLimit ?? null,
    ...ruleTexts(wordsOf(rule.text), parameters, names),
    source: rule.source,
    place: { file: file.file, line: file.problemAt(["rules", index], "").line, extends: base },
    messages: new Map(
      Object.entries(texts).map(([variant, { sv, en }]) => [variant, { SV: buildMessage(sv), EN: buildMessage(en) }]),
    ),
  };
}

/** Reads `MM-DD`. */
export function yearDayOf(text: string): YearDay {
  return { month: Number(text.slice(0, 2)), dayOfMonth: Number(text.slice(3, 5)) };
}

function requiredFor(allowedRoles: readonly string[]): DelegationRole[] {
  const allowed = new Set(allowedRoles.map((role) => DELEGATION_ROLE_OF[role]));
  return DELEGATION_ROLES.filter((role) => allowed.has(role));
}

function buildParameter(parameter: ParameterDocument): RuleParameter {
  const { name, value, unit, localDefault, interventions } = parameter;
  return { name, value, unit, localDefault, interventions: setOf(interventions) };
}

function buildMessage(message: MessageDocument): Message {
  return {
    title: message.title,
    titleOverdue: message.titleOverdue ?? message.title,
    explanation: message.explanation,
    explanationOverdue: message.explanationOverdue ?? message.explanation,
  };
}

/** A rule's text with its own numbers in it, so that text and number cannot part. */
function ruleTexts(textTemplate: Words, parameters: readonly RuleParameter[], names: Names): Pick<Rule, "text" | "textTemplate"> {
  const text = (language: Language): string => fillTemplate(textTemplate[language], (name) => {
    const parameter = parameters.find((candidate) => name === `parameter.${candidate.name}`);
    return parameter === undefined ? names.phrases.get("unknown")?.[language] ?? name : numberInWords(parameter.value, language);
  });
  return { text: { SV: text("SV"), EN: text("EN") }, textTemplate };
}

/** A rule with other numbers: those that it has of the given, in its text, too. */
export function ruleWithNumbers(rule: Rule, numbers: readonly Pick<RuleParameter, "name" | "value">[], names: Names): Rule {
  const parameters = rule.parameters.map((parameter) => ({
    ...parameter, value: numbers.find(({ name }) => name === parameter.name)?.value ?? parameter.value,
  }));
  return { ...rule, parameters, ...ruleTexts(rule.textTemplate, parameters, names) };
}

function setOf(codes: readonly string[] | undefined): ReadonlySet<string> | null {
  return codes === undefined ? null : new Set(codes);
}

function wordsOf(words: WordsDocument): Words {
  return { SV: words.sv, EN: words.en };
}

function wordsByCode(names: Readonly<Record<string, WordsDocument>>): ReadonlyMap<string, Words> {
  return new Map(Object.entries(names).map(([code, words]) => [code, wordsOf(words)]));
}

/** The names file with its codes ready to look up. */
export function buildNames(names: NamesDocument): Names {
  return {
    interventions: wordsByCode(names.interventions),
    laws: wordsByCode(names.laws),
    areas: wordsByCode(names.areas),
    roles: wordsByCode(names.roles),
    amountUnits: wordsByCode(names.amountUnits),
    followUpKinds: wordsByCode(names.followUpKinds),
    planSources: wordsByCode(names.planSources),
    outcomes: wordsByCode(names.outcomes),
    numberKinds: wordsByCode(names.numberKinds),
    individualPlanKinds: wordsByCode(names.individualPlanKinds),
    pricePer: wordsByCode(names.pricePer),
    evidence: wordsByCode(names.evidence),
    parameters: wordsByCode(names.parameters),
    phrases: wordsByCode(names.phrases),
    letter: wordsByCode(names.letter),
    notice: wordsByCode(names.notice),
    parameterUnits: new Map(
      Object.entries(names.parameterUnits).map(([unit, { sv, en }]) => [unit, { SV: sv, EN: en }]),
    ),
    months: { SV: names.months.sv, EN: names.months.en },
  };
}
