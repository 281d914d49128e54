import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CaseTabs } from "../../../extension/background/case-tabs.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";

const ADAPTER: Adapter = {
  system: "paraply", title: "Paraply", version: 1, hosts: ["https://sosys.example.se/*"],
  pages: [{ kind: "case", id: "case", match: {}, key: { select: "#akt", as: "fileNumber" }, badge: { select: "b", place: "after" }, open: "/visa?akt={fileNumber}" }],
};

/** What the page in each tab answers when it is asked whether it may be left; no answer: no page of ours. */
let tabs: Map<number, boolean>;
let done: string[];
let kept: { local: Record<string, unknown>; session: Record<string, unknown> };

function storage(contents: Record<string, unknown>) {
  return { get: () => Promise.resolve({ ...contents }), set: (more: object) => Promise.resolve(void Object.assign(contents, more)) };
}

beforeEach(() => {
  [tabs, done, kept] = [new Map<number, boolean>(), [], { local: {}, session: {} }];
  vi.stubGlobal("chrome", {
    storage: { local: storage(kept.local), session: storage(kept.session) },
    windows: { update: (id: number) => Promise.resolve(void done.push(`window ${id}`)) },
    tabs: {
      sendMessage: (id: number, _message: unknown, { frameId }: { readonly frameId: number }) =>
        tabs.has(id) && frameId === 0 ? Promise.resolve(tabs.get(id)) : Promise.reject(new Error("no receiver")),
      update: (id: number, { url }: { readonly url: string }) => {
        done.push(`tab ${id} to ${url}`);
        return Promise.resolve({ id, windowId: 7 });
      },
      create: ({ url }: { readonly url: string }) => {
        done.push(`new tab to ${url}`);
        tabs.set(99, true);
        return Promise.resolve({ id: 99, windowId: 7 });
      },
    },
  });
});

afterEach(() => { vi.unstubAllGlobals(); });

/** As each worker finds it: what it knows stands in the browser's storage. */
const caseTabs = (adapters: readonly Adapter[] = [ADAPTER]): CaseTabs => new CaseTabs(() => Promise.resolve(adapters));
const asked = (id: number) => ({ origin: "https://sosys.example.se", tab: { id } as chrome.tabs.Tab });

describe("a case", () => {
  it("opens in a new tab when the case system is in none", async () => {
    expect(await caseTabs().open("103879-5")).toBe(true);
    expect(done).toEqual(["new tab to https://sosys.example.se/visa?akt=103879-5"]);
  });

  it("opens in the tab in which the case system was last read, and that is brought forward", async () => {
    tabs.set(3, true);
    await caseTabs().note("paraply/list", asked(3));
    await caseTabs().open("1");
    expect(done).toEqual(["tab 3 to https://sosys.example.se/visa?akt=1", "window 7"]);
  });

  it("opens in a new tab when something would be lost in that one, and the next in the new one", async () => {
    tabs.set(3, false);
    await caseTabs().note("paraply/list", asked(3));
    await caseTabs().open("1");
    await caseTabs().open("2");
    expect(done).toEqual(["new tab to https://sosys.example.se/visa?akt=1", "tab 99 to https://sosys.example.se/visa?akt=2", "window 7"]);
  });

  it("opens in a new tab when that one was closed, or shows something else", async () => {
    await caseTabs().note("paraply/list", asked(3));
    await caseTabs().open("1");
    expect(done).toEqual(["new tab to https://sosys.example.se/visa?akt=1"]);
  });

  it("does not open where no adapter says where it is", async () => {
    expect(await caseTabs([]).open("1")).toBe(false);
    expect(done).toEqual([]);
  });
});

it("what is kept is where systems are, and numbers of tabs", async () => {
  await caseTabs().note("paraply/list", asked(3));
  await caseTabs().note("vardweb/list", { ...asked(4), origin: "https://vard.example.se" });
  expect(kept).toEqual({
    local: { caseSystems: [{ system: "vardweb", origin: "https://vard.example.se" }, { system: "paraply", origin: "https://sosys.example.se" }] },
    session: { caseTabs: { seen: 4 } },
  });
});
