import type { DataSource } from "typeorm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDataSource } from "../../gateway/database/data-source.js";
import { prepared } from "../../gateway/database/prepared.js";
import { createTestDatabase, type TestDatabase } from "./database.js";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** What this connection has prepared: one after another all statements go by the same. */
async function texts(): Promise<string[]> {
  const rows = await dataSource.query<{ statement: string }[]>("SELECT statement FROM pg_prepared_statements WHERE name LIKE 'overblick%' ORDER BY prepare_time");
  return rows.map(({ statement }) => statement);
}

test("a marked statement is prepared once, and answers by its parameters each time", async () => {
  const statement = prepared("SELECT $1::int AS n");
  expect([await dataSource.query(statement, [1]), await dataSource.query(statement, [2])]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  expect(await texts()).toEqual([statement]);
});

test("another one is not", async () => {
  expect(await dataSource.query("SELECT $1::int AS m", [1])).toEqual([{ m: 1 }]);
  expect((await texts()).filter((text) => text.includes(" AS m"))).toEqual([]);
});

test("a table that is made anew under it is found", async () => {
  await dataSource.query("CREATE TEMPORARY TABLE changing (n int)");
  const statement = prepared("SELECT count(*)::int AS n FROM changing WHERE n > $1");
  expect(await dataSource.query(statement, [0])).toEqual([{ n: 0 }]);
  await dataSource.query("DROP TABLE changing; CREATE TEMPORARY TABLE changing (other text, n int); INSERT INTO changing VALUES ('x', 7)");
  expect(await dataSource.query(statement, [0])).toEqual([{ n: 1 }]);
});

test("what is too many is answered without", async () => {
  for (let at = 0; at < 250; at += 1) expect(await dataSource.query(prepared(`SELECT $1::int + ${at} AS n`), [1])).toEqual([{ n: at + 1 }]);
  expect((await texts()).length).toBe(200);
});
