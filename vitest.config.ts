import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** One "graphql" for everyone: without the alias Vite loads a second copy and its classes are strangers to the first. */
const resolve = { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] };

/** Tests that need the programs of a Debian server: of `npm run test:server` alone (tests/on-debian-server), which names their folder. */
const onDebianServer = process.env["POSTGRES_BIN"] ? [debianServer()] : [];

function debianServer() {
  return {
    resolve,
    test: {
      name: "debian-server",
      include: ["tests/debian-server/**/*.test.ts"],
      testTimeout: 60_000,
      hookTimeout: 240_000,
      globalSetup: ["tests/integration/database.setup.ts"],
    },
  };
}

export default defineConfig({
  resolve,
  test: {
    // Two even on two cores: tests of the database wait half of their time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ["default", "./tests/summary-reporter.ts"],
    projects: [
      { resolve, test: { name: "unit", include: ["tests/unit/**/*.test.ts"], exclude: ["tests/unit/extension/**"] } },
      { resolve, test: { name: "extension", include: ["tests/unit/extension/**/*.test.ts"], environment: "jsdom", setupFiles: ["tests/unit/extension/shadow-roots.setup.ts"] } },
      {
        resolve,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ["tests/integration/database.setup.ts"],
        },
      },
      ...onDebianServer,
      {
        resolve,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          globalSetup: ["tests/integration/database.setup.ts", "tests/browser/chromium.setup.ts"],
        },
      },
      // `npm run test:long`, not part of `npm test`: minutes to hours.
      {
        resolve,
        test: {
          name: "long",
          include: ["tests/long/**/*.test.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          globalSetup: ["tests/integration/database.setup.ts"],
        },
      },
    ],
  },
});
