import { DRAFT_FIELDS, type DraftField } from "../../schema/adapter/adapter.js";
import type { DecisionCheck, DecisionDraft, DraftFinding, DraftNotice } from "../operations/check-decision.js";
import type { FormReading } from "../pages/read-form.js";

/** Without these nothing is checked; but for the statute of an adapter that names no field for it: the intervention has one. */
const NEEDED = ["intervention", "law"] as const satisfies readonly DraftField[];

/** What a form says of the decision that is drafted in it. Only READY can be checked: what is doubtful is never guessed. */
export type DraftState =
  /** It can't be read whose case it is; or not by a file number, which a check needs. */
  | { readonly kind: "NO_CASE" }
  /** Fields hold something that has no certain meaning. */
  | { readonly kind: "UNCLEAR"; readonly fields: readonly { readonly name: DraftField; readonly shown: string }[] }
  /** Fields that a check needs are not on the page. */
  | { readonly kind: "ABSENT"; readonly fields: readonly DraftField[] }
  /** Fields that a check needs are not filled in yet. */
  | { readonly kind: "INCOMPLETE"; readonly fields: readonly DraftField[] }
  | ReadyDraft;

/** A draft that can be checked. */
export interface ReadyDraft {
  readonly kind: "READY";
  readonly draft: DecisionDraft;
  /** Empty fields for which the gateway takes something else. */
  readonly assumed: readonly AssumedField[];
  /** Empty fields that limits of delegation are about. */
  readonly open: readonly DraftField[];
  /** Fields that the adapter names and the page does not have now. */
  readonly absent: readonly DraftField[];
}

/** Fields for which the gateway has something else: the intervention's own statute, the caller, today, and the day of the decision. */
const ASSUMED = ["law", "decidedBy", "decidedOn", "validFrom"] as const satisfies readonly DraftField[];
export type AssumedField = (typeof ASSUMED)[number];

const HOURS = ["hoursPerMonth", "hoursPerWeek"] as const satisfies readonly DraftField[];

/** What a form drafts. */
export function draftState({ key, fields }: FormReading): DraftState {
  if (key === null || !("fileNumber" in key)) return { kind: "NO_CASE" };
  const unclear = DRAFT_FIELDS.flatMap((name) => {
    const field = fields[name];
    return field?.state === "UNCLEAR" ? [{ name, shown: field.shown }] : [];
  });
  if (unclear.length > 0) return { kind: "UNCLEAR", fields: unclear };
  const absent = NEEDED.filter((name) => (name in fields ? fields[name]?.state === "MISSING" : name !== "law"));
  if (absent.length > 0) return { kind: "ABSENT", fields: absent };
  const empty = NEEDED.filter((name) => fields[name]?.state === "EMPTY");
  if (empty.length > 0) return { kind: "INCOMPLETE", fields: empty };
  const values = DRAFT_FIELDS.flatMap((name) => {
    const field = fields[name];
    return field?.state === "READ" ? [[name, field.value] as const] : [];
  });
  const isEmpty = (name: DraftField): boolean => fields[name]?.state === "EMPTY";
  const hasHours = HOURS.some((name) => fields[name]?.state === "READ");
  return {
    kind: "READY",
    // Each value is of its field's kind: dates are dates and numbers numbers, or they were UNCLEAR.
    draft: { fileNumber: key.fileNumber, ...Object.fromEntries(values) } as DecisionDraft,
    assumed: ASSUMED.filter((name) => fields[name]?.state !== "READ"),
    open: [...(hasHours ? [] : HOURS), "level" as const].filter(isEmpty),
    absent: DRAFT_FIELDS.filter((name) => fields[name]?.state === "MISSING"),
  };
}

/**
 * The fields that a warning is about: those that a rule's limit is compared with, else who decides and about what. Not those
 * that the draft leaves out, unless it leaves out all of them.
 */
export function fieldsOfFinding({ kind, rule }: Pick<DraftFinding, "kind" | "rule">, draft: DecisionDraft): readonly DraftField[] {
  const unit = rule.parameters.find(({ name }) => name === "limit")?.unit;
  if (unit === "level") return ["level"];
  if (unit === "hoursPerMonth" || unit === "hoursPerWeek") {
    const hours = HOURS.filter((name) => draft[name] !== undefined);
    return hours.length > 0 ? hours : [unit];
  }
  return kind === "DELEGATION" ? ["intervention", "decidedBy"] : ["intervention"];
}

/** The fields that a limit which was not judged is about: those that are empty, where the page has any. */
export function fieldsOfUnjudged(fact: DecisionCheck["unjudged"][number], open: readonly DraftField[]): readonly DraftField[] {
  if (fact === "LEVEL") return ["level"];
  const hours = HOURS.filter((name) => open.includes(name));
  return hours.length > 0 ? hours : ["hoursPerMonth"];
}

/** The fields that something to know is about; none where it is about the client alone. */
export function fieldsOfNotice({ kind }: Pick<DraftNotice, "kind">): readonly DraftField[] {
  switch (kind) {
    case "CLIENT_DECEASED":
    case "CLIENT_PROTECTED":
      return [];
    case "OVERLAPS":
    case "OVERLAPS_OPEN":
      return ["validFrom", "validTo"];
    case "REPLACES":
    case "EXECUTE":
    case "REVIEW":
      return ["validFrom"];
    case "EXPIRES":
      return ["validTo"];
  }
}
