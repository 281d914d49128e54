import type { Language, Words } from "./rule.js";

/** Groups of codes that have a Swedish and an English name (contract 1). */
export type NameGroup =
  | "interventions" | "laws" | "areas" | "roles" | "amountUnits" | "followUpKinds" | "planSources" | "outcomes"
  | "numberKinds" | "letter" | "notice" | "individualPlanKinds" | "pricePer" | "evidence" | "parameters" | "phrases";

/** The names file of the catalogue. */
export interface Names extends Readonly<Record<NameGroup, ReadonlyMap<string, Words>>> {
  /** Singular and plural of each unit of a parameter. */
  readonly parameterUnits: ReadonlyMap<string, Readonly<Record<Language, readonly string[]>>>;
  readonly months: Readonly<Record<Language, readonly string[]>>;
}

/** A code in words; the code itself when the names file does not have it. */
export function nameOf(names: Names, group: NameGroup, code: string, language: Language): string {
  return names[group].get(code)?.[language] ?? code;
}

/** What a piece of evidence is called, such as "Bevakningsdatum" for `decision.watchOn`. */
export function evidenceName(name: string, language: Language, names: Names): string {
  return nameOf(names, "evidence", name, language);
}
