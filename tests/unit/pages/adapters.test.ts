import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadPageAdapters, ownPagesFolder } from "../../../gateway/pages/adapters.js";

const GOOD = `system: demo
title: Demosystem
hosts: ["https://demo.example.se/*"]
version: 3
pages:
  - id: client-list
    kind: list
    match: { url: "/lista" }
    rows: "table.lista tr:has(td)"
    key: { column: "Aktnr", as: fileNumber, pattern: "(\\\\d{6}-\\\\d)" }
    badge: { column: "Namn", place: append }
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "overblick-pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function faultsOf(text: string): string[] {
  const { adapters, faults } = loadPageAdapters([folderWith({ "demo.yaml": text })]);
  expect(adapters).toEqual([]);
  return faults.map(({ file, line, message }) => `${basename(file)}:${line}: ${message}`);
}

describe("adapters that may be served", () => {
  it("reads system, version, hosts and the whole content", () => {
    const [adapter] = loadPageAdapters([folderWith({ "demo.yaml": GOOD })]).adapters;
    expect(adapter).toMatchObject({
      system: "demo",
      version: 3,
      hosts: ["https://demo.example.se/*"],
      content: { title: "Demosystem", pages: [{ key: { column: "Aktnr", pattern: "(\\d{6}-\\d)" } }] },
    });
  });

  it("gives the same content the same hash, in whatever order it is written", () => {
    const reordered = GOOD.replace("system: demo\ntitle: Demosystem\n", "title: Demosystem\nsystem: demo\n");
    const [one] = loadPageAdapters([folderWith({ "demo.yaml": GOOD })]).adapters;
    const [other] = loadPageAdapters([folderWith({ "demo.yaml": reordered })]).adapters;
    expect(other?.hash).toBe(one?.hash);
    expect(one?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("gives another content another hash", () => {
    const [one] = loadPageAdapters([folderWith({ "demo.yaml": GOOD })]).adapters;
    const [other] = loadPageAdapters([folderWith({ "demo.yaml": GOOD.replace("version: 3", "version: 4") })]).adapters;
    expect(other?.hash).not.toBe(one?.hash);
  });

  it("serves all adapters that come with the project", () => {
    const { adapters, faults } = loadPageAdapters([ownPagesFolder()]);
    expect(adapters.map(({ system }) => system)).toEqual(expect.arrayContaining(["paraply", "vardweb"]));
    expect(faults).toEqual([]);
  });

  it("reads nothing but .yaml files", () => {
    expect(loadPageAdapters([folderWith({ "demo.yaml.bak": "system: [", "README": "" })])).toEqual({ adapters: [], faults: [] });
  });
});

describe("several folders", () => {
  it("lets a later folder's adapter replace the earlier one of the same system", () => {
    const later = folderWith({ "stad.yaml": GOOD.replace("version: 3", "version: 4") });
    expect(loadPageAdapters([folderWith({ "demo.yaml": GOOD }), later]).adapters.map(({ version }) => version)).toEqual([4]);
  });

  it("keeps the earlier one when the later is bad, and tells why", () => {
    const later = folderWith({ "stad.yaml": GOOD.replace("version: 3", "version: tre") });
    const { adapters, faults } = loadPageAdapters([folderWith({ "demo.yaml": GOOD }), later]);
    expect(adapters.map(({ version }) => version)).toEqual([3]);
    expect(faults.map(({ message }) => message)).toEqual(["version must be of type integer"]);
  });

  it("refuses a second adapter of one system in the same folder", () => {
    const { adapters, faults } = loadPageAdapters([folderWith({ "a.yaml": GOOD, "b.yaml": GOOD })]);
    expect(adapters.map(({ file }) => basename(file))).toEqual(["a.yaml"]);
    expect(faults.map(({ file }) => basename(file))).toEqual(["b.yaml"]);
  });
});

describe("adapters that are refused", () => {
  it("tells the line of broken YAML", () => {
    expect(faultsOf(GOOD.replace("version: 3", "version: 3\n  title: igen"))[0]).toMatch(/^demo\.yaml:[45]: /);
  });

  it("tells the line of an unknown field", () => {
    expect(faultsOf(GOOD.replace("    rows:", "    row:"))).toContain("demo.yaml:9: pages/0/row is not known here");
  });

  it("tells that a required field is missing", () => {
    expect(faultsOf(GOOD.replace(/ {4}badge:.*\n/, ""))).toEqual(['demo.yaml:6: pages/0 lacks "badge"']);
  });

  it("refuses a kind of page that there is none of", () => {
    expect(faultsOf(GOOD.replace("kind: list", "kind: lista"))).toEqual(["demo.yaml:7: pages/0/kind must be one of: list, case, decision-form"]);
  });

  it("refuses a column on a page about one client", () => {
    const page = `${GOOD}  - { id: client, kind: case, match: { url: "/visa" }, key: { select: "#akt", column: "Akt", as: fileNumber }, badge: { select: "#namn", place: after } }\n`;
    expect(faultsOf(page)).toEqual(["demo.yaml:12: pages/1/key has a column: only lists have columns, so say where by select"]);
  });

  it("refuses a badge between two cells", () => {
    expect(faultsOf(GOOD.replace("place: append", "place: after"))).toEqual(["demo.yaml:11: pages/0/badge/place must be one of: append, prepend"]);
  });

  it("refuses a pattern that is no regular expression", () => {
    expect(faultsOf(GOOD.replace('"(\\\\d{6}-\\\\d)"', '"(\\\\d{6}"'))).toEqual(["demo.yaml:10: pages/0/key/pattern is not a regular expression (with the flag u)"]);
  });

  it("refuses an address that is no regular expression", () => {
    expect(faultsOf(GOOD.replace('url: "/lista"', 'url: "^/lista("'))).toEqual(["demo.yaml:8: pages/0/match/url is not a regular expression (with the flag u)"]);
  });

  it("refuses a pattern of more than 200 characters", () => {
    expect(faultsOf(GOOD.replace('"(\\\\d{6}-\\\\d)"', `"${"a".repeat(201)}"`))).toEqual(["demo.yaml:10: pages/0/key/pattern is too short or too long, too small or too large (201 > 200)"]);
  });

  it("refuses a host that is no match pattern", () => {
    expect(faultsOf(GOOD.replace("https://demo.example.se/*", "demo.example.se"))[0]).toMatch(/^demo\.yaml:3: hosts\/0 must be a match pattern/);
  });

  it("refuses an empty file", () => {
    expect(faultsOf("")).toEqual(["demo.yaml:1: the file must be of type object"]);
  });
});

describe("what a value of a form is called", () => {
  const called = (name: string): string => `${GOOD}  - id: decision
    kind: decision-form
    match: { url: "/beslut" }
    key: { select: "#akt", as: fileNumber }
    fields:
      level: { select: "#niva", values: { "Nivå 14": ${name} } }
`;

  it.each(["14", '"14"'])("may be a number or a text: %s", (name) => {
    expect(loadPageAdapters([folderWith({ "demo.yaml": called(name) })]).faults).toEqual([]);
  });

  it("is nothing else", () => {
    expect(faultsOf(called("true"))).toEqual(["demo.yaml:17: pages/1/fields/level/values/Nivå 14 must be of type string or number"]);
  });
});

describe("where an adapter opens a case", () => {
  const opening = (path: string): string => `${GOOD}  - id: client
    kind: case
    match: { url: "/visa" }
    key: { select: "#akt", as: fileNumber }
    badge: { select: "#namn", place: after }
    open: ${JSON.stringify(path)}
`;

  it.each(["/visa?akt={fileNumber}", "/klient/{fileNumber}", "/#/klient/{fileNumber}"])("may be %s", (path) => {
    expect(loadPageAdapters([folderWith({ "demo.yaml": opening(path) })]).faults).toEqual([]);
  });

  it.each([
    "https://evil.test/visa?akt={fileNumber}", "//evil.test/visa?akt={fileNumber}", "/\\\\evil.test/{fileNumber}", "visa?akt={fileNumber}", "/visa", "/visa?akt={personalNumber}",
    "/visa?akt={fileNumber}{x}", "/{fileNumber}/{fileNumber}", "/vi sa?akt={fileNumber}", "javascript:alert({fileNumber})",
  ])("may not be %s: a path with the number in it, and nothing that leads to another host", (path) => {
    expect(faultsOf(opening(path))).toEqual(["demo.yaml:17: pages/1/open must be a path such as /klient/visa?akt={fileNumber}"]);
  });
});
