import type { WorklistRequest, WorkOwner } from "./worklist.js";

function isTextOrLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

/** Whether something that arrived says whose work is meant. */
export function isWorkOwner(value: unknown): value is WorkOwner {
  if (typeof value !== "object" || value === null) return false;
  const { caseworker, unit } = value as Readonly<Record<string, unknown>>;
  return isTextOrLeftOut(caseworker) && isTextOrLeftOut(unit);
}

/** Whether something that arrived asks for a page of a worklist. */
export function isWorklistRequest(value: unknown): value is WorklistRequest {
  if (!isWorkOwner(value)) return false;
  const { kinds, first, after } = value as Readonly<Record<string, unknown>>;
  const areKinds = kinds === undefined || (Array.isArray(kinds) && kinds.every((kind) => typeof kind === "string"));
  return areKinds && Number.isInteger(first) && isTextOrLeftOut(after);
}
