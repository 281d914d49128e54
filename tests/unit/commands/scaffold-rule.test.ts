import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ruleScaffold } from "../../../gateway/commands/scaffold/rule.js";
import type { Made } from "../../../gateway/commands/scaffold/scaffold.js";
import { projectRoot } from "../../../gateway/project-root.js";

/** What the rules and their tests need of the project. */
const COPIED = ["gateway/rules", "gateway/project-root.ts", "gateway/error-code.ts", "tests/unit/rules/case-facts.ts", "package.json", "tsconfig.json"];

let folder: string;
let made: Made;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scaffold-"));
  for (const path of COPIED) cpSync(join(projectRoot(), path), join(folder, path), { recursive: true });
  symlinkSync(join(projectRoot(), "node_modules"), join(folder, "node_modules"));
  made = await ruleScaffold.make(folder, "late-meals");
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, ...words: string[]): string =>
  execFileSync(process.execPath, [join(projectRoot(), "node_modules", program), ...words], { cwd: folder, encoding: "utf8", stdio: "pipe" });

describe("npm run new -- rule NAME", { timeout: 120_000 }, () => {
  it("writes an evaluator, its catalogue file and its test", () => {
    expect(made.files.slice(0, 3)).toEqual([
      "gateway/rules/late-meals.ts", "gateway/rules/catalogue/late-meals.yaml", "tests/unit/rules/late-meals.test.ts",
    ]);
  });

  it("keeps all lines of the files that come to know of it", () => {
    for (const path of made.files.slice(3)) {
      const lines = new Set(readFileSync(join(folder, path), "utf8").split("\n").map((line) => line.replace(/,$/, "")));
      expect(readFileSync(join(projectRoot(), path), "utf8").split("\n").filter((line) => !lines.has(line.replace(/,$/, "")))).toEqual([]);
    }
  });

  it("of a name that is none is not made", async () => {
    await expect(ruleScaffold.make(folder, "../x")).rejects.toThrow("../x is no NAME of small letters, figures and hyphens");
  });

  it("compiles", () => {
    const options = ["--noEmit", "--module", "nodenext", "--target", "es2023", "--strict", "--skipLibCheck", "--types", "node"];
    expect(run("typescript/bin/tsc", ...options, "gateway/rules/evaluate-case.ts", "tests/unit/rules/late-meals.test.ts")).toBe("");
  });

  it("passes its own test", () => {
    expect(run("vitest/vitest.mjs", "run", "--root", folder, "tests/unit/rules/late-meals.test.ts")).toMatch(/4 passed/);
  });
});
