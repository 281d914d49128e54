import { describe, expect, it } from "vitest";
import { openAdapterCheck } from "../../../gateway/pages/adapters.js";
import type { Adapter } from "../../../schema/adapter/adapter.js";
import { currentAdapters, type StoredAdapters } from "../../../extension/background/adapter-store.js";
import type { Answer } from "../../../extension/messages.js";
import type { ServedAdapter } from "../../../extension/operations/page-adapters.js";

const CONTENT = {
  system: "demo",
  title: "Demo",
  version: 2,
  hosts: ["http://localhost/*"],
  pages: [{ id: "list", kind: "list", match: { url: "/lista" }, rows: "tr", key: { column: "Aktnr", as: "fileNumber" }, badge: { column: "Namn", place: "append" } }],
};
const OLD = { ...CONTENT, version: 1 } as Adapter;
/** As it comes over the wire. */
const served = (content: unknown): Answer<readonly ServedAdapter[]> => ({ ok: true, data: [{ system: "demo", version: 1, hash: "h", content: JSON.parse(JSON.stringify(content)) as unknown }] });

/** Asks the store at noon; `storedAt` is how many minutes ago it last got its adapters, null for never. */
async function ask(storedAt: number | null, fetched: Answer<readonly ServedAdapter[]>, gateway = "http://gw", old = OLD) {
  const written: StoredAdapters[] = [];
  let fetches = 0;
  const answer = await currentAdapters("http://gw", {
    read: () => Promise.resolve(storedAt === null ? null : { gateway, fetchedAt: 720 * 60_000 - storedAt * 60_000, adapters: [old], refused: [] }),
    write: (stored) => { written.push(stored); return Promise.resolve(); },
    fetch: () => { fetches += 1; return Promise.resolve(fetched); },
    check: openAdapterCheck(),
    now: () => 720 * 60_000,
  });
  return { pages: answer.ok ? answer.data.map((adapter) => `${adapter.system} ${adapter.version}`) : answer.code, fetches, written };
}

describe("the adapters", () => {
  it("are fetched and kept the first time", async () => {
    expect(await ask(null, served(CONTENT))).toMatchObject({ pages: ["demo 2"], fetches: 1, written: { length: 1 } });
  });

  it("are not fetched again within ten minutes", async () => {
    expect(await ask(9, served(CONTENT))).toMatchObject({ pages: ["demo 1"], fetches: 0, written: { length: 0 } });
  });

  it("are fetched again after ten minutes", async () => {
    expect(await ask(11, served(CONTENT))).toMatchObject({ pages: ["demo 2"], fetches: 1, written: { length: 1 } });
  });

  it("are the last good ones when the gateway can't be reached", async () => {
    expect(await ask(600, { ok: false, code: "UNREACHABLE" })).toMatchObject({ pages: ["demo 1"], fetches: 1, written: { length: 0 } });
  });

  it("are none of another gateway's", async () => {
    expect(await ask(1, { ok: false, code: "UNAUTHENTICATED" }, "http://other")).toMatchObject({ pages: "UNAUTHENTICATED", fetches: 1, written: { length: 0 } });
  });

  it("keep the last good one of a system whose new one is refused, and tell why", async () => {
    const { written, ...rest } = await ask(600, served({ ...CONTENT, pages: [{ ...CONTENT.pages[0], rows: "tr[" }] }));
    expect(rest).toEqual({ pages: ["demo 1"], fetches: 1 });
    expect(written.map(({ refused }) => refused)).toEqual([[{ system: "demo", version: 1, reasons: ["pages/0/rows is not a CSS selector that browsers understand"] }]]);
  });

  it("are the others when one is refused", async () => {
    const answer = await ask(null, { ok: true, data: [{ system: "bad", version: 1, hash: "h", content: { system: "bad" } }, { system: "demo", version: 1, hash: "h", content: CONTENT }] });
    expect(answer.pages).toEqual(["demo 2"]);
  });

  it("are checked again when they come from the disk", async () => {
    const old = { ...OLD, pages: [{ ...CONTENT.pages[0], key: { column: "Aktnr", as: "caseNumber" } }] } as unknown as Adapter;
    expect((await ask(1, { ok: false, code: "UNREACHABLE" }, "http://gw", old)).pages).toEqual([]);
  });

  it.each([
    ["no key", { key: undefined }],
    ["a key of an unknown kind", { key: { column: "Aktnr", as: "caseNumber" } }],
    ["a key that is nowhere", { key: { as: "fileNumber" } }],
    ["no rows", { rows: undefined }],
    ["a place of an unknown kind", { badge: { column: "Namn", place: "over" } }],
    ["a selector that is no text", { key: { select: 7, as: "fileNumber" } }],
    ["an expression that runs away", { key: { column: "Aktnr", as: "fileNumber", pattern: "(\\d+)*-" } }],
    ["a kind that there is none of", { kind: "map" }],
  ])("are without one that has a page with %s", async (_, part) => {
    expect((await ask(null, served({ ...CONTENT, pages: [{ ...CONTENT.pages[0], ...part }] }))).pages).toEqual([]);
  });

  it.each([null, [], "paraply", { system: "demo" }])("are without %j", async (content) => {
    expect((await ask(null, served(content))).pages).toEqual([]);
  });
});
