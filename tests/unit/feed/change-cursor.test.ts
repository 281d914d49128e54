import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KeyRing, parseKeyRing } from "../../../gateway/access/keys.js";
import { endOf, type FeedCursor, type FeedPlace, readCursor, sequenceOf, writeCursor } from "../../../gateway/feed/change-cursor.js";
import { FACT_TYPES } from "../../../gateway/feed/fact-tables.js";

const RING = parseKeyRing({ keys: `k1:${Buffer.alloc(32, 1).toString("base64")}`, hashKey: Buffer.alloc(32, 2).toString("base64") }) as KeyRing;
const OTHER = parseKeyRing({ keys: `k1:${Buffer.alloc(32, 1).toString("base64")}`, hashKey: Buffer.alloc(32, 3).toString("base64") }) as KeyRing;
const SCOPE = '[null,null,"stat"]';

const places: fc.Arbitrary<FeedPlace> = fc.record({ commit: fc.nat(), id: fc.bigInt(0n, 10n ** 13n - 1n), table: fc.integer({ min: 0, max: 99 }) });
const cursors: fc.Arbitrary<FeedCursor> = fc.record({
  place: fc.oneof(places, fc.nat().map(endOf)), base: fc.nat(), head: fc.nat(), headMade: fc.nat({ max: 4_000_000_000_000 }), types: fc.subarray([...FACT_TYPES]),
});

describe("a cursor", () => {
  test("says what was written", () => {
    fc.assert(fc.property(cursors, (cursor) => {
      expect(readCursor(RING, SCOPE, writeCursor(RING, SCOPE, cursor))).toEqual(cursor);
    }));
  });

  test("that was changed in any place is none", () => {
    const written = writeCursor(RING, SCOPE, { place: { commit: 4, id: 7n, table: 6 }, base: 3, head: 4, headMade: 9, types: ["CLIENT"] });
    for (let at = 0; at < written.length - 1; at += 1) {
      const changed = `${written.slice(0, at)}${written[at] === "A" ? "B" : "A"}${written.slice(at + 1)}`;
      expect(() => readCursor(RING, SCOPE, changed), String(at)).toThrow("after is not a cursor of this feed");
    }
  });

  test.each([
    ["for another scope", RING, "[null,null,null]"],
    ["with another key", OTHER, SCOPE],
  ])("given %s is none", (_, ring, scope) => {
    const written = writeCursor(RING, SCOPE, { place: endOf(4), base: 4, head: 4, headMade: 9, types: [] });
    expect(() => readCursor(ring, scope, written)).toThrow("after is not a cursor of this feed");
  });

  test("is no text whatever", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(() => readCursor(RING, SCOPE, text)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT" }));
    }));
  });
});

test("sequences are in the order of the places, as texts and as numbers", () => {
  fc.assert(fc.property(places, places, (one, two) => {
    const isBefore = one.commit !== two.commit ? one.commit < two.commit : one.id !== two.id ? one.id < two.id : one.table < two.table;
    expect(sequenceOf(one) < sequenceOf(two)).toBe(isBefore);
    expect(BigInt(sequenceOf(one)) < BigInt(sequenceOf(two))).toBe(isBefore);
  }));
});
