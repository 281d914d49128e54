import type { KeyRing } from "../access/keys.js";
import { openCursor, sealCursor } from "../access/sealed-cursor.js";
import { RequestError } from "../request-error.js";
import type { FactType } from "../rules/timeline.js";
import { FACT_TYPES } from "./fact-tables.js";

/**
 * A place in the feed: a commit, in it the number of a table, and of that one the id of a version. Tables come one after
 * the other: if their rows were told by their ids, how those lie between each other would tell of rows that are not told.
 */
export interface FeedPlace {
  readonly commit: number;
  readonly table: number;
  readonly id: bigint;
}

/**
 * What a reader has been told, and by which knowledge: enough to tell them later of whom they knew, and nobody else.
 *
 * Everything up to `place`. What they hold was in scope by the commit `base` (when it is of that commit or before), or by
 * `head`, the newest commit when they began to read what they have not read to its end (decision 22 has the reasoning).
 */
export interface FeedCursor {
  readonly place: FeedPlace;
  /** How many changes of the place's commit they were told up to there: the next one of it has the rank after that. */
  readonly told: number;
  readonly base: number;
  readonly head: number;
  /** When the commit `head` was made, in milliseconds: another database's commits have other times. */
  readonly headMade: number;
  /** The types that were told up to there. */
  readonly types: readonly FactType[];
}

/** After every change of a commit. */
export function endOf(commit: number): FeedPlace {
  return { commit, table: 255, id: LAST_ID };
}

/** The newest commit of which everything was told. */
export function passedCommit({ commit, id }: FeedPlace): number {
  return id === LAST_ID ? commit : commit - 1;
}

const LAST_ID = 2n ** 63n - 1n;

/**
 * The order of a reader's changes as text that can be compared as a text or as a number: the commit, and the change's rank
 * among those of it that this reader is told, from 1. It holds no id of the database, which every reader could join by, and
 * no gap where somebody is whom they are not told of.
 */
export function sequenceOf(commit: number, rank: number): string {
  return `${pad(commit, 10)}${pad(rank, 15)}`;
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}

/** Version 1 was not sealed but only marked, and counted no ranks. */
const VERSION = 2;
const BODY_BYTES = 37;

/**
 * The cursor as opaque text, sealed: nobody can make one, and by a made-up cursor claim to have known of persons of whom
 * they never were told; and nobody can read one, whose place is by ids of the database.
 * @param scope what the reader may see, as text: in another scope the cursor is none
 */
export function writeCursor(ring: KeyRing, scope: string, { place, told, base, head, headMade, types }: FeedCursor): string {
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt32BE(place.commit, 0);
  body.writeUInt8(place.table, 4);
  body.writeBigInt64BE(place.id, 5);
  body.writeUInt32BE(told, 13);
  body.writeUInt32BE(base, 17);
  body.writeUInt32BE(head, 21);
  body.writeBigUInt64BE(BigInt(headMade), 25);
  body.writeUInt32BE(bitsOf(types), 33);
  return sealCursor(ring, VERSION, scope, body).toString("base64url");
}

/** @throws RequestError BAD_USER_INPUT when it is no cursor that was given for this scope */
export function readCursor(ring: KeyRing, scope: string, text: string): FeedCursor {
  const body = openCursor(ring, VERSION, scope, Buffer.from(text, "base64url"));
  if (body === null) {
    throw cursorRefused("is not a cursor of this feed, or was given by an earlier version of it or for what you could see before your rights changed");
  }
  return {
    place: { commit: body.readUInt32BE(0), table: body.readUInt8(4), id: body.readBigInt64BE(5) },
    told: body.readUInt32BE(13),
    base: body.readUInt32BE(17),
    head: body.readUInt32BE(21),
    headMade: Number(body.readBigUInt64BE(25)),
    types: typesOf(body.readUInt32BE(33)),
  };
}

/** Says what to do, too. */
export function cursorRefused(why: string): RequestError {
  return new RequestError("BAD_USER_INPUT", `after ${why}: put away what you have and begin anew, without after.`);
}

function bitsOf(types: readonly FactType[]): number {
  return types.reduce((bits, type) => bits + 2 ** FACT_TYPES.indexOf(type), 0);
}

function typesOf(bits: number): FactType[] {
  return FACT_TYPES.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1);
}
