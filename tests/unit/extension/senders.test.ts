import { describe, expect, it } from "vitest";
import { mayAsk, type Sender } from "../../../extension/background/senders.js";
import type { Message } from "../../../extension/messages.js";

const OVERLAY: Message = { type: "overlay", keys: [{ fileNumber: "103879-5" }], page: "paraply/client-list" };
const PAGE: Sender = { id: "ours", origin: "https://sosys.example.se", tab: { id: 1 }, frameId: 3 };

function allowed(message: Message, sender: Sender, adapterHosts: readonly string[] = ["https://sosys.example.se/*"]): Promise<boolean> {
  return mayAsk(message, sender, {
    id: "ours",
    ownOrigin: "chrome-extension://ours",
    scriptHosts: () => Promise.resolve(["https://sosys.example.se/*", "https://other.example.se/paraply/*"]),
    adapterHosts: () => Promise.resolve(adapterHosts),
  });
}

describe("a page script", () => {
  it("is told of persons on a page of a host that an adapter names", async () => {
    expect(await allowed(OVERLAY, PAGE)).toBe(true);
  });

  it.each([
    ["of another extension", { id: "theirs" }],
    ["on a host that ours do not run on", { origin: "https://evil.test" }],
    ["on a host that looks like it", { origin: "https://sosys.example.se.evil.test" }],
    ["on a host by http", { origin: "http://sosys.example.se" }],
    ["in a sandbox", { origin: "null" }],
    ["of no origin", { origin: undefined }],
    ["of no tab", { tab: undefined }],
  ])("%s is told nothing", async (_, part) => {
    expect(await Promise.all([OVERLAY, { type: "adapters" } as const, { type: "signIn" } as const].map((message) => allowed(message, { ...PAGE, ...part })))).toEqual([false, false, false]);
  });

  it("is told nothing of persons where no adapter names the host, and may ask for adapters there", async () => {
    const sender = { ...PAGE, origin: "https://other.example.se" };
    expect([await allowed(OVERLAY, sender), await allowed({ type: "adapters" }, sender)]).toEqual([false, true]);
  });

  it.each<Message>([
    { type: "worklist", request: { first: 50 } }, { type: "worklistCounts", owner: {} }, { type: "caseload" }, { type: "openCase", fileNumber: "103879-5" },
  ])("has no worklist, and opens no case: $type", async (message) => {
    expect(await allowed(message, PAGE)).toBe(false);
  });

  it("can't ask who is signed in, or sign out", async () => {
    expect([await allowed({ type: "viewer" }, PAGE), await allowed({ type: "signOut" }, PAGE)]).toEqual([false, false]);
  });
});

describe("a page of the extension", () => {
  it("may ask everything", async () => {
    expect(await allowed({ type: "signOut" }, { id: "ours", origin: "chrome-extension://ours", tab: { id: 1 } })).toBe(true);
  });

  it("is none of another extension's", async () => {
    expect(await allowed({ type: "signOut" }, { id: "ours", origin: "chrome-extension://theirs", tab: { id: 1 } })).toBe(false);
  });
});
