import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourceScaffold } from "../../gateway/commands/scaffold/source.js";
import { projectRoot } from "../../gateway/project-root.js";

const run = promisify(execFile);
const COPIED = ["gateway/sources", "gateway/rules", "tests/unit/sources/read-report.ts", "tests/summary-reporter.ts", "package.json", "tsconfig.json", "vitest.config.ts"];
const NAMES = ["NARVARO", "budget-files/AVGIFT", "legacy-extract/FRANVARO"];

let root: string;

/** The project's part that file types need, with a new one of each family. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "overblick-new-"));
  for (const path of COPIED) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(join(projectRoot(), path), join(root, path), { recursive: true });
  }
  await symlink(join(projectRoot(), "node_modules"), join(root, "node_modules"));
  for (const name of NAMES) await sourceScaffold.make(root, name);
});
afterAll(() => rm(root, { recursive: true }));

async function program(path: string, ...parameters: string[]): Promise<void> {
  await run(process.execPath, [join(projectRoot(), "node_modules", path), ...parameters], { cwd: root });
}

describe("a new file type, of any family", () => {
  it("is known among all of them", async () => {
    const text = await readFile(join(root, "gateway/sources/all-sources.ts"), "utf8");
    expect(text).toContain('import { narvaro } from "./provider-reports/narvaro.js";\nimport { avgift } from "./budget-files/avgift.js";\nimport { franvaro } from "./legacy-extract/franvaro.js";\n');
    expect(text).toContain("  narvaro,\n  avgift,\n  franvaro,\n];");
  });

  it("compiles", async () => {
    const files = ["gateway/sources/all-sources.ts", ...NAMES.map((name) => `tests/unit/sources/${name.split("/").at(-1)!.toLowerCase()}.test.ts`)];
    await writeFile(join(root, "tsconfig.new.json"), JSON.stringify({ extends: "./tsconfig.json", compilerOptions: { noEmit: true, incremental: false, tsBuildInfoFile: null }, files, include: [] }));
    await program("typescript/bin/tsc", "-p", "tsconfig.new.json");
  });

  it("has a test that passes", async () => {
    await program("vitest/vitest.mjs", "run", "--project", "unit");
  });

  it("of a name that is taken, or is none, is not made", async () => {
    await expect(sourceScaffold.make(root, "gplan")).rejects.toThrow("the file type GPLAN is there already");
    await expect(sourceScaffold.make(root, "NARVARO")).rejects.toThrow("gateway/sources/provider-reports/narvaro.ts is there already");
    await expect(sourceScaffold.make(root, "../x")).rejects.toThrow("../x is no [FAMILY/]NAME of letters and figures");
  });
});
