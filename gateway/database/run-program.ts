import { spawn } from "node:child_process";

/** A system account that the embedded server runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface ProgramResult {
  /** Exit status; null when the program could not be started or was killed. */
  readonly status: number | null;
  /** What it wrote on stdout and stderr, or why it could not be started. */
  readonly output: string;
}

/**
 * Runs a program to its end. It gets a session of its own, so that Ctrl-C in the terminal doesn't reach it, and none of
 * our environment, so that secrets don't show in what it starts.
 *
 * @param account whom to run as; null: as ourselves
 */
export function runProgram(
  program: string,
  parameters: readonly string[],
  account: Account | null,
  folder = "/",
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      ...account,
      cwd: folder,
      detached: true,
      env: { PATH: process.env["PATH"], LC_ALL: "C" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ status: null, output: error.message }));
    child.on("close", (status) => resolve({ status, output: Buffer.concat(chunks).toString("utf8").trim() }));
  });
}
