import { isoDay } from "../rules/calendar.js";
import { nameOf, type Names } from "../rules/names.js";
import type { Rule, RuleParameter } from "../rules/rule.js";
import { insideSentence } from "../rules/template.js";
import { numberInWords } from "../rules/value-words.js";

/** What a rule says, field by field, in the words of whoever keeps the catalogue. */
export function ruleFields(rule: Rule, names: Names): ReadonlyMap<string, string> {
  const fields: (readonly [string, string | null])[] = [
    ["version", rule.version],
    ["kind", `${rule.kind} by ${rule.evaluator}`],
    ["holds", datesOf(rule)],
    ["districts", listOf(rule.districts)],
    ["areas", listOf(rule.areas)],
    ["laws", listOf(rule.laws)],
    ["interventions", listOf(rule.interventions)],
    ["not for", rule.exceptInterventions === null ? null : [...rule.exceptInterventions].join(" ")],
    ["measured on", rule.measuredOn.length === 0 ? null : rule.measuredOn.map(({ month, dayOfMonth }) => `${dayOfMonth}/${month}`).join(", ")],
    ["reset by", rule.evaluator === "review" ? listOf(rule.resetBy) : null],
    ["may decide", rule.allowedRoles.length === 0 ? null : rule.allowedRoles.join(" ")],
    ["must decide", rule.requiredRoles.length === 0 ? null : rule.requiredRoles.join(" ")],
    ["severity", rule.kind === "DELEGATION" ? severityOf(rule) : null],
    ...rule.parameters.map((parameter) => [parameter.name, numberOf(parameter, names)] as const),
    ["text", rule.text.SV],
    ["source", rule.source],
  ];
  return new Map(fields.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

/** Where a rule stands: `HAL/2022.yaml:3`. */
export function placeOf({ place }: Rule): string {
  return `${place.file}:${place.line}`;
}

function datesOf({ validFrom, validTo }: Rule): string {
  if (validFrom === null && validTo === null) return "always";
  return [validFrom === null ? "" : `from ${isoDay(validFrom)}`, validTo === null ? "" : `to ${isoDay(validTo)}`].filter(Boolean).join(" ");
}

function listOf(codes: ReadonlySet<string> | null): string {
  return codes === null ? "all" : [...codes].join(" ");
}

function severityOf({ severity, severityAtLimit }: Rule): string {
  return severityAtLimit === null ? severity : `${severity}, exactly at the limit ${severityAtLimit}`;
}

/** "14 dagar (utförarens tid)", and whether the district chose it. */
function numberOf({ name, value, unit, localDefault, interventions }: RuleParameter, names: Names): string {
  const forms = names.parameterUnits.get(unit)?.SV ?? [];
  const words = `${numberInWords(value, "SV")} ${(value === 1 ? forms[0] : forms[1]) ?? unit}`;
  const about = insideSentence(nameOf(names, "parameters", name, "SV"));
  const of = interventions === null ? "" : `, for ${[...interventions].join(" ")}`;
  return `${words} (${about}${of})${localDefault ? ", the district's own choice" : ""}`;
}
