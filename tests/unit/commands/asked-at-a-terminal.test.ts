import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../../gateway/project-root.js";

const DOCS = ["README.md", ...readdirSync(join(projectRoot(), "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];

function documentation(name: string): string {
  return readFileSync(join(projectRoot(), name), "utf8");
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "overblick-ask-"));
  writeFileSync(join(folder, "curl"), `#!/bin/sh\nprintf '%s\\n' "$@" --\ncat\n`);
  chmodSync(join(folder, "curl"), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(DOCS)("%s tells nobody to put a token into a command, where ps shows it to every user", (name) => {
  const commands = documentation(name).replaceAll("\\\n", " ").split("\n").filter((line) => line.includes("curl "));
  expect(commands.filter((command) => /-H "authorization/i.test(command))).toEqual([]);
});

test("what an operator asks, and with which variables, goes by stdin", () => {
  const ask = /^ask\(\) \{\n.*?^\}\n/ms.exec(documentation("docs/operations.md"))![0];
  const { stdout } = spawnSync("bash", ["-c", `${ask}ask loads '{"first": 20}' morning-check`], {
    cwd: projectRoot(), env: { PATH: `${folder}:${process.env["PATH"]}` }, encoding: "utf8",
  });
  const [shown, sent] = stdout.split("\n--\n");
  expect(shown!.split("\n")).toEqual([
    "-s", "https://overblick.CITY.se/graphql", "-H", "@AUTHORIZATION", "-H", "content-type: application/json", "-H", "x-overblick-purpose: morning-check", "-d", "@-",
  ]);
  const trusted = JSON.parse(readFileSync(join(projectRoot(), "schema/trusted-operations.json"), "utf8")) as Record<string, string>;
  const { documentId, variables } = JSON.parse(sent!) as { documentId: string; variables: unknown };
  expect([trusted[documentId]?.includes("query Loads"), variables]).toEqual([true, { first: 20 }]);
});
