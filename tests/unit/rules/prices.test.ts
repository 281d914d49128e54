import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import type { CareCost, LssLevel, Ownership, Price } from "../../../gateway/rules/facts.js";
import { careCost, evaluate, holdingOn, level, price } from "./case-facts.js";

interface Changes {
  readonly costs?: readonly CareCost[];
  readonly prices?: readonly Price[];
  readonly levels?: readonly LssLevel[];
  readonly ownership?: Ownership | null;
}

/** The interventions with PRICE on 30 November 2022; by default 1500 in a municipal care home, paid and listed. */
function told({ costs = [careCost()], prices = [price()], levels = [], ownership = "KOMMUN" }: Changes): (string | null)[] {
  const around = { ownership: () => ownership, prices: (intervention: string) => prices.filter((each) => each.intervention === intervention) };
  return holdingOn(evaluate({ careCosts: costs, levels }, {}, around), day("2022-11-30"))
    .filter(({ kind }) => kind === "PRICE")
    .map(({ about, variant }) => (variant === "" ? about : `${about} ${variant}`));
}

const paying = (amount: string): Changes => ({ costs: [careCost({ price: amount })] });
const MISMATCH = ["VOB"];

describe("price.mismatch", () => {
  it.each([["1507.5", []], ["1507.51", MISMATCH], ["1492.5", []], ["1492.49", MISMATCH], ["1500", []]])("of %s paid where the list has 1500 is %j", (paid, expected) => {
    expect(told(paying(paid))).toEqual(expected);
  });

  it("counts no price without an amount in any month", () => {
    expect(told({ costs: [careCost({ price: "9", lastMonth: null })] })).toEqual([]);
  });

  it("tells nothing where the list has no such price", () => {
    expect([
      told({ ...paying("9"), prices: [] }), told({ ...paying("9"), prices: [price({ per: "TIM" })] }),
      told({ ...paying("9"), prices: [price({ ownership: "PRIVAT" })] }), told({ ...paying("9"), ownership: null }),
    ]).toEqual([[], [], [], []]);
  });

  it("takes a price without regi for every provider, even an unknown one", () => {
    expect(told({ ...paying("9"), prices: [price({ ownership: null })], ownership: null })).toEqual(MISMATCH);
  });

  it("takes the price for the provider's regi before one for both", () => {
    expect(told({ prices: [price({ ownership: null, price: "9" }), price()] })).toEqual([]);
  });

  it("takes the price in force on the last day of the last month with an amount", () => {
    const from = (validFrom: string): (string | null)[] => told({ prices: [price(), price({ validFrom: day(validFrom), price: "1600" })] });
    expect([from("2022-10-31"), from("2022-11-01")]).toEqual([MISMATCH, []]);
  });

  it("tells nothing before the first price begins", () => {
    expect(told({ ...paying("9"), prices: [price({ validFrom: day("2022-11-01") })] })).toEqual([]);
  });

  it("takes of two lists that begin a price on one day the later", () => {
    expect(told({ prices: [price({ listYear: "2023", price: "1600" }), price()] })).toEqual(MISMATCH);
  });

  it("is one for all rows of an intervention", () => {
    expect(told({ costs: [careCost({ price: "9" }), careCost({ price: "8", ordinal: 2 })] })).toEqual(MISMATCH);
  });

  it("is one for each intervention", () => {
    const costs = [careCost({ price: "9" }), careCost({ price: "9", ordinal: 2, intervention: "SVH" })];
    expect(told({ costs, prices: [price(), price({ intervention: "SVH" })] })).toEqual(["SVH", "VOB"]);
  });

  it("is told when one of several rows differs", () => {
    expect(told({ costs: [careCost(), careCost({ price: "9", ordinal: 2 })] })).toEqual(MISMATCH);
  });
});

describe("price.mismatch where the list has levels", () => {
  const prices = [3, 4, 5].map((each) => price({ intervention: "LBV", level: each, price: String(each * 500) }));
  const costs = [careCost({ intervention: "LBV", price: "2000" })];

  it("takes the price of the client's level", () => {
    expect([told({ costs, prices, levels: [level("2022-08-20")] }), told({ costs, prices, levels: [level("2022-08-20", { level: 5 })] })])
      .toEqual([[], ["LBV level"]]);
  });

  it("takes the level that was measured last by the last day of the month", () => {
    const measured = (date: string): (string | null)[] => told({ costs, prices, levels: [level("2022-03-31"), level(date, { level: 5 })] });
    expect([measured("2022-10-31"), measured("2022-11-01")]).toEqual([["LBV level"], []]);
  });

  it("tells nothing when no level is known", () => {
    expect(told({ costs, prices, levels: [level("2022-08-20", { intervention: "LDV" })] })).toEqual([]);
  });

  it("tells nothing when the list lacks the level", () => {
    expect(told({ costs, prices, levels: [level("2022-08-20", { level: 7 })] })).toEqual([]);
  });

  it("asks for no level once a price without one has begun", () => {
    expect(told({ costs, prices: [...prices, price({ intervention: "LBV", validFrom: day("2022-06-01"), price: "9" })] })).toEqual(["LBV"]);
  });
});
