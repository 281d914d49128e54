import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

const FOLDER = join(import.meta.dirname, "..", "test-results");

/**
 * Prints one plain line, `N passed, N failed`, after everything else, and leaves it in test-results/summary.txt for
 * .ci/run. A file that could not be loaded and an error outside of every test count as failed.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed++;
        if (state === "failed") failed++;
      }
    }
    const line = `${passed} passed, ${failed} failed\n`;
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, "summary.txt"), line);
    process.stdout.write(line);
  }
}
