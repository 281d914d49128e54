import { civil, type Day, firstDayOf, type Month, parseDay } from "./calendar.js";
import { nameOf, type NameGroup, type Names } from "./names.js";
import type { Language } from "./rule.js";
import { insideSentence } from "./template.js";

/** Evidence whose values are codes with a name. */
const CODED: Readonly<Record<string, NameGroup>> = {
  "decision.intervention": "interventions",
  "decision.amountUnit": "amountUnits",
  "caseworker.role": "roles",
  "followUp.kind": "followUpKinds",
  "plan.source": "planSources",
  "decision.outcome": "outcomes",
  "client.numberKind": "numberKinds",
  "individualPlan.kind": "individualPlanKinds",
  "careCost.intervention": "interventions",
  "careCost.per": "pricePer",
};

/** Evidence whose values are decimal numbers. */
const DECIMAL = new Set([
  "decision.amount", "delivery.orderedHours", "delivery.performedHours", "careCost.price", "price.price",
]);

/** Evidence whose values are months, `YYYY-MM`. */
const MONTHS = new Set(["delivery.month", "delivery.lastMonth", "alarm.month", "careCost.month"]);

/** "30 november 2022" or "30 November 2022". */
export function dayInWords(value: Day, language: Language, names: Names): string {
  const { year, month, dayOfMonth } = civil(value);
  return `${dayOfMonth} ${names.months[language][month - 1] ?? month} ${year}`;
}

/** "oktober 2022" or "October 2022". */
function monthInWords(value: Month, language: Language, names: Names): string {
  const { year, month } = civil(firstDayOf(value));
  return `${names.months[language][month - 1] ?? month} ${year}`;
}

/** A number with the language's decimal sign: "99,5" or "99.5". */
export function numberInWords(value: number | string, language: Language): string {
  return language === "SV" ? String(value).replace(".", ",") : String(value);
}

/** The value of a piece of evidence as it stands inside a sentence: dates and codes in words. */
export function evidenceValue(name: string, value: string, language: Language, names: Names): string {
  const group = CODED[name];
  if (group !== undefined) return insideSentence(nameOf(names, group, value, language));
  if (MONTHS.has(name)) return monthInWords(value, language, names);
  if (DECIMAL.has(name)) return numberInWords(value, language);
  const date = parseDay(value);
  return date === null ? value : dayInWords(date, language, names);
}

/** "a, b eller c", "a, b or c". */
export function listInWords(items: readonly string[], joint: "or" | "and", language: Language, names: Names): string {
  const last = items[items.length - 1];
  if (last === undefined) return nameOf(names, "phrases", "unknown", language);
  if (items.length === 1) return last;
  return `${items.slice(0, -1).join(", ")} ${nameOf(names, "phrases", joint, language)} ${last}`;
}
