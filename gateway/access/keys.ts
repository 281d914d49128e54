import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";

const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** A key that personal numbers are sealed with, and the name that each sealed value carries of it. */
export interface SealingKey {
  readonly id: string;
  /** 256 bits. Neither logs nor JSON show what it is. */
  readonly key: KeyObject;
}

/** The keys of all that is sealed or found by a keyed hash (`sealed-text.ts`, `keyed-hash.ts`). */
export interface KeyRing {
  /** The key that seals from now on. */
  readonly first: SealingKey;
  /** Every key that opens, the first one too, by its id. */
  readonly sealing: ReadonlyMap<string, KeyObject>;
  /**
   * The keys of the hashes that persons are found and rows are compared by: new hashes are made with the first, and a
   * database that is to be rotated (`npm run keys -- rotate`) may still have those of another.
   */
  readonly finding: readonly [KeyObject, ...KeyObject[]];
  /**
   * The key of keyed hashes that others keep, pseudonyms above all: the last of those, so that they stay as they are until
   * the old key is taken away.
   */
  readonly hashing: KeyObject;
}

/** What is wrong with the keys, in the words of the configuration. Never a key. */
export interface KeyFault {
  readonly variable: "PERSON_KEYS" | "PERSON_HASH_KEY";
  readonly fault: string;
  readonly remedy: string;
}

/** The keys as they are written. */
export interface WrittenKeys {
  /** `id:base64,id:base64`; the first seals. */
  readonly keys: string | null;
  /** Base64, or several after commas; the first makes hashes. */
  readonly hashKey: string | null;
}

/** Reads the keys of the environment or of a key file: the ring, or all that is wrong with them. */
export function parseKeyRing(written: WrittenKeys): KeyRing | readonly KeyFault[] {
  const faults: KeyFault[] = [];
  const sealing = parseSealingKeys(written.keys, (fault, remedy) => faults.push({ variable: "PERSON_KEYS", fault, remedy }));
  const [newest, ...older] = parseHashKeys(written.hashKey, (fault, remedy) => faults.push({ variable: "PERSON_HASH_KEY", fault, remedy }));
  const [first] = sealing;
  if (faults.length > 0 || first === undefined || newest === undefined) return faults;
  return Object.freeze({
    first: Object.freeze({ id: first[0], key: first[1] }), sealing, finding: Object.freeze([newest, ...older] as const), hashing: older.at(-1) ?? newest,
  });
}

type Note = (fault: string, remedy: string) => void;

const MAKE_ONE = "Make a key with: openssl rand -base64 32";

function parseSealingKeys(text: string | null, note: Note): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  if (text === null) {
    note("is missing", `Write ID:KEY, further keys after commas; the first one seals. ${MAKE_ONE}`);
    return keys;
  }
  for (const [at, entry] of text.split(",").entries()) {
    const colon = entry.indexOf(":");
    const id = entry.slice(0, Math.max(colon, 0)).trim();
    const key = parseKey(entry.slice(colon + 1));
    if (!KEY_ID.test(id)) note(`key ${at + 1} has no id`, "Write ID:KEY with an id of letters, figures, - and _");
    else if (key === null) note(`key ${id} is not 32 bytes in base64`, MAKE_ONE);
    else if (keys.has(id)) note(`the id ${id} stands twice`, "Give each key an id of its own");
    else keys.set(id, key);
  }
  return keys;
}

function parseHashKeys(text: string | null, note: Note): KeyObject[] {
  if (text === null) {
    note("is missing", `Set it once and keep it: it finds persons by their numbers. ${MAKE_ONE}`);
    return [];
  }
  const keys = text.split(",").map(parseKey);
  if (keys.includes(null)) note("is not 32 bytes in base64", MAKE_ONE);
  return keys.filter((key) => key !== null);
}

function parseKey(text: string): KeyObject | null {
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(text.trim())) return null;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === KEY_BYTES ? createSecretKey(bytes) : null;
}

/** Takes the keys out of a key file: lines `PERSON_KEYS=…` and `PERSON_HASH_KEY=…`; `#` begins a comment line. */
export function readKeyFile(content: string): WrittenKeys {
  const values = new Map<string, string>();
  for (const line of content.split(/\r?\n/)) {
    const match = /^\s*(PERSON_KEYS|PERSON_HASH_KEY)\s*=(.*)$/.exec(line);
    if (match) values.set(match[1]!, match[2]!.trim());
  }
  return { keys: values.get("PERSON_KEYS") || null, hashKey: values.get("PERSON_HASH_KEY") || null };
}

/** The content of a key file with new keys. */
export function newKeyFile(): string {
  const key = (): string => randomBytes(KEY_BYTES).toString("base64");
  return `PERSON_KEYS=own:${key()}\nPERSON_HASH_KEY=${key()}\n`;
}
