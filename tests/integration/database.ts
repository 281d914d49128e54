import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { databaseOn, runStatement } from "./statement.js";

/** A database of its own for a test file, migrated and empty. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Clones the migrated template that the global setup made. Call it in `beforeAll`, and `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url: serverUrl, template } = inject("testServer");
  const name = `overblick_test_${randomBytes(6).toString("hex")}`;
  await runStatement(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: databaseOn(serverUrl, name),
    drop: () => runStatement(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
