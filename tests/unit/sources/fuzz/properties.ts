import fc from "fast-check";
import { expect } from "vitest";
import { archive, partsOf } from "../archive.js";
import { expectLoadable, type FuzzedSource, identityOf, type Outcome, readWhole, toldOf } from "./fuzzed-source.js";

/** Stands in cells that are written at random: wherever it turns up, a row's content did. */
export const CANARY = "kanarie";

/** What to throw at a reader, and what must hold whatever comes. */
export const PROPERTIES: Readonly<Record<string, (fuzzed: FuzzedSource) => fc.IAsyncProperty<unknown>>> = {
  "random bytes": (fuzzed) => fc.asyncProperty(bytesLike(fuzzed.valid, fuzzed.fileName), async (bytes) => {
    const outcome = await readWhole(fuzzed, bytes);
    expectLoadable(fuzzed, outcome);
  }),
  "random cells": (fuzzed) => fc.asyncProperty(rowsLike(fuzzed.example), async (rows) => {
    const outcome = await readWhole(fuzzed, fuzzed.write(rows));
    expectLoadable(fuzzed, outcome);
    expect(toldOf(outcome)).not.toContain(CANARY);
  }),
  "random cuts of a valid file": (fuzzed) => {
    const whole = readWhole(fuzzed, fuzzed.valid);
    return fc.asyncProperty(fc.nat(fuzzed.valid.length - 1), async (length) => {
      const cut = fuzzed.valid.subarray(0, length);
      const outcome = await readWhole(fuzzed, cut);
      expectNoPart(fuzzed, await whole, outcome, length);
      expectLoadable(fuzzed, outcome);
      expectNothingTold(fuzzed, await whole, outcome);
    });
  },
};

/** Any file of the source's name: some that are read, some that are refused. */
export function anyFile(fuzzed: FuzzedSource): fc.Arbitrary<Buffer> {
  return fc.oneof(
    bytesLike(fuzzed.valid, fuzzed.fileName),
    { weight: 2, arbitrary: rowsLike(fuzzed.example).map((rows) => fuzzed.write(rows)) },
    fc.nat(fuzzed.valid.length).map((length) => fuzzed.valid.subarray(0, length)),
  );
}

/** Bytes from nowhere, and those of a valid file with some of them changed, left out or put in; of a workbook within its parts, too. */
function bytesLike(valid: Buffer, fileName: string): fc.Arbitrary<Buffer> {
  const kinds = [fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)), edited(valid)];
  return fc.oneof(...kinds, ...(fileName.endsWith(".xlsx") ? [editedWorkbook(valid)] : []));
}

function edited(bytes: Buffer): fc.Arbitrary<Buffer> {
  const put = fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.constantFrom("<", "/>", "9", "-", "E9", ".", "&#0;", "<v>", "_x0000_").map((text) => Buffer.from(text)));
  return fc
    .array(fc.record({ at: fc.nat(bytes.length), drop: fc.nat(4), put }), { minLength: 1, maxLength: 6 })
    .map((edits) => edits.reduce((whole, { at, drop, put: more }) => Buffer.concat([whole.subarray(0, at), more, whole.subarray(at + drop)]), bytes));
}

function editedWorkbook(valid: Buffer): fc.Arbitrary<Buffer> {
  const parts = partsOf(valid);
  const editable = parts.filter(({ name }) => /sheet1|sharedStrings|styles|workbook\.xml$/.test(name));
  return fc.constantFrom(...editable).chain((part) =>
    edited(part.content).map((content) => archive(parts.map((other) => (other === part ? { name: part.name, content } : other)))));
}

const AWKWARD = [
  "", " ", "0", "-1", "1e999", "12,5", "12.5", "1 234,50", "−3", "(4)", "99999999999", "12:30", "102:45", "24:75", "1899-12-30", "0000-01-01",
  "0001-01-01", "9999-12-31", "00010101", "99991230", "2022-02-30", "2022-11-01", "20221101", "00000000", "99991231", "ja", "NEJ", "true", "J", "HTJ", "TRYGGHET", "LARM", "UTFORARE", "Summa", "Totalt:",
  "1,93903E+11", "193903029928", "390302-9928", "19340512TF01", "null", "undefined", "__proto__", "constructor", "\0", "a\0b", "\"", "\"\"", ";", "a;b", ",",
  "\\N", "\\.", "\t", "a\nb", "\r", "\ud800", "\uFEFF", "\u00a0", "=1+1", "#REF!", "x".repeat(3000), "9".repeat(140_000), `1,${"1".repeat(20_000)}`, "[object Object]", "{}", "[]", "\\u0000", "_x0000_",
];

/** Rows like this one with some cells replaced by anything, and some with cells too many or too few. */
function rowsLike(example: readonly string[]): fc.Arbitrary<string[][]> {
  const anything = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...AWKWARD) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }).map((text) => `${text}${CANARY}${text}`) },
  );
  const cells = example.map((right) => fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, { weight: 2, arbitrary: anything }));
  const row = fc.oneof(
    { weight: 9, arbitrary: fc.tuple(...cells) },
    { weight: 1, arbitrary: fc.array(anything, { minLength: 1, maxLength: example.length + 2 }) },
  );
  return fc.array(row, { maxLength: 8 });
}

/** A cut file is refused, or has rows of the whole one: where lines stand for themselves, the last may have lost its end. */
function expectNoPart({ knowsItsEnd, sums, valid }: FuzzedSource, whole: Outcome, outcome: Outcome, length: number): void {
  if ("refused" in whole) throw new Error(`the valid file is refused: ${whole.refused}`);
  if ("refused" in outcome || sums) return;
  if (knowsItsEnd) {
    // Line ends after the end are no part of the file.
    expect(valid.toString("latin1", length).trim()).toBe("");
    return;
  }
  const last = outcome.rows.at(-1)?.line;
  const readable = (rows: typeof whole.rows): string[] =>
    rows.filter(({ fault, line }) => fault === null && line !== last).map(({ line, values }) => `${line} ${values.join("|")}`);
  const all = new Set(readable(whole.rows));
  expect(readable(outcome.rows).filter((row) => !all.has(row))).toEqual([]);
}

/** No value of the file's rows stands in what is told of it, but for what its name says. */
function expectNothingTold(fuzzed: FuzzedSource, whole: Outcome, outcome: Outcome): void {
  if ("refused" in whole) return;
  const named = Object.values(identityOf(fuzzed));
  const secrets = new Set(whole.rows.flatMap(({ values }) => values).filter((value) => value !== null && value.length > 4 && !named.includes(value)));
  const told = toldOf(outcome);
  expect([...secrets].filter((secret) => told.includes(secret!))).toEqual([]);
}
