import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askWorker, ExtensionGone, isExtensionGone, isMessage, isNextRow } from "../../../extension/messages.js";

describe("messages that the worker takes", () => {
  it.each([
    { type: "adapters" },
    { type: "viewer" },
    { type: "signIn" },
    { type: "signOut" },
    { type: "settings" },
    { type: "caseload" },
    { type: "tryNow" },
    { type: "openCase", fileNumber: "103879-5" },
    { type: "worklistCounts", owner: {} },
    { type: "worklistCounts", owner: { caseworker: "NIHA13", unit: "HALAO1" } },
    { type: "worklist", request: { first: 50 } },
    { type: "worklist", request: { unit: "HALAO1", kinds: ["PLAN_MISSING"], first: 50, after: "x" } },
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
    { type: "checkDecision", draft: null, page: "paraply/decision" },
    { type: "checkDecision", draft: { fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ", hoursPerMonth: 99.5, decidedBy: "NIHA13" }, page: "paraply/decision" },
  ])("%j", (message) => {
    expect(isMessage(message)).toBe(true);
  });

  it.each([
    "", "paraply", "paraply/", "/client", "Paraply/client", "paraply/client/list", "paraply/client list", "paraply/client\n", "9/client",
    `paraply/${"a".repeat(41)}`, "paraply/104869-6?namn=Ek", 7, null,
  ])("none for the page %j: it stands in the access log", (page) => {
    const messages = [{ type: "overlay", keys: [] }, { type: "checkDecision", draft: null }, { type: "caseFile", fileNumber: "103879-5" }];
    expect(messages.map((message) => isMessage({ ...message, page }))).toEqual([false, false, false]);
  });

  it.each([
    null,
    "adapters",
    { type: "token" },
    { type: "openCase" },
    { type: "openCase", fileNumber: 7 },
    { type: "worklistCounts" },
    { type: "worklistCounts", owner: { caseworker: 7 } },
    { type: "worklist", request: {} },
    { type: "worklist", request: { first: 0.5 } },
    { type: "worklist", request: { first: 50, kinds: "PLAN_MISSING" } },
    { type: "worklist", request: { first: 50, after: 7 } },
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
    { type: "checkDecision", page: "paraply/decision" },
    { type: "checkDecision", draft: null },
    { type: "checkDecision", draft: { fileNumber: "103879-5", law: "SoL 4:1", hoursPerMonth: 99.5 }, page: "paraply/decision" },
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
  let asked: string[];
  beforeEach(() => { asked = []; });
  afterEach(() => { vi.unstubAllGlobals(); });

  /** @param answers one for each time that it is asked; none: it could not be woken, or was stopped before it answered */
  function worker(answers: readonly unknown[]): void {
    vi.stubGlobal("chrome", {
      runtime: {
        id: "abc",
        sendMessage: ({ type }: { readonly type: string }) => {
          const answer = answers[asked.push(type) - 1];
          return answer === undefined ? Promise.reject(new Error("no")) : Promise.resolve(answer === null ? undefined : answer);
        },
      },
    });
  }

  it("is asked again once: the question is not lost with it", async () => {
    worker([undefined, { ok: true, data: [] }]);
    expect([await askWorker({ type: "adapters" }), asked]).toEqual([{ ok: true, data: [] }, ["adapters", "adapters"]]);
  });

  it("that has no word for an answer is asked again once, too", async () => {
    worker([null, { ok: true, data: [] }]);
    expect(await askWorker({ type: "adapters" })).toEqual({ ok: true, data: [] });
  });

  it("is a fault when it does not answer the second time either", async () => {
    worker([]);
    expect([await askWorker({ type: "adapters" }), asked.length]).toEqual([{ ok: false, code: "FAULTY" }, 2]);
  });

  it.each(["signIn", "signOut", "settings", "tryNow"] as const)("is not told twice to do something: %s", async (type) => {
    worker([]);
    expect([await askWorker({ type }), asked]).toEqual([{ ok: false, code: "FAULTY" }, [type]]);
  });

  it("is gone when the extension was updated under the page", async () => {
    vi.stubGlobal("chrome", { runtime: { sendMessage: () => Promise.reject(new Error("no")) } });
    await expect(askWorker({ type: "adapters" })).rejects.toBeInstanceOf(ExtensionGone);
  });
});

describe("whether the extension is gone", () => {
  afterEach(() => { vi.unstubAllGlobals(); });
  it.each([[{ runtime: { id: "abc" } }, false], [{ runtime: {} }, true], [{}, true]])("of %j: %s", (chrome, isGone) => {
    vi.stubGlobal("chrome", chrome);
    expect(isExtensionGone()).toBe(isGone);
  });
});
