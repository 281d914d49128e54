import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { KEYS, TODAY } from "./world.js";

/** A command as it runs in production, compiled (`npm test` does that first), with all the processes that it starts. */
export class CompiledProcess {
  private printed = "";
  private logged = "";
  /** Its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, "exit").then(([code]) => code as number | null);
    child.stdout!.on("data", (chunk: Buffer) => { this.printed += chunk.toString(); });
    child.stderr!.on("data", (chunk: Buffer) => { this.logged += chunk.toString(); });
  }

  /** @param command `ingest`, `gateway`, … @param environment DATABASE_URL at least */
  static start(command: string, parameters: readonly string[], environment: NodeJS.ProcessEnv): CompiledProcess {
    const program = fileURLToPath(new URL(`../../dist/gateway/commands/${command}.js`, import.meta.url));
    return new CompiledProcess(spawn(process.execPath, [program, ...parameters], {
      env: { ...process.env, PORT: "0", TODAY, NODE_ENV: "test", LOG_LEVEL: "info", ...KEYS, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, so that all of it can be killed at once, as a power cut does.
      detached: true,
    }));
  }

  /** The address that a gateway prints when it answers. */
  async url(): Promise<string> {
    while (!this.printed.includes("\n")) await once(this.child.stdout!, "data");
    return new URL(this.printed.trim()).origin;
  }

  /** All that it has printed, when it has ended. */
  async output(): Promise<string> {
    await this.ended;
    return this.printed;
  }

  /** Waits until something stands in its log. */
  async logs(text: string): Promise<void> {
    while (!this.logged.includes(text)) await once(this.child.stderr!, "data");
  }

  /** The numbers of the processes that it has started and that live. Of Linux alone. */
  async children(): Promise<number[]> {
    const numbers = await readFile(`/proc/${this.child.pid}/task/${this.child.pid}/children`, "utf8");
    return numbers.split(" ").filter((number) => number !== "").map(Number);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Kills it and all that it started. */
  async killAll(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) process.kill(-this.child.pid!, "SIGKILL");
    await this.ended;
  }
}
