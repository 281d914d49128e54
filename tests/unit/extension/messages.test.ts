import { afterEach, describe, expect, it, vi } from "vitest";
import { askWorker, ExtensionGone, isMessage } from "../../../extension/messages.js";

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
    { type: "caseFile", fileNumber: "103879-5", page: "paraply/client" },
    { type: "acknowledge", finding: "f1", until: null, note: "Bokad", fileNumber: "103879-5", page: "paraply/client" },
    { type: "acknowledge", finding: "f1", until: "2022-12-15", note: "Bokad", fileNumber: "103879-5", page: "paraply/client" },
    { type: "withdraw", finding: "f1", fileNumber: "103879-5", page: "paraply/client" },
    { type: "dispute", finding: "f1", reason: "Fel", fileNumber: "103879-5", page: "paraply/client" },
    { type: "remind", order: "B77", sentOn: "2022-11-30", note: null, fileNumber: "103879-5", page: "paraply/client" },
    { type: "reminderText", order: "B77", fileNumber: "103879-5", page: "paraply/client" },
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
    { type: "caseFile", page: "paraply/client" },
    { type: "acknowledge", finding: "f1", note: "Bokad", fileNumber: "103879-5", page: "paraply/client" },
    { type: "acknowledge", finding: 7, until: null, note: "Bokad", fileNumber: "103879-5", page: "paraply/client" },
    { type: "withdraw", finding: "f1", fileNumber: "103879-5" },
    { type: "toString", fileNumber: "103879-5", page: "paraply/client" },
    { type: "health", reports: [{ system: "paraply", page: "client-list", outcome: "NO_KEYS" }] },
    { type: "health", reports: [{ system: "paraply", page: "client-list", outcome: "Ek, Ada", rows: 25, withoutKey: 25, unfit: 25, unknown: 0 }] },
    { type: "health", reports: [{ system: "paraply", page: "Ek, Ada", outcome: "NO_KEYS", rows: 25, withoutKey: 25, unfit: 25, unknown: 0 }] },
    { type: "health", reports: [{ system: "paraply", page: "client-list", outcome: "NO_KEYS", rows: 25, withoutKey: 25, unfit: 25, unknown: 0, text: "Ek, Ada" }] },
  ])("none is %j", (message) => {
    expect(isMessage(message)).toBe(false);
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
