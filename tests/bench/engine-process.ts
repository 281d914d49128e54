import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { newKeyFile } from "../../gateway/access/keys.js";

/** What a child process tells of its work. */
export interface EngineRun {
  /** Milliseconds, without the start of the process and its connection. */
  readonly durations: readonly number[];
  /** The most memory that the process ever held, in MB. */
  readonly peakRssMb: number;
}

const KEYS = newKeyFile();

/** Runs a program of this folder in a process of its own, on a database. @throws when it fails */
export async function runChild(program: string, url: string, parameters: readonly string[]): Promise<EngineRun> {
  const path = fileURLToPath(new URL(`./${program}.child.js`, import.meta.url));
  const flags = process.env["BENCH_NODE_FLAGS"]?.split(" ") ?? [];
  const child = spawn(process.execPath, [...flags, path, ...parameters], {
    env: { ...process.env, DATABASE_URL: url, BENCH_KEYS: KEYS },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((resolve, reject) => child.on("exit", resolve).on("error", reject));
  const output = await text(child.stdout);
  const status = await exited;
  if (status !== 0) throw new Error(`${program} ${parameters[0]} ended with ${status}`);
  return JSON.parse(output) as EngineRun;
}

/** The engine's work on a database (engine.child.ts). */
export function runEngine(url: string, task: "load" | "derive" | "touch", names: readonly string[] = []): Promise<EngineRun> {
  return runChild("engine", url, [task, ...names]);
}
