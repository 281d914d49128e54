import type { DelegationRole, Evaluator, ParameterUnit } from "./rule.js";
import type { FindingKind, Severity } from "./timeline.js";

/** The shapes that catalogue.schema.json lets through: what the YAML files hold, before they become rules. */

export interface WordsDocument {
  readonly sv: string;
  readonly en: string;
}

export interface ParameterDocument {
  readonly name: string;
  readonly value: number;
  readonly unit: ParameterUnit;
  readonly localDefault: boolean;
  readonly interventions?: readonly string[];
}

/** A rule as a file has it. With `extends` it takes from that version of itself what it does not say (catalogue-inheritance.ts). */
export interface WrittenRule extends Partial<Omit<RuleDocument, "id" | "version" | "source" | "parameters">> {
  readonly id: string;
  readonly version: string;
  readonly source: string;
  readonly extends?: string;
  readonly parameters?: readonly WrittenParameter[];
}

/** A parameter of a rule that extends another may say its value alone. */
export type WrittenParameter = Pick<ParameterDocument, "name" | "value"> & Partial<ParameterDocument>;

/** A rule with all that it has, written or inherited. */
export interface RuleDocument {
  readonly id: string;
  readonly version: string;
  readonly kind: FindingKind;
  readonly evaluator: Evaluator;
  readonly laws?: readonly string[];
  readonly interventions?: readonly string[];
  readonly exceptInterventions?: readonly string[];
  readonly areas?: readonly string[];
  readonly districts?: readonly string[];
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly resetBy?: "any" | readonly string[];
  /** Days that come every year, `MM-DD`. */
  readonly measuredOn?: readonly string[];
  readonly allowedRoles?: readonly string[];
  readonly requiredRoles?: readonly DelegationRole[];
  readonly consultRoles?: readonly string[];
  readonly severity?: Severity;
  readonly severityAtLimit?: Severity;
  readonly parameters: readonly ParameterDocument[];
  readonly text: WordsDocument;
  readonly source: string;
}

export interface MessageDocument {
  readonly title: string;
  readonly titleOverdue?: string;
  readonly explanation: string;
  readonly explanationOverdue?: string;
}

type MessagesByVariant = Readonly<Record<string, { readonly sv: MessageDocument; readonly en: MessageDocument }>>;

export interface RuleFileDocument {
  readonly rules: readonly WrittenRule[];
  /** By rule id, then variant: all versions of a rule share its texts, in whichever file they stand. */
  readonly texts?: Readonly<Record<string, MessagesByVariant>>;
}

interface WordListDocument {
  readonly sv: readonly string[];
  readonly en: readonly string[];
}

type NamesByCode = Readonly<Record<string, WordsDocument>>;

export interface NamesDocument {
  readonly interventions: NamesByCode;
  readonly laws: NamesByCode;
  readonly areas: NamesByCode;
  readonly roles: NamesByCode;
  readonly amountUnits: NamesByCode;
  readonly followUpKinds: NamesByCode;
  readonly planSources: NamesByCode;
  readonly outcomes: NamesByCode;
  readonly numberKinds: NamesByCode;
  readonly individualPlanKinds: NamesByCode;
  readonly pricePer: NamesByCode;
  readonly evidence: NamesByCode;
  readonly parameters: NamesByCode;
  readonly phrases: NamesByCode;
  readonly letter: NamesByCode;
  readonly notice: NamesByCode;
  readonly parameterUnits: Readonly<Record<string, WordListDocument>>;
  readonly months: WordListDocument;
}

export interface UnitsDocument {
  readonly plansFrom: Readonly<Record<string, string>>;
}
