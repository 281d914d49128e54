import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTokenVerifier } from "../../gateway/access/tokens.js";
import { createLog } from "../../gateway/log.js";

const command = join(import.meta.dirname, "../../gateway/commands/token.ts");
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "overblick-token-"));
});

afterAll(() => rm(dataDir, { recursive: true }));

test("npm run token prints a valid token and nothing else", async () => {
  const { status, stdout, stderr } = await run(["--role", "manager", "--unit", "HALAO1"], {});
  const verify = await createTokenVerifier({ oidc: null, demoTokens: true, dataDir, production: false }, createLog({ logLevel: "silent" }));
  const viewer = await verify(stdout.trim());
  expect({ status, stderr, viewer }).toEqual({
    status: 0,
    stderr: "",
    viewer: { subject: "manager", roles: ["MANAGER"], units: ["HALAO1"] },
  });
});

test("called in a wrong way it says how, and exits with 2", async () => {
  const { status, stdout, stderr } = await run(["--role", "caseworker"], {});
  expect({ status, stdout, said: stderr.split("\n")[0] }).toEqual({
    status: 2,
    stdout: "",
    said: "a caseworker needs --subject",
  });
});

test("in production it is refused, with exit 1", async () => {
  const { status, stdout } = await run(["--role", "manager"], { NODE_ENV: "production" });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});

async function run(parameters: string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ["--import", "@swc-node/register/esm-register", command, ...parameters], {
    env: { PATH: process.env["PATH"], DATA_DIR: dataDir, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status: child.exitCode, stdout, stderr };
}
