import { existsSync, readdirSync, readFileSync } from "node:fs";
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
  const exported = ["scope.ts", "feed-scope.ts", "operations.ts", "identity.ts", "cover.ts", "viewer-units.ts"].flatMap((file) => {
    const text = readFileSync(join(projectRoot(), "gateway/access", file), "utf8");
    return [...text.matchAll(/^export (?:async )?(?:function|class) (\w+)/gm)].map(([, name]) => `${file} ${name}`);
  });
  expect(exported.filter((gate) => !Object.hasOwn(GATES, gate)), "say how it is taken out (tests/long/scope-mutations.ts)").toEqual([]);
  expect(Object.keys(GATES).filter((gate) => !exported.includes(gate)), "is no more").toEqual([]);
});

test("what is said to take out a gate is a mutation that there is", () => {
  const said = Object.values(GATES).flatMap((gate) => ("mutation" in gate ? [gate.mutation] : []));
  expect(said.filter((name) => !MUTATIONS.includes(name))).toEqual([]);
});

test("what is said to stand in for a gate's mutations is a test that there is", () => {
  const tests = Object.values(GATES).flatMap((gate) => ("reason" in gate && gate.test !== undefined ? [gate.test] : []));
  expect(tests.filter((file) => !existsSync(join(projectRoot(), file)))).toEqual([]);
});

test("every use of a condition on units has a mutation of its own", () => {
  const files = readdirSync(join(projectRoot(), "gateway"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const used = files.flatMap((file) => {
    const text = readFileSync(join(projectRoot(), "gateway", file), "utf8").replaceAll(/\/\*\*[^]*?\*\/|^import .*$/gm, "");
    return [...text.matchAll(/(?<!function )\b(managedUnits|workUnits|managesUnit)\b/g)].map(([condition]) => `gateway/${file}: all units, ${condition}`);
  });
  const mutated = MUTATIONS.filter((name) => name.includes(": all units, ")).map((name) => name.replace(/\(.*$/, ""));
  expect(mutated.sort()).toEqual(used.sort());
});

test("what the property need not find is a mutation that there is", () => {
  expect(Object.keys(REDUNDANT).filter((name) => !MUTATIONS.includes(name))).toEqual([]);
});
