import { timingSafeEqual } from "node:crypto";
import { markOfCursor } from "../access/keyed-hash.js";
import type { KeyRing } from "../access/keys.js";
import { RequestError } from "../request-error.js";
import type { FactType } from "../rules/timeline.js";
import { FACT_TYPES } from "./fact-tables.js";

/** A place in the feed: a commit, and in it the id of a version and the number of its table. */
export interface FeedPlace {
  readonly commit: number;
  readonly id: bigint;
  readonly table: number;
}

/**
 * What a reader has been told, and by which knowledge: enough to tell them later of whom they knew, and nobody else.
 *
 * Everything up to `place`. What they hold was in scope by the commit `base` (when it is of that commit or before), or by
 * `head`, the newest commit when they began to read what they have not read to its end (decision 22 has the reasoning).
 */
export interface FeedCursor {
  readonly place: FeedPlace;
  readonly base: number;
  readonly head: number;
  /** When the commit `head` was made, in milliseconds: another database's commits have other times. */
  readonly headMade: number;
  /** The types that were told up to there. */
  readonly types: readonly FactType[];
}

/** After every change of a commit. */
export function endOf(commit: number): FeedPlace {
  return { commit, id: LAST_ID, table: 255 };
}

/** The newest commit of which everything was told. */
export function passedCommit({ commit, id }: FeedPlace): number {
  return id === LAST_ID ? commit : commit - 1;
}

const LAST_ID = 2n ** 63n - 1n;

/** As text that orders as the places do: digits alone, so that it can be compared as a text or as a number. */
export function sequenceOf({ commit, id, table }: FeedPlace): string {
  return `${pad(commit, 10)}${pad(id, 13)}${pad(table, 2)}`;
}

function pad(number: number | bigint, digits: number): string {
  return String(number).padStart(digits, "0");
}

const VERSION = 1;
const BODY_BYTES = 34;
const MARK_BYTES = 12;

/**
 * The cursor as opaque text, marked so that nobody can make one: by a made-up cursor somebody could claim to have known
 * of persons of whom they never were told.
 * @param scope what the reader may see, as text: in another scope the cursor is none
 */
export function writeCursor(ring: KeyRing, scope: string, { place, base, head, headMade, types }: FeedCursor): string {
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt8(VERSION, 0);
  body.writeUInt32BE(place.commit, 1);
  body.writeBigInt64BE(place.id, 5);
  body.writeUInt8(place.table, 13);
  body.writeUInt32BE(base, 14);
  body.writeUInt32BE(head, 18);
  body.writeBigUInt64BE(BigInt(headMade), 22);
  body.writeUInt32BE(bitsOf(types), 30);
  return Buffer.concat([body, markOf(ring, scope, body)]).toString("base64url");
}

/** @throws RequestError BAD_USER_INPUT when it is no cursor that was given for this scope */
export function readCursor(ring: KeyRing, scope: string, text: string): FeedCursor {
  const bytes = Buffer.from(text, "base64url");
  const body = bytes.subarray(0, BODY_BYTES);
  const isOurs = bytes.length === BODY_BYTES + MARK_BYTES && bytes.readUInt8(0) === VERSION
    && timingSafeEqual(bytes.subarray(BODY_BYTES), markOf(ring, scope, body));
  if (!isOurs) throw cursorRefused("is not a cursor of this feed, or was given for what you could see before your rights changed");
  return {
    place: { commit: body.readUInt32BE(1), id: body.readBigInt64BE(5), table: body.readUInt8(13) },
    base: body.readUInt32BE(14),
    head: body.readUInt32BE(18),
    headMade: Number(body.readBigUInt64BE(22)),
    types: typesOf(body.readUInt32BE(30)),
  };
}

/** Says what to do, too. */
export function cursorRefused(why: string): RequestError {
  return new RequestError("BAD_USER_INPUT", `after ${why}: put away what you have and begin anew, without after.`);
}

function markOf(ring: KeyRing, scope: string, body: Buffer): Buffer {
  return markOfCursor(ring, `${scope}\n${body.toString("hex")}`).subarray(0, MARK_BYTES);
}

function bitsOf(types: readonly FactType[]): number {
  return types.reduce((bits, type) => bits + 2 ** FACT_TYPES.indexOf(type), 0);
}

function typesOf(bits: number): FactType[] {
  return FACT_TYPES.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1);
}
