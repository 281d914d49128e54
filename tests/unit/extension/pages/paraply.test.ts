import { describe, expect, it } from "vitest";
import { readSavedFile } from "./read-saved-file.js";

describe("paraply", () => {
  it("has a number, and a place for its badge, for each row of the list", () => {
    expect(readSavedFile("paraply", "paraply.html")).toEqual([
      "client-list: fileNumber 100001-1, append td",
      "client-list: fileNumber 100002-2, append td",
    ]);
  });
});
