import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { errorCode } from "../error-code.js";
import { type FileResult, type Loader, type LoadWork, LoadWorkError, type LoadWorkFailure } from "./load-work.js";

/** What the process says when it is through. */
export type LoaderAnswer =
  | { readonly done: readonly FileResult[] }
  | { readonly failed: LoadWorkFailure; readonly message: string };

/** Compiled beside this file; from the sources under `npm run dev`. */
const PROCESS = fileURLToPath(new URL(`./loader-process${extname(import.meta.url)}`, import.meta.url));

/**
 * Does each work in a process of its own (docs/decisions/0035): however large a file is, and whatever is in it, the
 * gateway goes on answering.
 */
export class SeparateLoader implements Loader {
  private readonly running = new Set<ChildProcess>();
  private stopped = false;

  /** @param environment what the processes read their configuration from */
  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  async run(work: LoadWork, content?: Readable): Promise<readonly FileResult[]> {
    if (this.stopped) throw stopped();
    const child = fork(PROCESS, [], { env: this.environment, stdio: [content ? "pipe" : "ignore", "ignore", "inherit", "ipc"] });
    this.running.add(child);
    // One that could not be started has no exit.
    for (const end of ["exit", "error"]) child.once(end, () => this.running.delete(child));
    const answer = answerOf(child);
    try {
      if (content) await sendContent(content, child, answer);
      // One that has ended meanwhile says so by its exit.
      child.send(work, () => undefined);
      return await answer;
    } catch (error) {
      child.kill("SIGKILL");
      throw this.causeOf(error);
    }
  }

  private causeOf(error: unknown): unknown {
    return this.stopped ? stopped() : error;
  }

  /** Ends all work: the file under way is not loaded, those before it are. */
  async stop(): Promise<void> {
    this.stopped = true;
    const ended = [...this.running].map((child) => once(child, "exit"));
    for (const child of this.running) child.kill("SIGKILL");
    await Promise.all(ended);
  }
}

function stopped(): LoadWorkError {
  return new LoadWorkError("STOPPED", "The gateway is stopping.");
}

/** What the process says; it may also end without a word. */
function answerOf(child: ChildProcess): Promise<readonly FileResult[]> {
  const answer = new Promise<readonly FileResult[]>((resolve, reject) => {
    child.once("message", (message) => {
      const told = message as LoaderAnswer;
      if ("done" in told) resolve(told.done);
      else reject(new LoadWorkError(told.failed, told.message));
    });
    child.once("error", (cause) => reject(new LoadWorkError("FAILED", `The loader could not be started (${cause.message}).`)));
    child.once("exit", (code, signal) => reject(new LoadWorkError("FAILED", `The loader ended without a word (${signal ?? code}).`)));
  });
  // Awaited later than it may fail.
  answer.catch(() => undefined);
  return answer;
}

/** @throws the error of the content; of the process, when that ended meanwhile */
async function sendContent(content: Readable, child: ChildProcess, answer: Promise<unknown>): Promise<void> {
  try {
    await pipeline(content, child.stdin!);
  } catch (error) {
    if (child.exitCode !== null || child.signalCode !== null || errorCode(error) === "EPIPE") await answer;
    throw error;
  }
}
