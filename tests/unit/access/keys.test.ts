import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type KeyRing, newKeyFile, parseKeyRing, readKeyFile } from "../../../gateway/access/keys.js";

const A = Buffer.alloc(32, 1).toString("base64");
const B = Buffer.alloc(32, 2).toString("base64");

function ringOf(keys: string, hashKey: string = A): KeyRing {
  const parsed = parseKeyRing({ keys, hashKey });
  if ("first" in parsed) return parsed;
  throw new Error(JSON.stringify(parsed));
}

test("the first key seals, and all of them open", () => {
  const ring = ringOf(`k2:${B}, k1:${A}`);
  expect(ring.first.id).toBe("k2");
  expect([...ring.sealing.keys()]).toEqual(["k2", "k1"]);
});

test("of several hash keys the first makes hashes, and the last what others keep", () => {
  const ring = ringOf(`k1:${A}`, `${A},${B}`);
  expect(ring.finding.map((key) => key.export().toString("base64"))).toEqual([A, B]);
  expect(ring.hashing).toBe(ring.finding[1]);
});

test("a key may be written without the padding of base64", () => {
  expect(ringOf(`k1:${A.replace("=", "")}`).first.key.equals(ringOf(`k1:${A}`).first.key)).toBe(true);
});

describe("a fault says which key it is", () => {
  test.each([
    ["PERSON_KEYS", { keys: null, hashKey: A }, "is missing"],
    ["PERSON_HASH_KEY", { keys: `k1:${A}`, hashKey: null }, "is missing"],
    ["PERSON_KEYS", { keys: A, hashKey: A }, "key 1 has no id"],
    ["PERSON_KEYS", { keys: `k1:${A},:${B}`, hashKey: A }, "key 2 has no id"],
    ["PERSON_KEYS", { keys: `a key:${A}`, hashKey: A }, "key 1 has no id"],
    ["PERSON_KEYS", { keys: `k1:${A.slice(4)}`, hashKey: A }, "key k1 is not 32 bytes in base64"],
    ["PERSON_KEYS", { keys: `k1:${A},k1:${B}`, hashKey: A }, "the id k1 stands twice"],
    ["PERSON_HASH_KEY", { keys: `k1:${A}`, hashKey: "secret" }, "is not 32 bytes in base64"],
    ["PERSON_HASH_KEY", { keys: `k1:${A}`, hashKey: `${A},` }, "is not 32 bytes in base64"],
  ])("%s %j", (variable, written, fault) => {
    expect(parseKeyRing(written)).toMatchObject([{ variable, fault }]);
  });

  test("and not what it is", () => {
    const secret = Buffer.alloc(31, 7).toString("base64");
    expect(JSON.stringify(parseKeyRing({ keys: `k1:${secret}`, hashKey: secret }))).not.toContain(secret.slice(0, 8));
  });
});

test("a ring shows no key when it is logged", () => {
  const shown = `${inspect(ringOf(`k1:${A}`), { depth: 10 })} ${JSON.stringify(ringOf(`k1:${A}`))}`;
  expect(shown).not.toContain(A.slice(0, 8));
  expect(shown).not.toContain("01, 01");
});

test("a key file holds both, with comments and whatever else stands there", () => {
  expect(readKeyFile("# keys\nPERSON_KEYS=k1:abc=\r\nOTHER=x\n PERSON_HASH_KEY = def= \n")).toEqual({ keys: "k1:abc=", hashKey: "def=" });
});

test("a new key file is a ring, and another one each time", () => {
  const [one, two] = [newKeyFile(), newKeyFile()].map((content) => parseKeyRing(readKeyFile(content)) as KeyRing);
  expect(one!.first.key.equals(two!.first.key)).toBe(false);
  expect(one!.hashing.equals(two!.hashing)).toBe(false);
});
