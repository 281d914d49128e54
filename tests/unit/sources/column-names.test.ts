import { expect, test } from "vitest";
import { readColumnNames } from "../../../gateway/sources/legacy-extract/format.js";

test("a column that the contract lacks is named and passed over", () => {
  expect(readColumnNames("aktnr;nytt;kon", ["aktnr", "kon"])).toEqual({ columns: ["aktnr", "nytt", "kon"], note: "unknown column ignored: nytt" });
});

// The database takes no text with one, so the note of the load could not be written.
test("a null character in a column's name refuses the file", () => {
  expect(() => readColumnNames("aktnr;\u0000nytt;kon", ["aktnr", "kon"])).toThrow("line 2 has a column name with a null character in it");
});
