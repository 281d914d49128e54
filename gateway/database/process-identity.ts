import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { errorCode } from "../error-code.js";

/**
 * A text that no other process has, later ones with the same number included; null when the process is gone.
 * Where the system has no /proc the number alone has to do, and the text is the same for every living process.
 */
export function processMark(pid: number): string | null {
  return process.platform === "linux" ? markFromProc(pid) : markFromSignal(pid);
}

/**
 * Numbers of the living processes of a program whose working folder is the one given. Null where the system has no
 * /proc to look into. Other users' processes are seen by root alone.
 */
export function processesIn(folder: string, programs: readonly string[]): number[] | null {
  if (process.platform !== "linux") return null;
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && runsIn(pid, folder, programs));
}

function runsIn(pid: number, folder: string, programs: readonly string[]): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && programs.includes(readFileSync(`/proc/${pid}/comm`, "utf8").trim());
  } catch (error) {
    // Gone in the meantime, a zombie, or somebody else's.
    if (isOneOf(error, ["ENOENT", "ESRCH", "EACCES", "EPERM"])) return false;
    throw error;
  }
}

function markFromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const state = fields[0];
    if (state === "Z" || state === "X") return null;
    const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${bootId}/${fields[19]}`;
  } catch (error) {
    if (isOneOf(error, ["ENOENT", "ESRCH"])) return null;
    throw error;
  }
}

function markFromSignal(pid: number): string | null {
  try {
    process.kill(pid, 0);
    return "alive";
  } catch (error) {
    if (isOneOf(error, ["ESRCH"])) return null;
    if (isOneOf(error, ["EPERM"])) return "alive";
    throw error;
  }
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  const code = errorCode(error);
  return code !== null && codes.includes(code);
}
