import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";

let folder: string;
let legacy: LegacySystem;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-pages-command-"));
  legacy = await startLegacySystem({ folders: ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night)) });
});
afterAll(async () => {
  await legacy.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

function pages(...parameters: string[]): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(projectRoot(), "dist/gateway/commands/pages.js"), ...parameters], { env: { ...process.env, PAGES_DIR: "" } });
    let [out, errors] = ["", ""];
    child.stdout.on("data", (chunk) => { out += String(chunk); });
    child.stderr.on("data", (chunk) => { errors += String(chunk); });
    child.on("close", (code) => resolve({ code, lines: out.split("\n").filter((line) => line !== ""), errors }));
  });
}

/** Saves a page of the stand-in, as browsers do. */
async function save(name: string, path: string, head = ""): Promise<string> {
  const file = join(folder, name);
  const body = Buffer.from(await (await fetch(`${legacy.url}${path}`)).arrayBuffer());
  await writeFile(file, Buffer.concat([Buffer.from(head), body]));
  return file;
}

describe("npm run pages -- test", () => {
  it("prints the rows and keys that the adapter of the page's address reads", async () => {
    const file = await save("lista.html", "/paraply/klient/lista", "<!-- saved from url=(0037)http://localhost/paraply/klient/lista -->\n");
    const { code, lines } = await pages("test", file);
    expect([code, lines.length, ...lines.slice(0, 3)]).toEqual([
      0,
      27,
      "Saved from http://localhost/paraply/klient/lista",
      "paraply client-list (list): 25 rows, 25 with a key, 25 with a place",
      "    1  fileNumber 512840-3           append td",
    ]);
  });

  it("does not run the page's scripts, or load anything", async () => {
    const file = await save("skript.html", "/vardweb/KlientLista.aspx", `<script>document.write("<table>"); window.onload = () => document.body.remove();</script><img src="${legacy.url}/x">`);
    const { lines } = await pages("test", file, "--adapter", "vardweb");
    expect(lines[1]).toBe("vardweb client-list (list): 25 rows, 25 with a key, 25 with a place");
  });

  it("reads forms, too", async () => {
    const file = await save("beslut.html", "/vardweb/Beslut.aspx?akt=103879-5");
    const { lines } = await pages("test", file, "--adapter", "vardweb");
    expect(lines.slice(1, 5)).toEqual(["vardweb decision (decision-form): 1 rows, 1 with a key, 1 with a place", "    1  fileNumber 103879-5           before table", "       law: READ", "       intervention: EMPTY"]);
  });

  it("says so when no adapter knows the page", async () => {
    const file = await save("lista.html", "/paraply/klient/lista");
    const { code, lines } = await pages("test", file, "--url", "http://localhost/paraply/annat");
    expect([code, lines]).toEqual([1, ["Saved from http://localhost/paraply/annat", "No page of the adapters is recognised."]]);
  });

  it.each([
    [["test", "none.html"], "none.html is not there."],
    [["test", "none.html", "--adapter", "none"], "No adapter of the system none. There are: paraply, vardweb."],
    [["draw"], "What is to be done with pages?"],
  ])("%j is told how it is called", async (parameters, message) => {
    const { code, errors } = await pages(...parameters);
    expect([code, errors.split("\n")[0]]).toEqual([2, message]);
  });
});

describe("npm run pages -- check", () => {
  it("finds no fault with the adapters that come with the project", async () => {
    const { code, lines } = await pages("check");
    expect([code, lines.at(-1)]).toEqual([0, "2 adapters, 0 with faults"]);
  });

  it("tells what is wrong by file and line", async () => {
    const file = join(folder, "fel.yaml");
    await writeFile(file, 'system: fel\ntitle: Fel\nhosts: ["https://a.example.se/*"]\nversion: 1\npages:\n  - id: a\n    kind: list\n    match: { url: "/x" }\n    rows: "tr["\n    key: { column: Akt, as: fileNumber, pattern: "(a+)+" }\n    badge: { column: Namn, place: append }\n');
    const { code, lines } = await pages("check", file);
    expect([code, ...lines]).toEqual([
      1,
      `${file}:10: pages/0/key/pattern repeats something that itself repeats or chooses, which can run away: repeat single characters and classes`,
      `${file}:9: pages/0/rows is not a CSS selector that browsers understand`,
      "1 adapter, 1 with faults",
    ]);
  });
});
