import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { CASEWORKER, World } from "./world.js";

/*
 * A database that neither answers nor fails: somebody holds a lock, as a migration or a backup gone wrong does. A lock is
 * no error, so that without an end to patience every read of a person would wait behind the access log for ever.
 */

const PATIENCE_MS = 500;
const OVERLAY = `{ overlay(keys: [{ fileNumber: "141338-8" }]) { key { fileNumber } status } }`;

let gateway: RunningGateway;
let holder: pg.Client;

beforeAll(async () => {
  gateway = await RunningGateway.start({}, undefined, PATIENCE_MS);
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.freshDistrict("HAL");
  await world.client("141338-8");
});
afterAll(() => gateway.close());

beforeEach(async () => {
  holder = new pg.Client({ connectionString: gateway.databaseUrl });
  await holder.connect();
});
afterEach(() => holder.end());

async function whileLocked<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
  await holder.query("BEGIN");
  await holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  try {
    return await work();
  } finally {
    await holder.query("ROLLBACK");
  }
}

const ask = (): Promise<GatewayAnswer> => gateway.ask(CASEWORKER, OVERLAY);
const TOO_SLOW = [{
  message: "The database did not answer in time: try again in a while. Its operator finds the cause in the log by this id.",
  extensions: { code: "INTERNAL_SERVER_ERROR", id: expect.any(String) as string },
}];

describe("while the access log hangs", () => {
  test("whoever asks is told so and nothing else, however many ask, and is answered when it is over", async () => {
    const answers = await whileLocked("access_log", () => Promise.all(Array.from({ length: 25 }, ask)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [500, { errors: TOO_SLOW }]));
    expect((await ask()).body).toEqual({ data: { overlay: [{ key: { fileNumber: "141338-8" }, status: "OK" }] } });
  });

  test("what is about nobody is answered", async () => {
    const { body } = await whileLocked("access_log", () => gateway.ask(CASEWORKER, "{ viewer { subject } }"));
    expect(body).toEqual({ data: { viewer: { subject: "KAAN01" } } });
  });
});

describe("while a table of facts hangs", () => {
  test("more questions than there are connections are told so, and the next is answered when it is over", async () => {
    const answers = await whileLocked("client", () => Promise.all(Array.from({ length: 25 }, ask)));
    expect(answers.map(({ body }) => body.errors)).toEqual(answers.map(() => TOO_SLOW.map((error) => expect.objectContaining(error) as unknown)));
    expect((await ask()).body.errors).toBeUndefined();
  });
});

test("metrics are told while the table of loads hangs, with the database as away", async () => {
  const patient = await RunningGateway.start();
  try {
    const locker = new pg.Client({ connectionString: patient.databaseUrl });
    await locker.connect();
    await locker.query("BEGIN");
    await locker.query("LOCK TABLE load IN ACCESS EXCLUSIVE MODE");
    const metrics = await (await fetch(`${patient.url}/metrics`)).text();
    await locker.query("ROLLBACK");
    await locker.end();
    expect(metrics).toContain("overblick_database_up 0");
  } finally {
    await patient.close();
  }
});
