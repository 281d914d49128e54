import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KeyRing, parseKeyRing } from "../../../gateway/access/keys.js";
import { endOf, type FeedCursor, type FeedPlace, readCursor, sequenceOf, writeCursor } from "../../../gateway/feed/change-cursor.js";
import { FACT_TYPES } from "../../../gateway/feed/fact-tables.js";

const RING = parseKeyRing({ keys: `k1:${Buffer.alloc(32, 1).toString("base64")}`, hashKey: Buffer.alloc(32, 2).toString("base64") }) as KeyRing;
const OTHER = parseKeyRing({ keys: `k1:${Buffer.alloc(32, 1).toString("base64")}`, hashKey: Buffer.alloc(32, 3).toString("base64") }) as KeyRing;
const SCOPE = '[null,null,"stat"]';

const places: fc.Arbitrary<FeedPlace> = fc.record({ commit: fc.nat(), table: fc.integer({ min: 0, max: 99 }), id: fc.bigInt(0n, 2n ** 63n - 1n) });
const cursors: fc.Arbitrary<FeedCursor> = fc.record({
  place: fc.oneof(places, fc.nat().map(endOf)), told: fc.nat(), base: fc.nat(), head: fc.nat(), headMade: fc.nat({ max: 4_000_000_000_000 }), types: fc.subarray([...FACT_TYPES]),
});

describe("a cursor", () => {
  test("says what was written", () => {
    fc.assert(fc.property(cursors, (cursor) => {
      expect(readCursor(RING, SCOPE, writeCursor(RING, SCOPE, cursor))).toEqual(cursor);
    }));
  });

  test("that was changed in any place is none", () => {
    const written = writeCursor(RING, SCOPE, { place: { commit: 4, table: 6, id: 7n }, told: 2, base: 3, head: 4, headMade: 9, types: ["CLIENT"] });
    for (let at = 0; at < written.length; at += 1) {
      const changed = `${written.slice(0, at)}${written[at] === "A" ? "B" : "A"}${written.slice(at + 1)}`;
      expect(() => readCursor(RING, SCOPE, changed), String(at)).toThrow("after is not a cursor of this feed");
    }
  });

  test.each([
    ["for another scope", RING, "[null,null,null]"],
    ["with another key", OTHER, SCOPE],
  ])("given %s is none", (_, ring, scope) => {
    const written = writeCursor(RING, SCOPE, { place: endOf(4), told: 0, base: 4, head: 4, headMade: 9, types: [] });
    expect(() => readCursor(ring, scope, written)).toThrow("after is not a cursor of this feed");
  });

  test("is the same text for the same content, and shares nothing but its version with that of another", () => {
    fc.assert(fc.property(cursors, cursors, (one, two) => {
      expect(writeCursor(RING, SCOPE, one)).toBe(writeCursor(RING, SCOPE, one));
      fc.pre(!isDeepStrictEqual(one, two));
      const [first, second] = [one, two].map((cursor) => Buffer.from(writeCursor(RING, SCOPE, cursor), "base64url"));
      expect([first!.length, first![0]]).toEqual([second!.length, second![0]]);
      expect(first!.subarray(1, 13)).not.toEqual(second!.subarray(1, 13));
    }));
  });

  test("lets nobody read what stands in it: ids of the database are the same for every reader", () => {
    fc.assert(fc.property(cursors, fc.bigInt(2n ** 32n, 2n ** 63n - 1n), (cursor, id) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64BE(id);
      const written = writeCursor(RING, SCOPE, { ...cursor, place: { ...cursor.place, id } });
      expect(Buffer.from(written, "base64url").includes(bytes)).toBe(false);
    }));
  });

  test("of the version before, which was readable, is none, and the answer says what to do", () => {
    const ofVersion1 = "AQAAAAR___________8AAAAEAAAABAAAAAAAAAAJAAAABIsqlmNACSiIa5wuRQ";
    expect(() => readCursor(RING, SCOPE, ofVersion1)).toThrow(/was given by an earlier version of it .*begin anew, without after/);
  });

  test("is no text whatever", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(() => readCursor(RING, SCOPE, text)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT" }));
    }));
  });
});

describe("a sequence", () => {
  const commits = fc.nat();
  const ranks = fc.integer({ min: 1, max: 10 ** 15 - 1 });

  test("is in the order of commits and of ranks within one, as a text and as a number", () => {
    fc.assert(fc.property(commits, ranks, commits, ranks, (commit, rank, otherCommit, otherRank) => {
      const isBefore = commit !== otherCommit ? commit < otherCommit : rank < otherRank;
      const [one, two] = [sequenceOf(commit, rank), sequenceOf(otherCommit, otherRank)];
      expect([one < two, BigInt(one) < BigInt(two)]).toEqual([isBefore, isBefore]);
    }));
  });

  test("is of 25 digits, the commit in ten and the rank in fifteen", () => {
    expect(sequenceOf(12, 34)).toBe("0000000012000000000000034");
  });
});
