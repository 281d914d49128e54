import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Log } from "../../../gateway/log.js";
import { ServedAdapters } from "../../../gateway/pages/served-adapters.js";

const adapter = (system: string, version: number): string => `system: ${system}
title: Demosystem
hosts: ["https://demo.example.se/*"]
version: ${version}
pages:
  - id: client-list
    kind: list
    match: { url: "/lista" }
    rows: "table.lista tr:has(td)"
    key: { column: "Aktnr", as: fileNumber }
    badge: { column: "Namn", place: append }
`;

let folder: string;
let clock: number;
let faults: string[];

function open(): ServedAdapters {
  const log = { error: (fault: { message?: string; code?: string }) => faults.push(fault.message ?? fault.code ?? "") } as unknown as Log;
  return new ServedAdapters([folder], log, () => clock);
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** What is served a while later. */
function later(served: ServedAdapters): string[] {
  clock += 10_000;
  return served.current().map(({ system, version }) => `${system} ${version}`);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "overblick-pages-"));
  clock = 0;
  faults = [];
  write("one.yaml", adapter("one", 1));
  write("two.yaml", adapter("two", 1));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("adapters while the gateway runs", () => {
  it("are read anew when a file has changed", () => {
    const served = open();
    write("two.yaml", adapter("two", 20));
    expect(later(served)).toEqual(["one 1", "two 20"]);
  });

  it("are not looked at again within five seconds", () => {
    const served = open();
    write("two.yaml", adapter("two", 20));
    clock += 4_999;
    expect(served.current().map(({ version }) => version)).toEqual([1, 1]);
  });

  it("come and go with their files", () => {
    const served = open();
    write("three.yaml", adapter("three", 1));
    rmSync(join(folder, "one.yaml"));
    expect(later(served)).toEqual(["three 1", "two 1"]);
  });

  it("are the last good ones where a file has become bad, and the reason is told once", () => {
    const served = open();
    write("two.yaml", adapter("two", 2).replace("rows:", "row:"));
    expect([later(served), later(served)]).toEqual([["one 1", "two 1"], ["one 1", "two 1"]]);
    expect(faults).toEqual(['pages/0 lacks "rows"', "pages/0/row is not known here"]);
  });

  it("follow the other files when one is bad", () => {
    const served = open();
    write("two.yaml", "system: [");
    write("one.yaml", adapter("one", 2));
    expect(later(served)).toEqual(["one 2", "two 1"]);
  });

  it("stay when the folder can't be read", () => {
    const served = open();
    rmSync(folder, { recursive: true });
    expect(later(served)).toEqual(["one 1", "two 1"]);
    expect(faults).toEqual(["ENOENT"]);
  });
});

describe("adapters at the start", () => {
  it.each([
    ["broken YAML", "system: ["],
    ["nothing", ""],
    ["aliases that multiply", `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(9)}]\nc: &c [${"*b,".repeat(9)}]\nd: [${"*c,".repeat(9)}]\n`],
    ["an unquoted value that begins with *", adapter("bad", 1).replace(/hosts: .*/, "hosts: [*://sosys.example.se/*]")],
    ["an alias of itself", "a: &a [*a]\n"],
    ["a file without end", "#".repeat(600_000)],
    ["an expression that runs away", adapter("bad", 1).replace("as: fileNumber", 'as: fileNumber, pattern: "(\\\\d+)+-"')],
    ["a selector that is none", adapter("bad", 1).replace('"table.lista tr:has(td)"', '"table["')],
  ])("are served without one that has %s", (_, text) => {
    write("bad.yaml", text);
    expect(later(open())).toEqual(["one 1", "two 1"]);
    expect(faults).not.toEqual([]);
  });

  it("say where an unquoted value begins with *, and what to do", () => {
    write("bad.yaml", "system: x\nhosts: [*://sosys.example.se/*]\n");
    open();
    expect(faults).toEqual(["a value that begins with * is an alias of something that is not there: put quotation marks around values that begin with *"]);
  });

  it("are served without one that can't be read", () => {
    mkdirSync(join(folder, "bad.yaml"));
    expect(later(open())).toEqual(["one 1", "two 1"]);
    expect(faults).toEqual(["the file can't be read: EISDIR"]);
  });
});
