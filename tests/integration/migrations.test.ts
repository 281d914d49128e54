import { afterAll, beforeAll, expect, it } from "vitest";
import type { DataSource } from "typeorm";
import { EncryptedNumbers1669939200000 } from "../../entities/migrations/1669939200000-encrypted-numbers.js";
import { FiledUntil1795600000000 } from "../../entities/migrations/1795600000000-filed-until.js";
import { FirstTables1669766400000 } from "../../entities/migrations/1669766400000-first-tables.js";
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

it("of who was disposed of before it was kept until when they could be told of, it was until then", async () => {
  const runner = dataSource.createQueryRunner();
  await new FiledUntil1795600000000().down(runner);
  await dataSource.query(`INSERT INTO purged_case (purged_in, person_key, known_since, unit_codes) VALUES (9, '\\x01', 3, '{A1,A2}'), (9, '\\x02', 4, '{}')`);
  await new FiledUntil1795600000000().up(runner);
  await runner.release();
  expect(await dataSource.query("SELECT unit_codes, filed_since, filed_until FROM purged_case ORDER BY id")).toEqual([
    { unit_codes: ["A1", "A2"], filed_since: [3, 3], filed_until: [9, 9] }, { unit_codes: [], filed_since: [], filed_until: [] },
  ]);
});

it("the migrations can be taken back", async () => {
  for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
  const tables: { table_name: string }[] = await dataSource.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'",
  );
  expect(tables).toEqual([]);
});

it("a database with personal numbers in clear text is refused, and stays as it was", async () => {
  const runner = dataSource.createQueryRunner();
  await new FirstTables1669766400000().up(runner);
  await dataSource.query(`INSERT INTO person (opened_in, load_id, delivered_by, delivered_on, known_from, file_number, personal_number)
    VALUES (1, 1, 'HAL', '2022-11-29', '2022-11-29', '100001-1', '194002030018')`);
  await expect(new EncryptedNumbers1669939200000().up(runner)).rejects.toThrow("loaded before personal numbers were encrypted");
  expect(await dataSource.query("SELECT personal_number FROM person")).toEqual([{ personal_number: "194002030018" }]);
  await runner.release();
});
