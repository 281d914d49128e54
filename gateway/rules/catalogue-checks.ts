import { isCalendarDate, parseDay } from "./calendar.js";
import type { MessageDocument, NamesDocument, RuleDocument } from "./catalogue-documents.js";
import type { CataloguePath } from "./catalogue-file.js";
import type { PlacedRule, RuleFile } from "./catalogue-inheritance.js";
import type { CatalogueProblem } from "./catalogue-problem.js";
import { DECIMAL_UNITS, EVALUATOR_NEEDS, EXACTLY_AT_LIMIT } from "./evaluator-needs.js";
import { placeholdersOf } from "./template.js";
import { yearDayOf } from "./catalogue-build.js";

/** Words that every explanation can use beside evidence and parameters. */
const GENERAL_PLACEHOLDERS = new Set(["dueOn", "overdueDays", "daysLeft", "resetBy", "allowedRoles"]);

/** What a JSON Schema cannot say: codes that exist, numbers that the evaluator needs, texts for every variant. */
export function checkRules(all: readonly PlacedRule[], files: readonly RuleFile[], names: NamesDocument): CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  for (const { file, rule, index } of all) {
    const report = (path: CataloguePath, message: string): void => {
      problems.push(file.problemAt(["rules", index, ...path], message));
    };
    checkCodes(rule, names, report);
    checkDates(rule, report);
    checkPlace(rule, file.file, report);
    checkNeeds(rule, report);
    checkRuleText(rule, report);
    checkTexts(rule, files, names, problems, report);
    for (const earlier of all.slice(0, all.findIndex((other) => other.rule === rule))) {
      checkTogether(earlier.rule, rule, report);
    }
  }
  return problems;
}

type Report = (path: CataloguePath, message: string) => void;

function checkCodes(rule: RuleDocument, names: NamesDocument, report: Report): void {
  const known = (path: CataloguePath, codes: readonly string[] | undefined, group: Readonly<Record<string, unknown>>): void => {
    codes?.forEach((code, index) => {
      if (!Object.hasOwn(group, code)) report([...path, index], `"${code}" is not in names.yaml`);
    });
  };
  known(["laws"], rule.laws, names.laws);
  known(["interventions"], rule.interventions, names.interventions);
  known(["exceptInterventions"], rule.exceptInterventions, names.interventions);
  known(["areas"], rule.areas, names.areas);
  known(["allowedRoles"], rule.allowedRoles, names.roles);
  known(["consultRoles"], rule.consultRoles, names.roles);
  if (rule.resetBy !== undefined && rule.resetBy !== "any") known(["resetBy"], rule.resetBy, names.followUpKinds);
  rule.parameters.forEach((parameter, index) => {
    known(["parameters", index, "interventions"], parameter.interventions, names.interventions);
    if (!Object.hasOwn(names.parameters, parameter.name)) {
      report(["parameters", index, "name"], `parameter "${parameter.name}" is not in names.yaml`);
    }
  });
}

function checkDates(rule: RuleDocument, report: Report): void {
  for (const field of ["validFrom", "validTo"] as const) {
    const value = rule[field];
    if (value !== undefined && parseDay(value) === null) report([field], `${value} is not a date that exists`);
  }
  if (rule.validFrom !== undefined && rule.validTo !== undefined && rule.validTo < rule.validFrom) {
    report(["validTo"], `${rule.validTo} is before validFrom ${rule.validFrom}`);
  }
  rule.measuredOn?.forEach((yearDay, index) => {
    // 2001 has no leap day: a day that comes every year exists in it.
    const { month, dayOfMonth } = yearDayOf(yearDay);
    if (!isCalendarDate(2001, month, dayOfMonth)) report(["measuredOn", index], `${yearDay} does not come every year`);
  });
}

/**
 * A file in a district's folder has that district's rules alone, and its name says in which year they begin to hold:
 * `HAL/2022.yaml`; `HAL/undated.yaml` for those that have no first day.
 */
function checkPlace(rule: RuleDocument, file: string, report: Report): void {
  const [district, name] = file.split("/");
  if (district === undefined || name === undefined) return;
  if (rule.districts?.length !== 1 || rule.districts[0] !== district) report(["districts"], `a rule of ${district}'s folder is for [${district}]`);
  const year = rule.validFrom?.slice(0, 4) ?? "undated";
  if (name !== `${year}.yaml`) report(["validFrom"], `a rule that begins ${rule.validFrom ?? "undated"} stands in ${district}/${year}.yaml`);
}

function checkNeeds(rule: RuleDocument, report: Report): void {
  const needs = EVALUATOR_NEEDS[rule.evaluator];
  if (rule.kind !== needs.kind) report(["kind"], `evaluator ${rule.evaluator} gives ${needs.kind}`);
  for (const field of needs.fields) {
    if (rule[field] === undefined) report([], `${rule.id} lacks ${field}, which evaluator ${rule.evaluator} needs`);
  }
  for (const name of Object.keys(needs.required)) {
    if (!rule.parameters.some((parameter) => parameter.name === name)) {
      report(["parameters"], `${rule.id} lacks parameter ${name}, which evaluator ${rule.evaluator} needs`);
    }
  }
  rule.parameters.forEach((parameter, index) => {
    const units = needs.required[parameter.name] ?? needs.optional[parameter.name];
    if (units === undefined) {
      report(["parameters", index], `evaluator ${rule.evaluator} has no parameter ${parameter.name}`);
    } else if (!units.includes(parameter.unit)) {
      report(["parameters", index, "unit"], `${parameter.name} is in ${units.join(" or ")}`);
    } else if (!DECIMAL_UNITS.has(parameter.unit) && !Number.isInteger(parameter.value)) {
      report(["parameters", index, "value"], `${parameter.name} is a whole number`);
    }
    if (rule.parameters.findIndex((other) => other.name === parameter.name) < index) {
      report(["parameters", index], `${parameter.name} stands twice`);
    }
  });
}

function checkRuleText(rule: RuleDocument, report: Report): void {
  for (const language of ["sv", "en"] as const) {
    for (const name of placeholdersOf(rule.text[language])) {
      if (!isParameter(rule, name)) report(["text", language], `{${name}} is not a parameter of ${rule.id}`);
    }
  }
}

function isParameter(rule: RuleDocument, placeholder: string): boolean {
  return rule.parameters.some((parameter) => placeholder === `parameter.${parameter.name}`);
}

function checkTexts(
  rule: RuleDocument, files: readonly RuleFile[], names: NamesDocument, problems: CatalogueProblem[], report: Report,
): void {
  const home = files.find(({ content }) => Object.hasOwn(content.texts ?? {}, rule.id));
  const texts = home?.content.texts?.[rule.id];
  if (home === undefined || texts === undefined) {
    report(["id"], `texts has nothing for ${rule.id}`);
    return;
  }
  const atLimit = rule.severityAtLimit === undefined ? [] : [EXACTLY_AT_LIMIT];
  for (const variant of [...EVALUATOR_NEEDS[rule.evaluator].variants, ...atLimit]) {
    const message = texts[variant];
    if (message === undefined) {
      problems.push(home.problemAt(["texts", rule.id], `${rule.id} lacks the text "${variant}"`));
      continue;
    }
    for (const language of ["sv", "en"] as const) {
      for (const [field, template] of Object.entries(message[language] satisfies MessageDocument)) {
        for (const fault of templateFaults(rule, field, template as string, names)) {
          problems.push(home.problemAt(["texts", rule.id, variant, language, field], fault));
        }
      }
    }
  }
}

function templateFaults(rule: RuleDocument, field: string, template: string, names: NamesDocument): string[] {
  const faults = placeholdersOf(template)
    .filter((name) => !GENERAL_PLACEHOLDERS.has(name) && !Object.hasOwn(names.evidence, name) && !isParameter(rule, name))
    .map((name) => `unknown placeholder {${name}}`);
  // What shows an explanation tells its lines apart (findingTexts).
  if (field.startsWith("explanation") && template.trim().split("\n").length !== 2) {
    faults.push("an explanation has two lines: why, and what to do");
  }
  return faults;
}

/** One rule id can stand several times, but on any day and in any district only one of them may be meant. */
function checkTogether(earlier: RuleDocument, later: RuleDocument, report: Report): void {
  if (earlier.id !== later.id) return;
  if (earlier.version === later.version) report(["version"], `${later.id} has version ${later.version} twice`);
  if (overlapsInTime(earlier, later) && overlapsInDistricts(earlier, later)) {
    report(["id"], `${later.id} version ${later.version} holds on the same days and in the same districts as version ${earlier.version}`);
  }
}

function overlapsInTime(a: RuleDocument, b: RuleDocument): boolean {
  const startsBeforeEnd = (one: RuleDocument, other: RuleDocument): boolean =>
    one.validFrom === undefined || other.validTo === undefined || one.validFrom <= other.validTo;
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}

/** A rule for named districts goes before one for all, so these two never compete. */
function overlapsInDistricts(a: RuleDocument, b: RuleDocument): boolean {
  if (a.districts === undefined || b.districts === undefined) return a.districts === b.districts;
  return a.districts.some((district) => b.districts?.includes(district));
}
