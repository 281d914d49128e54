import { describe, expect, it } from "vitest";
import { loadPageAdapters, ownPagesFolder } from "../../../gateway/pages/adapters.js";
import { currentAdapters, type StoredAdapters } from "../../../extension/background/adapter-store.js";
import type { Answer } from "../../../extension/messages.js";
import type { ServedAdapter } from "../../../extension/operations/page-adapters.js";
import { type Adapter, adapterFrom } from "../../../extension/pages/adapter.js";

const OLD: Adapter = { system: "demo", hosts: ["http://localhost/*"], pages: [] };
const CONTENT = {
  system: "demo",
  hosts: ["http://localhost/*"],
  pages: [{ id: "list", kind: "list", match: { url: "/lista" }, rows: "tr", key: { column: "Aktnr", as: "fileNumber" }, badge: { column: "Namn", place: "append" } }],
};
const served = (content: unknown): Answer<readonly ServedAdapter[]> => ({ ok: true, data: [{ system: "demo", version: 1, hash: "h", content }] });

/** Asks the store at noon; `storedAt` is how many minutes ago it last got its adapters, null for never. */
async function ask(storedAt: number | null, fetched: Answer<readonly ServedAdapter[]>, gateway = "http://gw") {
  const written: StoredAdapters[] = [];
  let fetches = 0;
  const answer = await currentAdapters("http://gw", {
    read: () => Promise.resolve(storedAt === null ? null : { gateway, fetchedAt: 720 * 60_000 - storedAt * 60_000, adapters: [OLD] }),
    write: (stored) => { written.push(stored); return Promise.resolve(); },
    fetch: () => { fetches += 1; return Promise.resolve(fetched); },
    now: () => 720 * 60_000,
  });
  return { pages: answer.ok ? answer.data.map((adapter) => `${adapter.system}:${adapter.pages.length}`) : answer.code, fetches, written: written.length };
}

describe("the adapters", () => {
  it("are fetched and kept the first time", async () => {
    expect(await ask(null, served(CONTENT))).toEqual({ pages: ["demo:1"], fetches: 1, written: 1 });
  });

  it("are not fetched again within ten minutes", async () => {
    expect(await ask(9, served(CONTENT))).toEqual({ pages: ["demo:0"], fetches: 0, written: 0 });
  });

  it("are fetched again after ten minutes", async () => {
    expect(await ask(11, served(CONTENT))).toEqual({ pages: ["demo:1"], fetches: 1, written: 1 });
  });

  it("are the last good ones when the gateway can't be reached", async () => {
    expect(await ask(600, { ok: false, code: "UNREACHABLE" })).toEqual({ pages: ["demo:0"], fetches: 1, written: 0 });
  });

  it("are none of another gateway's", async () => {
    expect(await ask(1, { ok: false, code: "UNAUTHENTICATED" }, "http://other")).toEqual({ pages: "UNAUTHENTICATED", fetches: 1, written: 0 });
  });

  it("keep the last good one of a system whose new one can't be read", async () => {
    expect(await ask(600, served({ system: "demo", pages: "?" }))).toEqual({ pages: ["demo:0"], fetches: 1, written: 1 });
  });
});

describe("the content of an adapter", () => {
  it("is read for both systems that come with the project, without the pages that are not drawn on", () => {
    const read = loadPageAdapters([ownPagesFolder()]).adapters.map(({ content }) => adapterFrom(content));
    expect(read.map((adapter) => adapter?.pages.map(({ id }) => `${adapter.system}/${id}`))).toEqual([
      ["paraply/client-list", "paraply/client"],
      ["vardweb/client-list", "vardweb/client"],
    ]);
  });

  it.each([
    ["no key", { key: undefined }],
    ["a key of an unknown kind", { key: { column: "Aktnr", as: "caseNumber" } }],
    ["a key that is nowhere", { key: { as: "fileNumber" } }],
    ["no rows", { rows: undefined }],
    ["a place of an unknown kind", { badge: { column: "Namn", place: "over" } }],
    ["a selector that is no text", { key: { select: 7, as: "fileNumber" } }],
  ])("loses a page with %s", (_, part) => {
    expect(adapterFrom({ ...CONTENT, pages: [{ ...CONTENT.pages[0], ...part }] })?.pages).toEqual([]);
  });

  it.each([null, [], "paraply", { system: "demo" }])("is none: %j", (content) => {
    expect(adapterFrom(content)).toBeNull();
  });
});
