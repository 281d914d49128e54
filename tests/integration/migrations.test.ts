import { afterAll, beforeAll, expect, it } from "vitest";
import type { DataSource } from "typeorm";
import { createOwnerDataSource } from "../../gateway/database/data-source.js";
import { createTestDatabase, type TestDatabase } from "./database.js";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createOwnerDataSource(database.url).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

it("migrations and entities agree: no difference is pending", async () => {
  const pending = await dataSource.driver.createSchemaBuilder().log();
  expect(pending.upQueries.map(({ query }) => query)).toEqual([]);
});

it("a missing column would be seen", async () => {
  await dataSource.query("ALTER TABLE decision DROP COLUMN watch_on");
  const pending = await dataSource.driver.createSchemaBuilder().log();
  expect(pending.upQueries.map(({ query }) => query)).toEqual(['ALTER TABLE "decision" ADD "watch_on" date']);
});

it("the migrations can be taken back", async () => {
  for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
  const tables: { table_name: string }[] = await dataSource.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'",
  );
  expect(tables).toEqual([]);
});
