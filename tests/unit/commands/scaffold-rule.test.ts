import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ruleScaffold } from "../../../gateway/commands/scaffold/rule.js";
import { ScaffoldError } from "../../../gateway/commands/scaffold/scaffold.js";
import { projectRoot } from "../../../gateway/project-root.js";

/** What the rules and their tests need of the project. */
const COPIED = ["gateway/rules", "gateway/project-root.ts", "gateway/error-code.ts", "tests/unit/rules/case-facts.ts", "package.json", "tsconfig.json"];

let folder: string;
let files: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scaffold-"));
  for (const path of COPIED) cpSync(join(projectRoot(), path), join(folder, path), { recursive: true });
  symlinkSync(join(projectRoot(), "node_modules"), join(folder, "node_modules"));
  ({ files } = await ruleScaffold.make(folder, "late-meals"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, ...words: string[]): string =>
  execFileSync(process.execPath, [join(projectRoot(), "node_modules", program), ...words], { cwd: folder, encoding: "utf8", stdio: "pipe" });

describe("npm run new -- rule NAME", { timeout: 120_000 }, () => {
  it("writes an evaluator, its catalogue file and its test, and where they are to be known", () => {
    expect(files).toEqual([
      "gateway/rules/late-meals.ts", "gateway/rules/catalogue/late-meals.yaml", "tests/unit/rules/late-meals.test.ts",
      "gateway/rules/rule.ts", "gateway/rules/evaluator-needs.ts", "gateway/rules/evaluate-case.ts", "gateway/rules/catalogue/catalogue.schema.json",
    ]);
  });

  it("keeps all lines of the files that come to know of it", () => {
    const lines = (root: string, path: string): string[] => readFileSync(join(root, path), "utf8").split("\n").map((line) => line.replace(/,$/, ""));
    for (const path of files.slice(3)) {
      const now = new Set(lines(folder, path));
      expect(lines(projectRoot(), path).filter((line) => !now.has(line))).toEqual([]);
    }
  });

  it.each(["Late meals", "late_meals", "-late", "review", "reassessment"])("takes no name like %s, and writes nothing then", async (name) => {
    await expect(ruleScaffold.make(folder, name)).rejects.toThrow(ScaffoldError);
  });

  it("takes no name that is there", async () => {
    await expect(ruleScaffold.make(folder, "late-meals")).rejects.toThrow("is there already");
  });

  it("compiles", () => {
    const options = ["--noEmit", "--module", "nodenext", "--target", "es2023", "--strict", "--skipLibCheck", "--types", "node"];
    expect(run("typescript/bin/tsc", ...options, "gateway/rules/evaluate-case.ts", "tests/unit/rules/late-meals.test.ts")).toBe("");
  });

  it("passes its own test", () => {
    expect(run("vitest/vitest.mjs", "run", "--root", folder, "tests/unit/rules/late-meals.test.ts")).toMatch(/4 passed/);
  });
});
