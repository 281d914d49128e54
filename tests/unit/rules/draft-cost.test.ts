import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { estimatedMonthlyCost, type PricedDraft } from "../../../gateway/rules/draft-cost.js";
import type { LssLevel, Price } from "../../../gateway/rules/facts.js";
import { level, price } from "./case-facts.js";

const HOUR = price({ intervention: "HTJ", per: "TIM", price: "412" });
const PRIVATE_HOUR = price({ intervention: "HTJ", per: "TIM", price: "398.5", ownership: "PRIVAT" });

/** 100 hours of home care from December 2022, without a provider. */
function cost(changes: Partial<PricedDraft>, prices: readonly Price[] = [HOUR, PRIVATE_HOUR], levels: readonly LssLevel[] = []): number | null {
  const draft: PricedDraft = { intervention: "HTJ", hours: { perMonth: "100", perWeek: null }, level: null, on: day("2022-12-01"), ownership: null, ...changes };
  return estimatedMonthlyCost(draft, prices, levels);
}

describe("the cost of a draft a month", () => {
  it("is hours times the price of an hour", () => {
    expect(cost({})).toBe(41200);
  });

  it("counts a week as 12/52 of a month, to the öre", () => {
    expect(cost({ hours: { perMonth: null, perWeek: "10" } })).toBe(17853.33);
  });

  it("is not known without hours", () => {
    expect(cost({ hours: { perMonth: null, perWeek: null } })).toBeNull();
  });

  it("is by the price for who runs the client's provider", () => {
    expect(cost({ ownership: "PRIVAT" })).toBe(39850);
  });

  it("is by a private price where the city has none of its own", () => {
    expect(cost({}, [PRIVATE_HOUR])).toBe(39850);
  });

  it("is not known where the client's provider has no price", () => {
    expect(cost({ ownership: "PRIVAT" }, [HOUR])).toBeNull();
  });

  it("is thirty days of a price a day", () => {
    expect(cost({ intervention: "VOB", hours: { perMonth: null, perWeek: null } }, [price()])).toBe(45000);
  });

  it("is the price of a month as it stands", () => {
    expect(cost({}, [price({ per: "MAN", price: "640.5" })])).toBe(640.5);
  });

  it("is by the price in force when the decision begins", () => {
    expect(cost({}, [HOUR, price({ intervention: "HTJ", per: "TIM", price: "450", validFrom: day("2022-12-02") })])).toBe(41200);
  });

  it("takes the client's measured level, and the draft's own before it", () => {
    const prices = [3, 4].map((each) => price({ intervention: "LBV", level: each, price: String(each * 500) }));
    const housing = { intervention: "LBV", hours: { perMonth: null, perWeek: null } };
    expect([cost(housing, prices, [level("2022-08-20")]), cost({ ...housing, level: 3 }, prices, [level("2022-08-20")]), cost(housing, prices)])
      .toEqual([60000, 45000, null]);
  });
});
