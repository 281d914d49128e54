import { Field, Float, ObjectType } from "type-graphql";
import { DelegationRole } from "./delegation-role.js";
import { Finding } from "./finding.js";

@ObjectType({ description: "Whether a draft is within delegation, and what else to know. A warning never blocks." })
export class DecisionCheck {
  @Field(() => Boolean, { description: "False when the decision-maker lacks the delegation." })
  allowed!: boolean;

  @Field(() => [DelegationRole], { description: "Who may make it; empty: nobody in the unit by these rules." })
  requiredRoles!: DelegationRole[];

  @Field(() => [Finding])
  findings!: Finding[];

  @Field(() => Float, { nullable: true, description: "SEK; null while no price is known for it." })
  estimatedMonthlyCost!: number | null;
}
