import type { CaseFile } from "./operations/case-work.js";
import type { Finding, Reminder } from "./operations/overlay.js";

/** What every question about a case has: which case, and the page that it is asked for, as the access log has it. */
interface OfCase {
  readonly fileNumber: string;
  readonly page: string;
}

/** What page scripts ask the service worker about one case, with what it answers. */
export interface CaseAsked {
  caseFile: { message: { readonly type: "caseFile" } & OfCase; data: CaseFile };
  /** `until` null: as long as its facts are the same. */
  acknowledge: { message: { readonly type: "acknowledge"; readonly finding: string; readonly until: string | null; readonly note: string } & OfCase; data: Finding };
  withdraw: { message: { readonly type: "withdraw"; readonly finding: string } & OfCase; data: Finding };
  dispute: { message: { readonly type: "dispute"; readonly finding: string; readonly reason: string } & OfCase; data: Finding };
  remind: { message: { readonly type: "remind"; readonly order: string; readonly sentOn: string; readonly note: string | null } & OfCase; data: Reminder };
  reminderText: { message: { readonly type: "reminderText"; readonly order: string } & OfCase; data: string };
}

export type CaseMessage = CaseAsked[keyof CaseAsked]["message"];

/** What each holds beside its type and {@link OfCase}: texts, and texts that may be null. */
const PARTS: Readonly<Record<CaseMessage["type"], { readonly texts: readonly string[]; readonly orNull: readonly string[] }>> = {
  caseFile: { texts: [], orNull: [] },
  acknowledge: { texts: ["finding", "note"], orNull: ["until"] },
  withdraw: { texts: ["finding"], orNull: [] },
  dispute: { texts: ["finding", "reason"], orNull: [] },
  remind: { texts: ["order", "sentOn"], orNull: ["note"] },
  reminderText: { texts: ["order"], orNull: [] },
};

/** Whether something can be the name of a page, by which the access log has it: a system and a page, as adapters spell them (contract 5). */
export function isPageName(value: unknown): value is string {
  return typeof value === "string" && /^[a-z][a-z0-9-]{0,39}\/[a-z][a-z0-9-]{0,39}$/.test(value);
}

/** Whether something that arrived is a question about a case. */
export function isCaseMessage(value: { readonly type: unknown }): value is CaseMessage {
  if (typeof value.type !== "string" || !Object.hasOwn(PARTS, value.type)) return false;
  const { texts, orNull } = PARTS[value.type as CaseMessage["type"]];
  const parts = value as Readonly<Record<string, unknown>>;
  const isText = (name: string): boolean => typeof parts[name] === "string";
  return isPageName(parts["page"]) && ["fileNumber", ...texts].every(isText) && orNull.every((name) => parts[name] === null || isText(name));
}

/** What the worker tells the pages when somebody has answered something about a case: what they were told of it is old. */
export interface CaseChanged {
  readonly type: "caseChanged";
  readonly fileNumber: string;
}

/** Such a message. */
export function caseChanged(fileNumber: string): CaseChanged {
  return { type: "caseChanged", fileNumber };
}

/** The case of such a message; null for anything else. */
export function changedCase(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "caseChanged") return null;
  return "fileNumber" in value && typeof value.fileNumber === "string" ? value.fileNumber : null;
}
