import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scaffoldRule } from "../../../gateway/commands/scaffold-rule.js";
import { projectRoot } from "../../../gateway/project-root.js";

/** What the rules and their tests need of the project. */
const COPIED = ["gateway/rules", "gateway/project-root.ts", "gateway/error-code.ts", "tests/unit/rules/case-facts.ts", "package.json", "tsconfig.json"];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scaffold-"));
  for (const path of COPIED) cpSync(join(projectRoot(), path), join(folder, path), { recursive: true });
  symlinkSync(join(projectRoot(), "node_modules"), join(folder, "node_modules"));
  for (const { path, text } of scaffoldRule.files("late-meals", (path) => readFileSync(join(folder, path), "utf8"))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, ...words: string[]): string =>
  execFileSync(process.execPath, [join(projectRoot(), "node_modules", program), ...words], { cwd: folder, encoding: "utf8", stdio: "pipe" });

describe("npm run new -- rule NAME", { timeout: 120_000 }, () => {
  it("writes an evaluator, its catalogue file and its test", () => {
    const written = scaffoldRule.files("late-meals", (path) => readFileSync(join(projectRoot(), path), "utf8")).filter(({ grows }) => !grows);
    expect(written.map(({ path }) => path)).toEqual([
      "gateway/rules/late-meals.ts", "gateway/rules/catalogue/late-meals.yaml", "tests/unit/rules/late-meals.test.ts",
    ]);
  });

  it("keeps all lines of the files that come to know of it", () => {
    for (const { path, text, grows } of scaffoldRule.files("late-meals", (file) => readFileSync(join(projectRoot(), file), "utf8"))) {
      const lines = new Set(text.split("\n").map((line) => line.replace(/,$/, "")));
      if (grows) expect(readFileSync(join(projectRoot(), path), "utf8").split("\n").filter((line) => !lines.has(line.replace(/,$/, "")))).toEqual([]);
    }
  });

  it("compiles", () => {
    const options = ["--noEmit", "--module", "nodenext", "--target", "es2023", "--strict", "--skipLibCheck", "--types", "node"];
    expect(run("typescript/bin/tsc", ...options, "gateway/rules/evaluate-case.ts", "tests/unit/rules/late-meals.test.ts")).toBe("");
  });

  it("passes its own test", () => {
    expect(run("vitest/vitest.mjs", "run", "--root", folder, "tests/unit/rules/late-meals.test.ts")).toMatch(/4 passed/);
  });
});
