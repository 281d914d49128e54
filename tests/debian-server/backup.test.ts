import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccessLog } from "../../gateway/access/access-log.js";
import { sealAccessLog } from "../../gateway/access/access-log-sealing.js";
import { type AccessLogVerification, verifyAccessLog } from "../../gateway/access/access-log-verify.js";
import { parseKeyRing, type KeyRing } from "../../gateway/access/keys.js";
import { SealFile } from "../../gateway/access/seal-file.js";
import { unsealText } from "../../gateway/access/sealed-text.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { findCase, type KnownCase } from "../../gateway/cases/case.js";
import { openDatabase } from "../../gateway/database/open-database.js";
import { withSession } from "../../gateway/database/session.js";
import { overlay, type OverlayAnswer, type OverlayKey } from "../../gateway/findings/overlay.js";
import type { FoundFinding } from "../../gateway/findings/query-finding.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { ringInForce } from "../../gateway/loading/hash-keys.js";
import { ingest } from "../../gateway/loading/ingest.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { type City, openCity, sample } from "../integration/city.js";
import { databaseOn, runStatement } from "../integration/statement.js";
import { KEYS, RING, TODAY } from "../integration/world.js";

/*
 * Backup and restore as docs/operations.md has them: pg_dump of one server, pg_restore on another, where nothing but the
 * role of the application was made before. The seal file is kept beside the dump.
 */

const run = promisify(execFile);
const DAY = { on: TODAY, today: TODAY };
/** Sees every case, protected ones too. */
const HEAD: Viewer = { subject: "CHEF01", roles: ["MANAGER"], units: null };
const RESTORED = `overblick_restored_${randomBytes(6).toString("hex")}`;
const FINDINGS_OF_A_PAGE = 100;
const HELD = "SOSYS_KLIENT_HAL_20221202.TXT";

/** What a city's people would see of a database. */
interface Answers {
  readonly byFileNumber: readonly OverlayAnswer[];
  readonly byPersonalNumber: readonly OverlayAnswer[];
  readonly findings: readonly FoundFinding[];
  readonly cases: readonly (KnownCase | null)[];
}

let folder: string;
let city: City;
let restored: DataSource;
let personalNumbers: readonly string[];
let before: Answers;
let verifiedBefore: AccessLogVerification;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-backup-"));
  city = await openCity();
  for (const step of ["hal-2022-11", "hal-2022-11-messy/06-rader-i-karantan", "hal-2022-11-messy/13-klienter-halls-kvar"]) await city.load([sample(step)]);
  await read(city.dataSource, "KAAN01", "198967-0");
  await read(city.dataSource, "CHEF01", "198967-0");
  await sealAccessLog(city.dataSource, sealFile());
  await run(program("pg_dump"), ["--format=custom", `--file=${dump()}`, `--dbname=${city.url}`]);
  personalNumbers = await numbersIn(city.dataSource);
  before = await answersOf(city.dataSource);
  verifiedBefore = await verifyAccessLog(city.dataSource, sealFile());
  restored = await restore();
});

afterAll(async () => {
  await restored.destroy();
  await runStatement(variable("OTHER_DATABASE_URL"), `DROP DATABASE IF EXISTS ${RESTORED} WITH (FORCE)`);
  await city.close();
  await rm(folder, { recursive: true });
});

describe("a dump that was restored on another server answers as before", () => {
  test("the answers are of everybody, and of more than one page", () => {
    const { byFileNumber, byPersonalNumber, findings, cases } = before;
    expect([byFileNumber.length, byPersonalNumber.length, cases.length, findings.length > FINDINGS_OF_A_PAGE]).toEqual([250, 249, 250, true]);
  });

  test("the overlay of every client, by file number and by personal number", async () => {
    const after = await answersOf(restored);
    expect([after.byFileNumber, after.byPersonalNumber]).toEqual([before.byFileNumber, before.byPersonalNumber]);
  });

  test("the list of findings", async () => {
    expect(await allFindings(restored)).toEqual(before.findings);
  });

  test("every case with its decisions, orders, plans and the person's name", async () => {
    expect(await allCases(restored)).toEqual(before.cases);
  });
});

describe("the restored access log", () => {
  test("holds under its seals, as before", async () => {
    const verified = await verifyAccessLog(restored, sealFile());
    expect(verified).toEqual(verifiedBefore);
    expect([verified.ok, verified.entries]).toEqual([true, 2]);
  });

  test("is out of the application's reach", async () => {
    await expect(restored.query("UPDATE access_log SET subject = 'x'")).rejects.toThrow("permission denied for table access_log");
  });

  test("shows that seals are missing when the dump is older than they are; with the file put aside sealing goes on", async () => {
    await read(city.dataSource, "KAAN01", "198967-0");
    await sealAccessLog(city.dataSource, sealFile());
    const { faults } = await verifyAccessLog(restored, sealFile());
    expect(faults.map(({ kind, seal }) => [kind, seal])).toEqual([["SEAL_MISSING", 2]]);

    await rename(sealFile().path, `${sealFile().path}.until-restore`);
    await read(restored, "KABO02", "198967-0");
    await sealAccessLog(restored, sealFile());
    expect(await verifyAccessLog(restored, sealFile())).toMatchObject({ ok: true, seals: 2, entries: 3, file: { seals: 2 } });
  });
});

describe("work goes on in the restored database", () => {
  test("files that were loaded are known", async () => {
    const statuses = await load([sample("hal-2022-11/night2")]);
    expect(new Set(Object.values(statuses))).toEqual(new Set(["UNCHANGED"]));
  });

  test("a held file can be accepted", async () => {
    expect(await load([], [HELD])).toMatchObject({ [HELD]: "LOADED" });
  });

  test("its keys open it, and others are refused", async () => {
    const other = parseKeyRing({ keys: KEYS.PERSON_KEYS, hashKey: Buffer.alloc(32, 9).toString("base64") }) as KeyRing;
    const tried = (ring: KeyRing): Promise<KeyRing> => withSession(restored, (session) => ringInForce(session, ring));
    await tried(RING);
    await expect(tried(other)).rejects.toMatchObject({ code: "CONFIGURATION" });
  });
});

describe("whoever steals the dump", () => {
  test("finds no personal number in it, in clear text or as bytes", async () => {
    const { stdout } = await run(program("pg_restore"), ["--file=-", dump()], { maxBuffer: 2 ** 30 });
    // File numbers in clear text and the head of a sealed value would be seen.
    expect([stdout.includes("198967-0"), stdout.includes("\\\\x01026b31")]).toEqual([true, true]);
    const spellings = personalNumbers.flatMap((number) => [number, Buffer.from(number).toString("hex")]);
    expect(spellings.filter((text) => stdout.includes(text))).toEqual([]);
  });

  test("finds no key in it", async () => {
    const bytes = await readFile(dump());
    const keys = [KEYS.PERSON_KEYS.split(":")[1]!, KEYS.PERSON_HASH_KEY];
    expect(keys.filter((key) => bytes.includes(key) || bytes.includes(Buffer.from(key, "base64")))).toEqual([]);
  });
});

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: these tests run by npm run test:server.`);
  return value;
}

function program(name: string): string {
  return join(variable("POSTGRES_BIN"), name);
}

function dump(): string {
  return join(folder, "overblick.dump");
}

function sealFile(): SealFile {
  return new SealFile(join(folder, "access-log.seals"));
}

/** On a server that never had this database: a dump does not hold roles. */
async function restore(): Promise<DataSource> {
  const server = variable("OTHER_DATABASE_URL");
  await runStatement(server, "DO $$ BEGIN CREATE ROLE overblick_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  await runStatement(server, `CREATE DATABASE ${RESTORED} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
  const url = databaseOn(server, RESTORED);
  await run(program("pg_restore"), ["--exit-on-error", `--dbname=${url}`, dump()]);
  return openDatabase({ url, ownerUrl: url });
}

async function load(paths: readonly string[], accept: readonly string[] = []): Promise<Record<string, string>> {
  const log = createLog({ logLevel: "silent" });
  const report = await ingest({ dataSource: restored, catalogue: loadCatalogue(), ring: RING, log, today: TODAY }, { paths, force: false, accept });
  return Object.fromEntries(report.files.map(({ name, status }) => [name, status]));
}

async function read(dataSource: DataSource, subject: string, fileNumber: string): Promise<void> {
  await new AccessLog(dataSource).write({
    subject, roles: ["CASEWORKER"], remoteAddress: "127.0.0.1", operations: ["case"], operationName: null, purpose: null, fileNumbers: [fileNumber],
  });
}

async function answersOf(dataSource: DataSource): Promise<Answers> {
  const fileNumbers = await allFileNumbers(dataSource);
  return {
    byFileNumber: await overlays(dataSource, fileNumbers.map((fileNumber) => ({ fileNumber }))),
    byPersonalNumber: await overlays(dataSource, personalNumbers.map((personalNumber) => ({ personalNumber }))),
    findings: await allFindings(dataSource),
    cases: await allCases(dataSource),
  };
}

async function allFileNumbers(dataSource: DataSource): Promise<string[]> {
  const rows: { number: string }[] = await dataSource.query("SELECT DISTINCT file_number AS number FROM client ORDER BY 1");
  return rows.map(({ number }) => number);
}

async function numbersIn(dataSource: DataSource): Promise<string[]> {
  const rows: { sealed: Buffer }[] = await dataSource.query("SELECT personal_number_sealed AS sealed FROM person WHERE personal_number_sealed IS NOT NULL ORDER BY id");
  return rows.map(({ sealed }) => unsealText(RING, sealed, "person.personal_number_sealed"));
}

async function overlays(dataSource: DataSource, keys: readonly OverlayKey[]): Promise<OverlayAnswer[]> {
  const answers: OverlayAnswer[] = [];
  for (let at = 0; at < keys.length; at += 200) answers.push(...(await overlay(dataSource, HEAD, DAY, keys.slice(at, at + 200), RING)));
  return answers;
}

async function allFindings(dataSource: DataSource): Promise<FoundFinding[]> {
  const found: FoundFinding[] = [];
  let after: string | null = null;
  do {
    const { edges, pageInfo } = await findingList(dataSource, HEAD, DAY, { first: FINDINGS_OF_A_PAGE, after });
    found.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

async function allCases(dataSource: DataSource): Promise<(KnownCase | null)[]> {
  const cases: (KnownCase | null)[] = [];
  for (const fileNumber of await allFileNumbers(dataSource)) cases.push(await findCase(dataSource, HEAD, DAY, fileNumber));
  return cases;
}
