import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../../gateway/project-root.js";
import { GATES, mutationsOf, REDUNDANT } from "../../long/scope-mutations.js";

/*
 * What tests/long/scope-mutations.test.ts runs for hours is made in a moment: a gate, or a call of one, that no mutation
 * takes out shows here.
 */

const MUTATIONS = mutationsOf(projectRoot()).map(({ name }) => name);

test("every gate of gateway/access has its mutations, or a reason why not", () => {
  const exported = ["scope.ts", "feed-scope.ts", "operations.ts", "identity.ts", "cover.ts"].flatMap((file) => {
    const text = readFileSync(join(projectRoot(), "gateway/access", file), "utf8");
    return [...text.matchAll(/^export (?:async )?(?:function|class) (\w+)/gm)].map(([, name]) => `${file} ${name}`);
  });
  expect(exported.filter((gate) => !Object.hasOwn(GATES, gate)), "say how it is taken out (tests/long/scope-mutations.ts)").toEqual([]);
  expect(Object.keys(GATES).filter((gate) => !exported.includes(gate)), "is no more").toEqual([]);
});

test("what the property need not find is a mutation that there is", () => {
  expect(Object.keys(REDUNDANT).filter((name) => !MUTATIONS.includes(name))).toEqual([]);
});
