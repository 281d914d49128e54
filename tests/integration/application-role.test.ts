import { randomBytes } from "node:crypto";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { APPLICATION_ROLE, createDataSource } from "../../gateway/database/data-source.js";
import { openDatabase } from "../../gateway/database/open-database.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { DroppingPooler } from "./dropping-pooler.js";
import { runStatement } from "./statement.js";
import { World } from "./world.js";

const PERMISSION_DENIED = "42501";
const ENTRY = `(subject, roles, remote_address, operations, file_numbers) VALUES ('KAAN01', '{CASEWORKER}', '127.0.0.1', '{case}', '{mine}')`;

/** A login as a city makes one for the gateway: it owns nothing and is a member of the application's role. */
const LOGIN = `gateway_${randomBytes(4).toString("hex")}`;
/** One that is no member. */
const STRANGER = `stranger_${randomBytes(4).toString("hex")}`;

let database: TestDatabase;
let dataSource: DataSource;
let own: DataSource;

function urlOf(login: string): string {
  const url = new URL(database.url);
  url.username = login;
  url.password = "secret";
  return url.href;
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  await runStatement(database.url, `CREATE ROLE ${LOGIN} LOGIN PASSWORD 'secret' IN ROLE ${APPLICATION_ROLE}; CREATE ROLE ${STRANGER} LOGIN PASSWORD 'secret'`);
  own = await openDatabase({ url: urlOf(LOGIN), ownerUrl: null });
  await dataSource.query(`INSERT INTO access_log ${ENTRY}`);
  await dataSource.query("INSERT INTO access_log_seal (number, sealed_at, last_entry, entries, hash) VALUES (1, now(), 1, 1, 'x')");
});

afterAll(async () => {
  await own.destroy();
  await dataSource.destroy();
  await runStatement(database.url, `DROP ROLE ${LOGIN}, ${STRANGER}`);
  await database.drop();
});

const FORBIDDEN = [
  "UPDATE access_log SET subject = 'x'",
  "UPDATE access_log SET file_numbers = '{}' WHERE FALSE",
  "DELETE FROM access_log",
  "TRUNCATE access_log",
  "DROP TABLE access_log",
  "ALTER TABLE access_log DISABLE TRIGGER ALL",
  "ALTER TABLE access_log ADD COLUMN x int",
  "ALTER TABLE access_log OWNER TO overblick_app",
  "DROP TRIGGER access_log_gate ON access_log",
  "CREATE OR REPLACE FUNCTION access_log_gate() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
  "INSERT INTO access_log (id, subject, roles, remote_address, operations, file_numbers) OVERRIDING SYSTEM VALUE VALUES (0, 'x', '{}', 'x', '{}', '{}')",
  "INSERT INTO access_log (at, subject, roles, remote_address, operations, file_numbers) VALUES (now(), 'x', '{}', 'x', '{}', '{}')",
  "UPDATE access_log_seal SET hash = 'y'",
  "DELETE FROM access_log_seal",
  "TRUNCATE access_log_seal",
  "DROP TABLE access_log_seal",
  "INSERT INTO access_log_pruning (years, last_seal, entries) VALUES (5, 1, 1)",
  "INSERT INTO access_log_redaction (entry, named_in, left_hash) VALUES (1, 2, 'x')",
  "DELETE FROM access_log_redaction",
  "SELECT setval(pg_get_serial_sequence('access_log', 'id'), 1)",
  "UPDATE operator_action SET reason = 'x'",
  "DELETE FROM operator_action",
  "INSERT INTO operator_action (at, by, action, load_id) VALUES (now(), 'x', 'RETRY', 1)",
  "DELETE FROM migrations",
  "UPDATE acknowledgement SET note = 'x'",
  "DELETE FROM acknowledgement",
  "UPDATE dispute SET disputed_by = 'x'",
  "DELETE FROM dispute",
  "UPDATE reminder SET sent_by = 'x'",
  "DELETE FROM reminder",
  "DROP TABLE client",
  "ALTER TABLE person ADD COLUMN x int",
  "CREATE ROLE another",
];

describe("the application, on the owner's login", () => {
  test("works in its role", async () => {
    expect(await dataSource.query("SELECT current_user AS role")).toEqual([{ role: "overblick_app" }]);
  });

  test.each(["RESET ROLE", "DISCARD ALL"])("stays in its role after %s", async (statement) => {
    const runner = dataSource.createQueryRunner();
    await runner.query(statement);
    expect(await runner.query("SELECT current_user AS role")).toEqual([{ role: "overblick_app" }]);
    await runner.release();
  });

  test.each(FORBIDDEN)("may not %s", async (statement) => {
    await expect(dataSource.query(statement)).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });

  test("may add entries and read them", async () => {
    await dataSource.query(`INSERT INTO access_log ${ENTRY}`);
    expect(await dataSource.query("SELECT DISTINCT subject FROM access_log")).toEqual([{ subject: "KAAN01" }]);
  });

  test("may do with facts and what is derived whatever a load does", async () => {
    const lacking = await dataSource.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE')
                AND has_table_privilege(oid, 'DELETE')) ORDER BY relname`,
    );
    expect(lacking.map(({ name }) => name)).toEqual([
      "access_log", "access_log_pruning", "access_log_redaction", "access_log_seal", "acknowledgement", "disposal", "dispute", "migrations",
      "operator_action", "purged_case", "reminder",
    ]);
  });

  test("has the owner's rights back by SET ROLE NONE: the login is the owner's", async () => {
    const runner = dataSource.createQueryRunner();
    await runner.query("SET ROLE NONE");
    const [session] = (await runner.query("SELECT has_table_privilege('access_log', 'DELETE') AS may")) as { may: boolean }[];
    await runner.query("RESET ROLE");
    await runner.release();
    expect(session).toEqual({ may: true });
  });
});

describe("the application, on a login of its own (APP_DATABASE_URL)", () => {
  test.each(FORBIDDEN)("may not %s", async (statement) => {
    await expect(own.query(statement)).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });

  test.each(["SET ROLE NONE", "RESET SESSION AUTHORIZATION", "RESET ALL"])("gains nothing by %s", async (statement) => {
    const runner = own.createQueryRunner();
    try {
      await runner.query(statement);
      for (const forbidden of FORBIDDEN) await expect(runner.query(forbidden)).rejects.toMatchObject({ code: PERMISSION_DENIED });
    } finally {
      await runner.query("RESET ROLE");
      await runner.release();
    }
  });

  test("can't take the owner's place", async () => {
    const owner = new URL(database.url).username;
    await expect(own.query(`SET ROLE "${owner}"`)).rejects.toMatchObject({ code: PERMISSION_DENIED });
    await expect(own.query(`SET SESSION AUTHORIZATION "${owner}"`)).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });

  test("adds entries and loads facts", async () => {
    await own.query(`INSERT INTO access_log ${ENTRY}`);
    await new World(own).client("mine");
    expect(await own.query("SELECT file_number FROM client")).toEqual([{ file_number: "mine" }]);
  });
});

describe("a database that the application can't use is told with what to do", () => {
  test("when migrations are missing and it may not run them", async () => {
    const bare = await createTestDatabase();
    await runStatement(bare.url, "DELETE FROM migrations WHERE name LIKE 'AccessLog%'");
    const url = new URL(bare.url);
    url.username = LOGIN;
    url.password = "secret";
    await expect(openDatabase({ url: url.href, ownerUrl: null })).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE", message: expect.stringContaining("run npm run migrate with the owner's DATABASE_URL") as string,
    });
    await bare.drop();
  });

  test("when the login is no member of the role", async () => {
    await expect(openDatabase({ url: urlOf(STRANGER), ownerUrl: null })).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE", message: expect.stringContaining("GRANT overblick_app TO the login of APP_DATABASE_URL") as string,
    });
  });
});

test("a pooler that drops the role is told at the start, and nothing runs with the login's own rights", async () => {
  const pooler = await DroppingPooler.start(database.url);
  await expect(openDatabase({ url: pooler.url, ownerUrl: null })).rejects.toMatchObject({
    code: "DATABASE_UNAVAILABLE", message: expect.stringContaining("instead of overblick_app. A connection pooler between must pass on") as string,
  });
  await pooler.close();
});

test("options of its own that an address has are kept beside the role", async () => {
  const url = new URL(database.url);
  url.searchParams.set("options", "-c work_mem=5MB");
  const tuned = await createDataSource(url.href).initialize();
  expect(await tuned.query("SELECT current_user AS role, current_setting('work_mem') AS memory")).toEqual([{ role: "overblick_app", memory: "5MB" }]);
  await tuned.destroy();
});
