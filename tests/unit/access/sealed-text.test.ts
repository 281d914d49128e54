import fc from "fast-check";
import { expect, test } from "vitest";
import { hashOfNumber, hashOfRow } from "../../../gateway/access/keyed-hash.js";
import { type KeyRing, parseKeyRing } from "../../../gateway/access/keys.js";
import { seal, unseal, unsealText } from "../../../gateway/access/sealed-text.js";

const PLACE = "person.personal_number_sealed";
const A = Buffer.alloc(32, 1).toString("base64");
const B = Buffer.alloc(32, 2).toString("base64");

function ringOf(keys: string, hashKey: string = A): KeyRing {
  return parseKeyRing({ keys, hashKey }) as KeyRing;
}

const ring = ringOf(`k1:${A}`);

test("any text comes back as it was", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => unsealText(ring, seal(ring, text, PLACE), PLACE) === text));
});

test("any bytes come back as they were", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => unseal(ring, seal(ring, Buffer.from(bytes), PLACE), PLACE).equals(bytes)));
});

test("two seals of one text differ", () => {
  expect(seal(ring, "194904089994", PLACE).equals(seal(ring, "194904089994", PLACE))).toBe(false);
});

test("a sealed value does not hold its text", () => {
  expect(seal(ring, "194904089994", PLACE).toString("latin1")).not.toContain("194904089994");
});

test("a value of twelve places takes 44 bytes with a key id of two", () => {
  expect(seal(ring, "194904089994", PLACE)).toHaveLength(1 + 1 + 2 + 12 + 12 + 16);
});

test("a value of another column does not open", () => {
  const moved = seal(ring, "194904089994", "rejected_row.raw_sealed");
  expect(() => unseal(ring, moved, PLACE)).toThrow("moved from another column");
});

test("no bit can be changed", () => {
  const sealed = seal(ring, "194904089994", PLACE);
  fc.assert(fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
    const changed = Buffer.from(sealed);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => unseal(ring, changed, PLACE)).toThrow("can't be opened");
  }));
});

test("nothing can be cut off", () => {
  const sealed = seal(ring, "194904089994", PLACE);
  fc.assert(fc.property(fc.nat(sealed.length - 1), (length) => {
    expect(() => unseal(ring, sealed.subarray(0, length), PLACE)).toThrow("can't be opened");
  }));
});

test("after a rotation the old key still opens what it sealed", () => {
  const sealed = seal(ring, "194904089994", PLACE);
  expect(unsealText(ringOf(`k2:${B},k1:${A}`), sealed, PLACE)).toBe("194904089994");
});

test("a key that was taken away is named", () => {
  const sealed = seal(ring, "194904089994", PLACE);
  expect(() => unseal(ringOf(`k2:${B}`), sealed, PLACE)).toThrow('PERSON_KEYS lacks its key "k1"');
});

test("a number's hash is the same each time, whatever seals", () => {
  expect(hashOfNumber(ringOf(`k2:${B}`), "194904089994")).toEqual(hashOfNumber(ring, "194904089994"));
});

test("a number's hash is another one under another hash key", () => {
  expect(hashOfNumber(ringOf(`k1:${A}`, B), "194904089994")).not.toEqual(hashOfNumber(ring, "194904089994"));
});

test("rows that differ only in where one value ends and the next begins have different hashes", () => {
  expect(hashOfRow(ring, ["a", "bc"])).not.toEqual(hashOfRow(ring, ["ab", "c"]));
});

test("an empty value and none have different hashes", () => {
  expect(hashOfRow(ring, [""])).not.toEqual(hashOfRow(ring, [null]));
});
