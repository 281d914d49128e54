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
  /** The case that it tells of, for the access log; missing when it tells of nobody. */
  readonly fileNumber?: string;
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
  if (!mayAsk(viewer, "overlay")) return keys.map((key) => withoutAnswer(key, "FORBIDDEN"));
  if (keys.length === 0) return [];
  const hashesOf = (personalNumber: string): Buffer[] => hashesOfNumber(ring, plainNumber(personalNumber));
  const standings = await caseStandings(dataSource, viewer, day, {
    fileNumbers: keys.flatMap(({ fileNumber }) => fileNumber ?? []),
    numberHashes: keys.flatMap(({ personalNumber }) => (personalNumber ? hashesOf(personalNumber) : [])),
  });
  const find = standingFinder(standings, hashesOf);
  return keys.map((key) => {
    const standing = find(key);
    return standing === null ? withoutAnswer(key, "UNKNOWN") : { ...standing, key: asAsked(key) };
  });
}

function isOneKey({ fileNumber, personalNumber }: OverlayKey): boolean {
  return (fileNumber ?? null) === null ? (personalNumber ?? null) !== null : (personalNumber ?? null) === null;
}

/** As the case system delivers it; pages write it with a hyphen or in groups. */
function plainNumber(personalNumber: string): string {
  return personalNumber.replace(/[\s-]/g, "");
}

function standingFinder(
  standings: readonly CaseStanding[], hashesOf: (personalNumber: string) => readonly Buffer[],
): (key: OverlayKey) => CaseStanding | null {
  const byFileNumber = new Map(standings.map((standing) => [standing.fileNumber, standing]));
  const byNumber = new Map<string | null, CaseStanding | null>();
  for (const standing of standings) {
    const shared = byNumber.has(standing.numberHash);
    byNumber.set(standing.numberHash, shared ? null : standing);
  }
  return ({ fileNumber, personalNumber }) => {
    if (typeof personalNumber !== "string") return byFileNumber.get(fileNumber ?? "") ?? null;
    // The database has the hashes of one key, whichever it is.
    const found = hashesOf(personalNumber).map((hash) => byNumber.get(hash.toString("hex"))).find((standing) => standing !== undefined);
    return found ?? null;
  };
}

function withoutAnswer(key: OverlayKey, status: "UNKNOWN" | "FORBIDDEN"): OverlayAnswer {
  return { key: asAsked(key), status, protected: false, findings: [], nextDueOn: null, dataFrom: null, dataLoadedAt: null, incompleteBecause: [] };
}

function asAsked({ fileNumber, personalNumber }: OverlayKey): OverlayAnswer["key"] {
  return { fileNumber: fileNumber ?? null, personalNumber: personalNumber ?? null };
}
