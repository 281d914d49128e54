import { afterAll, beforeAll, expect, it } from "vitest";
import { findingList } from "../../gateway/findings/query-list.js";
import { FindingOrder } from "../../schema/finding-order.js";
import { answerDay } from "../../gateway/access/answer-day.js";
import { type City, openCity, sample } from "./city.js";

let city: City;

beforeAll(async () => {
  city = await openCity();
  await city.load([sample("hal-2022-11")]);
});
afterAll(() => city.close());

it("a provider is told by name and code, where the code alone would say nothing", async () => {
  const viewer = { subject: "CHEF", roles: ["MANAGER"] as const, units: null };
  const { edges } = await findingList(city.dataSource, { ...viewer, roles: [...viewer.roles] }, answerDay(null, "2022-11-30"), {
    filter: { rules: ["plan.missing", "price.mismatch"] }, orderBy: FindingOrder.DUE_ON_ASC, first: 500, after: null,
  });
  const providers = edges.flatMap(({ node }) => node.evidence).filter(({ name }) => name.endsWith(".provider"));
  expect([...new Set(providers.map(({ value, shownAs }) => `${value}: ${shownAs}`))].sort()).toContain("U204: Åsö Boendestöd AB (U204)");
  expect(providers.map(({ name }) => name)).toContain("careCost.provider");
  expect(providers.filter(({ shownAs }) => shownAs === null)).toEqual([]);
});
