import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type Mutation, mutationsOf, REDUNDANT } from "./scope-mutations.js";

/*
 * Shows that tests/integration/nobody-past-scope.test.ts can fail: without the scope of any one statement, without any
 * one condition of the scope and without any one check of a role it does, on a copy of the project that is changed so.
 */

const ONLY_PROPERTY = ["tests/integration/nobody-past-scope.test.ts", "-t", "whoever asks whatever"];
/**
 * What the property can't see, since it is about no person and no unit of these cities, or happens beside GraphQL: uploads, rights of
 * integrations, operators' work on what no random city has, figures about staff, where a caller works, files of districts and their age, the parts of a case asked for without the
 * case. Each has a test of its own, which has to fail in the property's place.
 */
const OWN_TESTS = [
  "access-log-query", "acknowledge", "budget", "case-costs", "caseworker-figures", "change-feed-rights", "data-age", "dispute", "freshness", "on-call", "operator-work", "page-health", "scope-over-time", "simulate", "upload",
].map((name) => `tests/integration/${name}.test.ts`);
/** Those of the change feed, whose scope is its own: they take half a minute. */
const FEED_TESTS = ["change-feed-scope", "changes-ndjson"].map((name) => `tests/integration/${name}.test.ts`);
/** Only mutations whose names match, for whoever changes one place; the reasons of REDUNDANT are then not all looked at. */
const CHOSEN = new RegExp(process.env["MUTATIONS"] ?? "");
/** Random cities that a mutation meets at first: most of them need no more. */
const FEW_RUNS = 3;
/** And when neither they nor the tests of its own found it: more than in `npm test`, since the rarest of them takes some luck. */
const MANY_RUNS = Number(process.env["SCOPE_RUNS"] ?? 40);
const LANES = 2;
/** Not copied: large, built or of no use to the test. */
const LEFT_OUT = new Set([".git", "node_modules", "dist", "extension", "docs", "test-results", ".data", "coverage"]);
const MOST_MS = 3 * 60 * 60 * 1000;

let folder: string;
/** Copies of the project as it was at the start, whoever goes on working in it; in each, one mutation after the other is made and unmade. */
let lanes: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-mutations-"));
  lanes = [];
  for (let lane = 0; lane < LANES; lane += 1) lanes.push(await copyOf(projectRoot()));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Outcome {
  readonly name: string;
  readonly found: "by the property" | "by its own test" | null;
  readonly seconds: number;
}

test("without any one part of the scope the property fails", { timeout: MOST_MS }, async () => {
  const [lane] = lanes;
  const mutations = mutationsOf(lane!).filter(({ name }) => CHOSEN.test(name));
  for (const [tests, runs] of [[[...OWN_TESTS, ...FEED_TESTS], FEW_RUNS], [ONLY_PROPERTY, MANY_RUNS]] as const) {
    const { code, output } = await run(lane!, tests, runs);
    expect(code, `as it is:\n${output.slice(-6000)}`).toBe(0);
  }
  const outcomes = await inTurn(mutations);
  console.log(outcomes.map(({ name, found, seconds }) => `${(found ?? "SURVIVED").padEnd(15)} ${String(seconds).padStart(4)} s  ${name}`).join("\n"));
  expect(outcomes.filter(({ found }) => found === null).map(({ name }) => name)).toEqual(Object.keys(REDUNDANT).filter((name) => CHOSEN.test(name)).sort());
});

async function inTurn(mutations: readonly Mutation[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...mutations];
  const work = async (lane: string): Promise<void> => {
    for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
      const since = performance.now();
      const found = await findIt(mutation, lane);
      outcomes.push({ name: mutation.name, found, seconds: Math.round((performance.now() - since) / 1000) });
      console.log(found === null ? "SURVIVED" : `found ${found}`, mutation.name);
    }
  };
  await Promise.all(lanes.map(work));
  return outcomes.sort((one, two) => (one.name < two.name ? -1 : 1));
}

async function findIt(mutation: Mutation, lane: string): Promise<Outcome["found"]> {
  const { name, file, text } = mutation;
  const original = await readFile(join(lane, file), "utf8");
  await writeFile(join(lane, file), text);
  try {
    if (!(await propertyHolds(name, lane, FEW_RUNS))) return "by the property";
    for (const tests of file.includes("feed") ? [OWN_TESTS, FEED_TESTS] : [OWN_TESTS]) {
      if (!(await hold(name, lane, tests))) return "by its own test";
    }
    return (await propertyHolds(name, lane, MANY_RUNS)) ? null : "by the property";
  } finally {
    await writeFile(join(lane, file), original);
  }
}

/**
 * Runs the property on a copy of the project as it stands.
 * @throws Error when it did not run, which is no answer
 */
async function propertyHolds(name: string, lane: string, runs: number): Promise<boolean> {
  const { code, output } = await run(lane, ONLY_PROPERTY, runs);
  if (code === 0) return true;
  if (output.includes("Property failed after")) return false;
  throw new Error(`The property did not run (${name}):\n${output.slice(-3000)}`);
}

/** The tests of what the property can't see, on a copy of the project as it stands. @throws Error when they did not run */
async function hold(name: string, lane: string, tests: readonly string[]): Promise<boolean> {
  const { code, output } = await run(lane, tests);
  if (code === 0) return true;
  if (/\d+ passed, [1-9]\d* failed/.test(output)) return false;
  throw new Error(`The tests did not run (${name}):\n${output.slice(-3000)}`);
}

/** What is read and compiled once is kept beside the copy, by its content; the database to clone is that of this run. */
async function run(lane: string, tests: readonly string[], runs = FEW_RUNS): Promise<{ code: number | null; output: string }> {
  const { url, template } = inject("testServer");
  const kept = ["--experimental.fsModuleCache", `--experimental.fsModuleCachePath=${lane}-compiled`];
  const vitest = spawn(process.execPath, [join(lane, "node_modules/vitest/vitest.mjs"), "run", "--project", "integration", "--bail", "1", ...kept, ...tests], {
    cwd: lane,
    env: { ...process.env, DATABASE_URL: url, TEST_TEMPLATE: template, SCOPE_RUNS: String(runs) },
  });
  let output = "";
  for (const stream of [vitest.stdout, vitest.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const [code] = (await once(vitest, "exit")) as [number | null];
  return { code, output };
}

async function copyOf(project: string): Promise<string> {
  const copy = await mkdtemp(join(folder, "copy-"));
  for (const entry of await readdir(project)) {
    if (!LEFT_OUT.has(entry)) await cp(join(project, entry), join(copy, entry), { recursive: true });
  }
  await symlink(join(projectRoot(), "node_modules"), join(copy, "node_modules"));
  return copy;
}
