import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DERIVED_OF_CASES, FACTS_OF_CASES } from "../../../gateway/data-protection/rows-of-cases.js";
import { projectRoot } from "../../../gateway/project-root.js";

const security = readFileSync(join(projectRoot(), "docs", "security.md"), "utf8");

// An impact assessment starts from that list: what is not on it would not be assessed.
test.each([...FACTS_OF_CASES.map(({ table }) => table), ...DERIVED_OF_CASES])("docs/security.md says what is held about persons in %s", (table) => {
  expect(security).toContain(`\`${table}\``);
});
