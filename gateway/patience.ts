import { setTimeout as wait } from "node:timers/promises";

/** Whoever asks how the gateway is wants to know soon, and a database that hangs never answers. */
const PATIENCE_MS = 3_000;

/** The answer, or null when it has not come in three seconds. */
export function soon<Result>(answer: Promise<Result>): Promise<Result | null> {
  return Promise.race([answer, wait(PATIENCE_MS, null, { ref: false })]);
}
