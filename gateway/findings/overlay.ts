import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { hashesOfNumber } from "../access/keyed-hash.js";
import type { KeyRing } from "../access/keys.js";
import { mayAsk } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { RequestError } from "../request-error.js";
import type { Incompleteness } from "./query-completeness.js";
import type { FoundFinding } from "./query-finding.js";
import { type CaseStanding, caseStandings } from "./query-standing.js";

/** A key as it was asked: exactly one of the two is given. */
export interface OverlayKey {
  readonly fileNumber?: string | null;
  readonly personalNumber?: string | null;
}

/** What a list page shows beside one client (contract 4, `CaseOverlay`). */
export interface OverlayAnswer {
  readonly key: { readonly fileNumber: string | null; readonly personalNumber: string | null };
  readonly status: "OK" | "ATTENTION" | "OVERDUE" | "UNKNOWN" | "FORBIDDEN";
  /** Only ever true for those who may know of the person. */
  readonly protected: boolean;
  readonly findings: readonly FoundFinding[];
  readonly nextDueOn: string | null;
  readonly dataFrom: string | null;
  /** When the newest files behind it were loaded. */
  readonly dataLoadedAt: Date | null;
  /** Empty: nothing is known to be missing. */
  readonly incompleteBecause: readonly Incompleteness[];
  /** The day that it speaks of, `YYYY-MM-DD`. */
  readonly on: string;
  /** The case that it tells of; null when it tells of nobody. */
  readonly fileNumber: string | null;
}

const MOST_KEYS = 200;

/**
 * One answer for each key, in the order asked. A case out of scope, a protected one, one that does not exist and a
 * number that two clients share give one and the same answer. Two statements, whatever the keys.
 * @throws RequestError BAD_USER_INPUT for more than 200 keys, or a key with both or neither of its numbers
 */
export async function overlay(
  dataSource: DataSource,
  viewer: Viewer,
  day: AnswerDay,
  keys: readonly OverlayKey[],
  ring: KeyRing,
): Promise<OverlayAnswer[]> {
  if (keys.length > MOST_KEYS) throw new RequestError("BAD_USER_INPUT", `overlay takes at most ${MOST_KEYS} keys.`);
  if (!keys.every(isOneKey)) {
    throw new RequestError("BAD_USER_INPUT", "Each key takes exactly one of fileNumber and personalNumber.");
  }
  // By the role alone, before anything is looked up: FORBIDDEN says nothing of the person (contract 6, Terms).
  if (!mayAsk(viewer, "overlay")) return keys.map((key) => withoutAnswer(key, "FORBIDDEN", day));
  if (keys.length === 0) return [];
  const hashesOf = (personalNumber: string): Buffer[] => formsOf(personalNumber).flatMap((form) => hashesOfNumber(ring, form));
  const standings = await caseStandings(dataSource, viewer, day, {
    fileNumbers: keys.flatMap(({ fileNumber }) => fileNumber ?? []),
    numberHashes: keys.flatMap(({ personalNumber }) => (personalNumber ? hashesOf(personalNumber) : [])),
  });
  const find = standingFinder(standings, hashesOf);
  return keys.map((key) => {
    const standing = find(key);
    return standing === null ? withoutAnswer(key, "UNKNOWN", day) : { ...standing, key: asAsked(key), on: day.on };
  });
}

function isOneKey({ fileNumber, personalNumber }: OverlayKey): boolean {
  return (fileNumber ?? null) === null ? (personalNumber ?? null) !== null : (personalNumber ?? null) === null;
}

/** As it is written, since a wrong number may have been delivered so, and without blanks and hyphens, which pages put in. */
function formsOf(personalNumber: string): readonly string[] {
  return [...new Set([personalNumber, personalNumber.replace(/[\s-]/g, "")])];
}

function standingFinder(
  standings: readonly CaseStanding[], hashesOf: (personalNumber: string) => readonly Buffer[],
): (key: OverlayKey) => CaseStanding | null {
  const byFileNumber = new Map(standings.map((standing) => [standing.fileNumber, standing]));
  return ({ fileNumber, personalNumber }) => {
    if (typeof personalNumber !== "string") return byFileNumber.get(fileNumber ?? "") ?? null;
    const hashes = hashesOf(personalNumber).map((hash) => hash.toString("hex"));
    const [found, another] = standings.filter(({ numberHash }) => numberHash !== null && hashes.includes(numberHash));
    return found === undefined || another !== undefined ? null : found;
  };
}

function withoutAnswer(key: OverlayKey, status: "UNKNOWN" | "FORBIDDEN", { on }: AnswerDay): OverlayAnswer {
  const nothing = { protected: false, findings: [], nextDueOn: null, dataFrom: null, dataLoadedAt: null, incompleteBecause: [], fileNumber: null };
  return { key: asAsked(key), status, on, ...nothing };
}

function asAsked({ fileNumber, personalNumber }: OverlayKey): OverlayAnswer["key"] {
  return { fileNumber: fileNumber ?? null, personalNumber: personalNumber ?? null };
}
