import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ChromiumMissing, findChromium } from "./chromium.js";
import { copyWithOpenRoots } from "./open-roots.js";

const DOWNLOAD_LIMIT_MS = 5 * 60_000;
const PACKAGE_LIMIT_MS = 15 * 60_000;

interface Step {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly limitMs: number;
}

function say(text: string): void {
  process.stdout.write(`[chromium] ${text}\n`);
}

/** Runs a command with a time limit, its output straight to ours. Answers null, or in one line why it failed. */
function attempt({ command, args, limitMs }: Step): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "inherit", "inherit"],
      timeout: limitMs,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    child.on("error", (error) => {
      resolve(error.message);
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve(null);
      else resolve(signal === null ? `ended with code ${code}` : `was stopped after ${limitMs / 1000} s`);
    });
  });
}

function playwrightStep(): Step {
  const playwright = dirname(createRequire(import.meta.url).resolve("playwright-core/package.json"));
  return {
    title: "Playwright's own Chromium",
    command: process.execPath,
    args: [join(playwright, "cli.js"), "install", "chromium", "--no-shell", "--no-progress"],
    limitMs: DOWNLOAD_LIMIT_MS,
  };
}

function debianSteps(): Step[] {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  return [["update"], ["install", "-y", "--no-install-recommends", "chromium"]].map((args) => {
    const [command = "", ...rest] = [...asRoot, "apt-get", ...args];
    return { title: "Debian's package chromium", command, args: rest, limitMs: PACKAGE_LIMIT_MS };
  });
}

/** Takes the steps of one way until one fails. Answers null when all went well. */
async function install(steps: readonly Step[]): Promise<string | null> {
  for (const step of steps) {
    say(`none that starts; getting ${step.title}: ${step.command} ${step.args.join(" ")}`);
    const failure = await attempt(step);
    if (failure === null) continue;
    say(`${step.title}: ${failure}`);
    return `${step.title}: ${step.command} ${failure}`;
  }
  return null;
}

async function search(): Promise<string | ChromiumMissing> {
  return findChromium().catch((error: unknown) => {
    if (error instanceof ChromiumMissing) return error;
    throw error;
  });
}

/**
 * Sees to it that there is a Chromium before the browser tests begin, and an extension to load, and fails the run when there
 * can't be one: browser tests are never skipped. A wrong `CHROMIUM_PATH` is an error to correct and installs nothing.
 */
export async function setup(): Promise<void> {
  let found = await search();
  if (typeof found !== "string" && process.env["CHROMIUM_PATH"]) throw found;
  const failures: string[] = [];
  for (const way of [[playwrightStep()], debianSteps()]) {
    if (typeof found === "string") break;
    const failure = await install(way);
    found = await search();
    if (typeof found !== "string") failures.push(failure ?? `${way[0]?.title ?? ""} was installed but does not start`);
  }
  if (typeof found !== "string") {
    throw new ChromiumMissing(
      `The browser tests need Chromium and none could be had (${failures.join("; ")}). ` +
        "Install it as root with `apt-get install chromium`, or name one in CHROMIUM_PATH, and run the tests again.",
    );
  }
  say(`testing with ${found}`);
  copyWithOpenRoots();
}
