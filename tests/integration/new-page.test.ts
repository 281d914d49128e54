import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageScaffold } from "../../gateway/commands/scaffold/page.js";
import { loadPageAdapters } from "../../gateway/pages/adapters.js";
import { projectRoot } from "../../gateway/project-root.js";

const run = promisify(execFile);
const COPIED = [
  "gateway/pages", "gateway/project-root.ts", "gateway/error-code.ts", "gateway/log.ts", "schema/adapter", "extension/pages", "extension/operations", "extension/tsconfig.json",
  "tests/unit/extension/tsconfig.json", "tests/unit/extension/shadow-roots.setup.ts", "tests/unit/extension/pages/read-saved-file.ts", "tests/summary-reporter.ts", "package.json", "vitest.config.ts",
];

let root: string;

/** The project's part that page adapters need, with a new one. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "overblick-new-page-"));
  for (const path of COPIED) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(join(projectRoot(), path), join(root, path), { recursive: true });
  }
  await symlink(join(projectRoot(), "node_modules"), join(root, "node_modules"));
  await pageScaffold.make(root, "social-portal");
});
afterAll(() => rm(root, { recursive: true }));

describe("a new page adapter", () => {
  it("is one that the gateway takes", () => {
    const { adapters, faults } = loadPageAdapters([join(root, "gateway/pages")]);
    expect([adapters.map(({ system }) => system), faults]).toEqual([["paraply", "social-portal", "vardweb"], []]);
  });

  it("has a test that passes", async () => {
    await run(process.execPath, [join(projectRoot(), "node_modules/vitest/vitest.mjs"), "run", "--project", "extension", "tests/unit/extension/pages"], { cwd: root });
  });

  it("of a name that is taken, or is none, is not made", async () => {
    await expect(pageScaffold.make(root, "paraply")).rejects.toThrow("gateway/pages/paraply.yaml is there already");
    await expect(pageScaffold.make(root, "../x")).rejects.toThrow("../x is no name of small letters, digits and hyphens");
  });
});
