import type { Adapter } from "../schema/adapter/adapter.js";
import { type CaseAsked, isCaseMessage, isPageName } from "./case-messages.js";
import type { Language } from "./language.js";
import { type DecisionCheck, type DecisionDraft, isDecisionDraft } from "./operations/check-decision.js";
import type { CaseKey, CaseOverlay } from "./operations/overlay.js";
import { isPageHealth, type PageHealth } from "./operations/page-health.js";
import type { Viewer } from "./operations/viewer.js";
import { isWorklistRequest, isWorkOwner } from "./operations/worklist-request.js";
import type { Caseload, Worklist, WorklistCounts, WorklistRequest, WorkOwner } from "./operations/worklist.js";
import type { Style } from "./overlay/sheets.js";

/**
 * Why there is no answer. UNAUTHENTICATED: nobody is signed in, or the gateway does not accept who is. FORBIDDEN: a wrong
 * role. NOT_FOUND: the gateway knows no such case, or none for who asks. BAD_USER_INPUT: something that was asked about does
 * not exist, a code for instance. UNREACHABLE: no gateway, or no issuer, at the address. NOT_PERMITTED: the browser does not
 * let the extension call that address. FAULTY: the gateway answered with an error or with something else than was asked.
 * LOCKED: the machine is locked or has been left, and nobody is told anything.
 */
export type FailureCode =
  | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "BAD_USER_INPUT" | "UNREACHABLE" | "NOT_PERMITTED" | "FAULTY" | "LOCKED";

/** A failure where nothing was asked for that could be missing. */
export type PlainFailure = Exclude<FailureCode, "NOT_FOUND" | "BAD_USER_INPUT">;

/** What a failure is there: an answer to something that was not asked. */
export function plainFailure(code: FailureCode): PlainFailure {
  return code === "NOT_FOUND" || code === "BAD_USER_INPUT" ? "FAULTY" : code;
}

/** What the extension depends on: the city's gateway, and the issuer of the tokens for it. */
export type Service = "GATEWAY" | "ISSUER";

/** That a service does not answer. Times in ms, by this computer's clock. */
export interface Away {
  readonly service: Service;
  /** When it last did; null: not since the browser was started. */
  readonly answeredAt: number | null;
  /** Before this nobody is asked: whoever asks gets this failure again. */
  readonly tryAt: number;
}

export interface Failure {
  readonly ok: false;
  readonly code: FailureCode;
  /** Of an UNREACHABLE that the worker knows more of. */
  readonly away?: Away;
}

export type Answer<Data> = { readonly ok: true; readonly data: Data } | Failure;

/** The one-shot messages that the service worker answers, with what it answers. */
export interface Asked extends CaseAsked {
  /** The page adapters of the gateway, or the last good set. */
  adapters: { message: { readonly type: "adapters" }; data: readonly Adapter[] };
  /** One answer for each key, in the order asked, for a page (`pageName`). */
  overlay: { message: { readonly type: "overlay"; readonly keys: readonly CaseKey[]; readonly page: string }; data: readonly CaseOverlay[] };
  /**
   * What is to be known of a draft, for a page (`pageName`). Null: what this form asked before is no longer
   * wanted; and as the answer, nothing was checked.
   */
  checkDecision: { message: { readonly type: "checkDecision"; readonly draft: DecisionDraft | null; readonly page: string }; data: DecisionCheck | null };
  /** Tells the gateway how pages are understood. */
  health: { message: { readonly type: "health"; readonly reports: readonly PageHealth[] }; data: null };
  viewer: { message: { readonly type: "viewer" }; data: Viewer };
  /** A page of a worklist; {@link Asked.worklistCounts} counts all its pages. */
  worklist: { message: { readonly type: "worklist"; readonly request: WorklistRequest }; data: Worklist };
  worklistCounts: { message: { readonly type: "worklistCounts"; readonly owner: WorkOwner }; data: WorklistCounts };
  /** What each caseworker has on the desk: for managers. */
  caseload: { message: { readonly type: "caseload" }; data: Caseload };
  /** Opens a case in the case system. False: no adapter says where its cases are. */
  openCase: { message: { readonly type: "openCase"; readonly fileNumber: string }; data: boolean };
  /** Whoever waits does something, or the network is back: the next question is sent, however long the rest was to be. */
  tryNow: { message: { readonly type: "tryNow" }; data: null };
  /** Opens the issuer's window and waits until one is signed in. */
  signIn: { message: { readonly type: "signIn" }; data: null };
  /** A failure says that the issuer could not be told; signed out one is in any case. */
  signOut: { message: { readonly type: "signOut" }; data: null };
  /** Opens the options page: a content script cannot do it itself. */
  settings: { message: { readonly type: "settings" }; data: null };
  /** What it takes to draw. The language is the administrator's, the one chosen on the options page, or the browser's. */
  looks: { message: { readonly type: "looks" }; data: { readonly language: Language; readonly style: Style } };
}

/** What the worker tells the pages when somebody has signed in or out, and when the machine was locked or unlocked. */
export const VIEWER_CHANGED = { type: "viewerChanged" } as const;
/** What it tells them when a service that was away answers again. */
export const REACHABLE = { type: "reachable" } as const;

/** Whether something that arrived says that. */
export function isViewerChanged(value: unknown): boolean {
  return isNotice(value, VIEWER_CHANGED);
}

/** Whether something that arrived says that. */
export function isReachable(value: unknown): boolean {
  return isNotice(value, REACHABLE);
}

function isNotice(value: unknown, { type }: { readonly type: string }): boolean {
  return typeof value === "object" && value !== null && "type" in value && value.type === type;
}

/** What the worker tells the frames of a tab when somebody asks for the next row by the command of the manifest. */
export const NEXT_ROW = { type: "nextRow" } as const;

/** Whether something that arrived says that, and to whom. */
export function isNextRow(value: unknown): value is typeof NEXT_ROW & { readonly onlyFocused: boolean } {
  return typeof value === "object" && value !== null && "type" in value && value.type === NEXT_ROW.type && "onlyFocused" in value && typeof value.onlyFocused === "boolean";
}

/** What the worker asks the topmost frame of a tab before it leads that tab elsewhere. */
export const MAY_LEAVE = { type: "mayLeave" } as const;

/** Whether something that arrived asks that. */
export function asksToLeave(value: unknown): boolean {
  return typeof value === "object" && value !== null && "type" in value && value.type === MAY_LEAVE.type;
}

export type Message = Asked[keyof Asked]["message"];

/** Asks the service worker. Rejects with {@link ExtensionGone} and with nothing else. */
export type Ask = <Type extends keyof Asked>(message: Asked[Type]["message"] & { readonly type: Type }) => Promise<Answer<Asked[Type]["data"]>>;

/** {@link Ask} of a script that leaves the page when the extension is gone: then the answer is null. */
export type AskUntilGone = <Type extends keyof Asked>(message: Asked[Type]["message"] & { readonly type: Type }) => Promise<Answer<Asked[Type]["data"]> | null>;

/** The extension was updated or removed under the open page: this script is an orphan and has to leave. */
export class ExtensionGone extends Error {}

/** Whether this script has become such an orphan. It has no id any more; some versions of Chrome take away `runtime` as a whole. */
export function isExtensionGone(): boolean {
  return !(chrome.runtime as Partial<typeof chrome.runtime> | undefined)?.id;
}

/** Questions that change nothing: one whose worker was stopped before it answered may be asked again. */
const QUESTIONS: ReadonlySet<Message["type"]> = new Set<Message["type"]>(["looks", "adapters", "overlay", "checkDecision", "viewer", "worklist", "worklistCounts", "caseload", "caseFile", "reminderText"]);

/** {@link Ask} by the browser's messages. A worker that dies under a question is asked again once, then it is a fault. */
export const askWorker: Ask = async (message) => {
  const answer = (await send(message)) ?? (QUESTIONS.has(message.type) ? await send(message) : null);
  return answer ?? { ok: false, code: "FAULTY" };
};

/** Null: the worker could not be woken, or was stopped before it answered. */
async function send(message: Message): Promise<Answer<never> | null> {
  try {
    return (await chrome.runtime.sendMessage<Message, Answer<never> | undefined>(message)) ?? null;
  } catch (error) {
    if (isExtensionGone()) throw new ExtensionGone("The extension is gone", { cause: error });
    return null;
  }
}

/** {@link AskUntilGone} by something that asks. @param leave runs when the extension is gone */
export function untilGone(ask: Ask, leave: () => void): AskUntilGone {
  return async (message: Parameters<Ask>[0]) => {
    try {
      return await ask(message);
    } catch (error) {
      if (!(error instanceof ExtensionGone)) throw error;
      leave();
      return null;
    }
  };
}

function isKey(value: unknown): value is CaseKey {
  if (typeof value !== "object" || value === null) return false;
  const [entry, ...more] = Object.entries(value);
  return entry !== undefined && more.length === 0 && (entry[0] === "fileNumber" || entry[0] === "personalNumber") && typeof entry[1] === "string";
}

/** Whether something that arrived is one of our messages. */
export function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null || !("type" in value)) return false;
  switch (value.type) {
    case "adapters":
    case "viewer":
    case "signIn":
    case "signOut":
    case "settings":
    case "looks":
    case "caseload":
    case "tryNow":
      return true;
    case "worklist":
      return "request" in value && isWorklistRequest(value.request);
    case "worklistCounts":
      return "owner" in value && isWorkOwner(value.owner);
    case "openCase":
      return "fileNumber" in value && typeof value.fileNumber === "string";
    case "health":
      return "reports" in value && Array.isArray(value.reports) && value.reports.every(isPageHealth);
    case "checkDecision":
      return "draft" in value && (value.draft === null || isDecisionDraft(value.draft)) && "page" in value && isPageName(value.page);
    case "overlay":
      return "keys" in value && Array.isArray(value.keys) && value.keys.every(isKey) && "page" in value && isPageName(value.page);
    default:
      return isCaseMessage(value);
  }
}
