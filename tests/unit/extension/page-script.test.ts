import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../extension/messages.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";
import { fileNumberOf, overlayOf } from "./overlays.js";

const ADAPTER: Adapter = {
  system: "demo", title: "Demo", version: 1, hosts: [`${location.origin}/*`],
  pages: [{
    kind: "list", id: "list", match: { has: "table" }, rows: "tr:has(td)",
    key: { column: "Aktnr", as: "fileNumber", pattern: "(\\d{6}-\\d)" }, badge: { column: "Namn", place: "append" },
  }],
};
const LIST = "<table><tbody><tr><th>Aktnr</th><th>Namn</th></tr><tr><td>103879-5</td><td>Ek, Ada</td></tr></tbody></table>";

type Listener = (message: unknown, sender: object, reply: (answer: unknown) => void) => void;
let listeners: Listener[];
/** While false the worker says nothing. */
let answers: boolean;
let language: "SV" | "EN";

function answerTo(message: Message): unknown {
  switch (message.type) {
    case "looks":
      return { language, style: { all: "", casePanel: "" } };
    case "adapters":
      return [ADAPTER];
    case "overlay":
      return message.keys.map((key) => overlayOf(fileNumberOf(key), "ATTENTION"));
    default:
      return null;
  }
}

/** What was replied. */
let replies: unknown[];
const tell = (message: object): void => listeners.forEach((listener) => listener(message, { id: "ours" }, (reply) => void replies.push(reply)));
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const badges = (): string[] => [...document.querySelectorAll("overblick-badge")].map((host) => host.shadowRoot!.querySelector("button")!.textContent);

beforeEach(async () => {
  vi.useFakeTimers();
  [listeners, replies, answers, language] = [[], [], true, "SV"];
  document.body.innerHTML = LIST;
  vi.stubGlobal("chrome", {
    runtime: {
      id: "ours",
      getURL: (path: string) => `chrome-extension://ours/${path}`,
      onMessage: { addListener: (listener: Listener) => void listeners.push(listener) },
      onConnect: { addListener: () => undefined },
      sendMessage: (message: Message) => (answers ? Promise.resolve({ ok: true, data: answerTo(message) }) : new Promise(() => undefined)),
    },
  });
  vi.resetModules();
  await import("../../../extension/contents/overlay.js");
  await settled();
});

afterEach(async () => {
  // An orphan leaves the page.
  vi.stubGlobal("chrome", {});
  await vi.advanceTimersByTimeAsync(30_000);
  Reflect.deleteProperty(globalThis, "overblickRuns");
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a page script that is told of somebody else", () => {
  it("empties the page at once, though the worker answers nothing", () => {
    expect(badges()).toEqual(["Att göra"]);
    answers = false;
    tell({ type: "viewerChanged" });
    expect(badges()).toEqual([]);
  });

  it("draws anew, in the language of the moment", async () => {
    language = "EN";
    tell({ type: "viewerChanged" });
    await settled();
    expect(badges()).toEqual(["To do"]);
  });
});

describe("the command for the next row", () => {
  beforeEach(() => { vi.spyOn(document, "hasFocus").mockReturnValue(true); });

  it("is for the list of the frame that has the keyboard", () => {
    tell({ type: "nextRow", onlyFocused: true });
    expect(replies).toEqual([true]);
  });

  it("is not for a list around the frame that has it", () => {
    document.body.insertAdjacentHTML("beforeend", "<iframe></iframe>");
    document.querySelector("iframe")!.focus();
    tell({ type: "nextRow", onlyFocused: true });
    expect(replies).toEqual([]);
    tell({ type: "nextRow", onlyFocused: false });
    expect(replies).toEqual([true]);
  });
});
