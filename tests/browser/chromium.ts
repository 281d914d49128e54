import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type BrowserContext, chromium } from "playwright-core";

const run = promisify(execFile);

/** No Chromium was found that starts. */
export class ChromiumMissing extends Error {
  readonly code = "CHROMIUM_MISSING";
}

/** Whether a program exists and can tell its version, which it can't when a library that it needs is missing. */
async function starts(executable: string): Promise<boolean> {
  if (!existsSync(executable)) return false;
  return run(executable, ["--version"], { timeout: 30_000 }).then(
    () => true,
    () => false,
  );
}

function onPath(): string[] {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, "chromium"));
}

/**
 * The Chromium to test with: `CHROMIUM_PATH` where it is set, else Playwright's own, else the one of the system.
 * Chrome's branded builds won't do: they no longer load an extension from the command line.
 *
 * @throws {ChromiumMissing} when none of them starts, or when `CHROMIUM_PATH` names one that doesn't.
 */
export async function findChromium(): Promise<string> {
  const named = process.env["CHROMIUM_PATH"];
  if (named) {
    if (await starts(named)) return named;
    throw new ChromiumMissing(`CHROMIUM_PATH names ${named}, which does not start. Correct it or unset it.`);
  }
  for (const candidate of [chromium.executablePath(), "/usr/bin/chromium", ...onPath()]) {
    if (await starts(candidate)) return candidate;
  }
  throw new ChromiumMissing("No Chromium was found. Install Debian's package chromium, or name one in CHROMIUM_PATH.");
}

/** What {@link launchChromium} can be told. */
export interface ChromiumOptions {
  /** Folder of a built extension (with its manifest.json) to load. */
  readonly extensionPath?: string;
  /** Profile to use and to keep; without it a new, empty one is made and removed on close. */
  readonly userDataDir?: string;
  /** A window that a person sees. */
  readonly headed?: boolean;
}

/**
 * Starts a headless Chromium that can load an extension. Playwright's own headless mode is left off, since it
 * turns extensions off; Chromium's new one is asked for by argument.
 *
 * @returns a context with one empty page; close it to end the browser.
 */
export async function launchChromium({ extensionPath, userDataDir, headed = false }: ChromiumOptions = {}): Promise<BrowserContext> {
  const executablePath = await findChromium();
  const profile = userDataDir ?? (await mkdtemp(join(tmpdir(), "overblick-chromium-")));
  const removeProfile = async (): Promise<void> => {
    if (userDataDir === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const extension =
    extensionPath === undefined
      ? []
      : [`--disable-extensions-except=${extensionPath}`, `--load-extension=${extensionPath}`];
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: false,
      chromiumSandbox: process.getuid?.() !== 0,
      viewport: { width: 1280, height: 800 },
      locale: "sv-SE",
      args: [
        ...(headed ? [] : ["--headless=new"]),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        ...extension,
      ],
    });
    const close = context.close.bind(context);
    context.close = async (options) => {
      await close(options);
      await removeProfile();
    };
    return context;
  } catch (error) {
    await removeProfile();
    throw error;
  }
}
