import type { ReasonName, StepName } from "./texts.js";

/** NOT_TESTED: what it stands on is at fault, or it can't be told from here. */
export type LineState = "OK" | "FAULT" | "NOT_TESTED";

/** What one step of the connection test found; the words for it are in texts.ts. */
export interface Line {
  readonly step: StepName;
  readonly state: LineState;
  readonly reason: ReasonName;
  /** What the words are about: addresses, names, numbers; nothing of a person but the signature of who is signed in. */
  readonly about: readonly string[];
}

/** A step that went well. */
export function ok(step: StepName, reason: ReasonName, ...about: string[]): Line {
  return { step, state: "OK", reason, about };
}

/** A step that somebody has to do something about. */
export function fault(step: StepName, reason: ReasonName, ...about: string[]): Line {
  return { step, state: "FAULT", reason, about };
}

/** A step that could not be taken. */
export function notTested(step: StepName, reason: ReasonName = "afterFault", ...about: string[]): Line {
  return { step, state: "NOT_TESTED", reason, about };
}

/** A step in which nothing came back. Only with https there may be somebody whom the browser does not trust. */
export function unanswered(step: StepName, address: string): Line {
  return fault(step, address.startsWith("https:") ? "noAnswer" : "nobodyAnswers", address);
}
