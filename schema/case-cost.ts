import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import { Intervention } from "./intervention.js";

export const CostBasis = { CARE_COST_FILE: "CARE_COST_FILE", PRICE_LIST: "PRICE_LIST" } as const;
export type CostBasis = keyof typeof CostBasis;

registerEnumType(CostBasis, {
  name: "CostBasis",
  description: "Where a cost comes from (contract 3).",
  valuesConfig: {
    CARE_COST_FILE: { description: "What a caseworker's care cost file says of a month." },
    PRICE_LIST: { description: "An estimate: the decision's hours, days or month at the price in force." },
  },
});

@ObjectType({ description: "What an intervention costs a month." })
export class CaseCost {
  @Field(() => Intervention)
  intervention!: Intervention;

  @Field(() => CostBasis)
  basis!: CostBasis;

  @Field(() => String, { nullable: true, description: "The month that the file speaks of, `2022-10`; null for an estimate." })
  month!: string | null;

  @Field(() => Float, { nullable: true, description: "SEK. Null: not known, the list has no price for it or needs what is not said." })
  amount!: number | null;
}
