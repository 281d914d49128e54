import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";

/* The demo loads made-up people, and takes tokens of its own: neither may come near a city. */

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "overblick-start-"));
});

afterAll(() => rm(dataDir, { recursive: true }));

test.each([
  ["in production", { NODE_ENV: "production" }, "npm start is the demo and does not run in production: use npm run gateway."],
  ["on somebody's database", { DATABASE_URL: "postgresql://owner:secret@db.example/overblick" }, "npm start loads made-up people, so it works on its own embedded database alone"],
  ["on somebody's database by a login of its own", { APP_DATABASE_URL: "postgresql://gateway:secret@db.example/overblick" }, "unset APP_DATABASE_URL"],
])("npm start refuses to run %s, before it has done anything", async (_, environment, told) => {
  const child = spawn(process.execPath, ["--import", "@swc-node/register/esm-register", join(projectRoot(), "gateway/commands/start.ts")], {
    env: { PATH: process.env["PATH"], DATA_DIR: dataDir, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  expect([child.exitCode, stdout, stderr]).toEqual([1, "", expect.stringContaining(told)]);
  expect(stderr).not.toContain("secret");
  expect(await readdir(dataDir)).toEqual([]);
});
