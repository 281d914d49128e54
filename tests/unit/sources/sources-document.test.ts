import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { projectRoot } from "../../../gateway/project-root.js";
import { ALL_SOURCES } from "../../../gateway/sources/all-sources.js";
import { sourcesDocument } from "../../../gateway/sources/sources-document.js";

test("docs/sources.md is what the definitions say: npm run sources", () => {
  expect(readFileSync(join(projectRoot(), "docs/sources.md"), "utf8")).toBe(sourcesDocument(ALL_SOURCES));
});

describe.each(ALL_SOURCES)("what $type says of itself", (source) => {
  const columns = source.describe.columns;

  it("knows a file of the name that it tells", () => {
    const [name] = source.describe.name.replace(/<YYYY(MM)?(DD)?>/, (_, month, day) => `2022${month ? "11" : ""}${day ? "30" : ""}`).replace(/<\w+>/, "X1").split("|");
    expect(source.recognise(name!)).not.toBeNull();
  });

  it("names the columns that its faults name", () => {
    const named = new Set(columns.map(({ name }) => name));
    expect([source.keyColumn, ...source.stagedFaults.map(({ column }) => column)].filter((column) => !named.has(column))).toEqual([]);
  });
});
