import { afterEach, describe, expect, it, vi } from "vitest";
import { askWorker, ExtensionGone, isMessage, isNextRow } from "../../../extension/messages.js";

describe("messages that the worker takes", () => {
  it.each([
    { type: "adapters" },
    { type: "viewer" },
    { type: "signIn" },
    { type: "signOut" },
    { type: "settings" },
    { type: "overlay", keys: [], page: "paraply/client-list" },
    { type: "overlay", keys: [{ fileNumber: "103879-5" }, { personalNumber: "197104289892" }], page: "paraply/client-list" },
    { type: "health", reports: [{ system: "paraply", page: "client-list", outcome: "NO_KEYS", rows: 25, withoutKey: 25, unfit: 25, unknown: 0 }] },
    { type: "checkDecision", draft: null, page: "paraply/decision" },
    { type: "checkDecision", draft: { fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ", hoursPerMonth: 99.5, decidedBy: "NIHA13" }, page: "paraply/decision" },
  ])("%j", (message) => {
    expect(isMessage(message)).toBe(true);
  });

  it.each([
    null,
    "adapters",
    { type: "token" },
    { type: "overlay" },
    { type: "overlay", keys: [] },
    { type: "overlay", keys: [], page: 7 },
    { type: "overlay", keys: ["103879-5"], page: "paraply/client-list" },
    { type: "overlay", keys: [{ fileNumber: 7 }], page: "paraply/client-list" },
    { type: "overlay", keys: [{ fileNumber: "1", personalNumber: "2" }], page: "paraply/client-list" },
    { type: "overlay", keys: [{}], page: "paraply/client-list" },
    { type: "checkDecision", page: "paraply/decision" },
    { type: "checkDecision", draft: null },
    { type: "checkDecision", draft: { fileNumber: "103879-5", law: "SoL 4:1" }, page: "paraply/decision" },
    { type: "checkDecision", draft: { fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ", hoursPerMonth: "99" }, page: "paraply/decision" },
    { type: "checkDecision", draft: { fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ", reasons: "Hon bor ensam." }, page: "paraply/decision" },
    { type: "health", reports: [{ system: "paraply", page: "client-list", outcome: "NO_KEYS" }] },
    { type: "health", reports: [{ system: "paraply", page: "client-list", outcome: "Ek, Ada", rows: 25, withoutKey: 25, unfit: 25, unknown: 0 }] },
    { type: "health", reports: [{ system: "paraply", page: "Ek, Ada", outcome: "NO_KEYS", rows: 25, withoutKey: 25, unfit: 25, unknown: 0 }] },
    { type: "health", reports: [{ system: "paraply", page: "client-list", outcome: "NO_KEYS", rows: 25, withoutKey: 25, unfit: 25, unknown: 0, text: "Ek, Ada" }] },
  ])("none is %j", (message) => {
    expect(isMessage(message)).toBe(false);
  });
});

describe("the command for the next row", () => {
  it("is told with whom it is for", () => {
    expect([{ type: "nextRow", onlyFocused: true }, { type: "nextRow" }, { type: "viewerChanged" }, null].map(isNextRow)).toEqual([true, false, false, false]);
  });
});

describe("a worker that does not answer", () => {
  afterEach(() => { vi.unstubAllGlobals(); });
  const sendMessage = (): Promise<never> => Promise.reject(new Error("no"));

  it("is a fault while the extension is there", async () => {
    vi.stubGlobal("chrome", { runtime: { id: "abc", sendMessage } });
    expect(await askWorker({ type: "adapters" })).toEqual({ ok: false, code: "FAULTY" });
  });

  it("is gone when the extension was updated under the page", async () => {
    vi.stubGlobal("chrome", { runtime: { sendMessage } });
    await expect(askWorker({ type: "adapters" })).rejects.toBeInstanceOf(ExtensionGone);
  });
});
