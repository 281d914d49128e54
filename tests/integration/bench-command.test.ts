import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** The command as `npm run bench` starts it: `npm test` compiles it first. */
const BENCH = fileURLToPath(new URL("../../dist/tests/bench/run.js", import.meta.url));

interface Ended {
  readonly code: number;
  readonly stderr: string;
}

/** Runs the command, which is expected to fail. */
async function bench(...parameters: string[]): Promise<Ended> {
  return promisify(execFile)(process.execPath, [BENCH, ...parameters]).then(
    () => ({ code: 0, stderr: "" }),
    (error: Ended) => ({ code: error.code, stderr: error.stderr.split("\n")[0]! }),
  );
}

it.each([
  ["what contract 4 names and is not measured yet", ["--only", "load,overlay"], "--only overlay: overlay is not measured yet. There are load, delta, derive."],
  ["what is no measurement", ["--only", "speed"], "--only speed: speed is no measurement. There are load, delta, derive."],
  ["a city too small to say anything", ["--rows", "10"], "--rows 10: give a whole number from 1000 up."],
  ["an option that it does not have", ["--fast"], "Unknown option '--fast'"],
])("npm run bench refuses %s", async (_what, parameters, message) => {
  const { code, stderr } = await bench(...parameters);
  expect([code, stderr.startsWith(message)]).toEqual([1, true]);
});
