import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "./error-code.js";

/** Whether everybody on this computer may read or write the file. Windows has no such modes. A group may read: root can own the file, and the service's group read it. */
export function isOpenToOthers(file: string): boolean {
  return process.platform !== "win32" && (statSync(file).mode & 0o006) !== 0;
}

/** @returns the system's word for why nothing can be added to the file; null when it can */
export function faultOfAppending(file: string): string | null {
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, "a", 0o600));
    return null;
  } catch (error) {
    return errorCode(error) ?? "unknown cause";
  }
}
