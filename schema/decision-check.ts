import { Field, Float, ObjectType } from "type-graphql";
import { DecisionNotice } from "./decision-notice.js";
import { DelegationRole } from "./delegation-role.js";
import { DraftFact } from "./draft-fact.js";
import { Finding } from "./finding.js";

@ObjectType({ description: "Whether a draft is within delegation, and what else to know. A warning never blocks." })
export class DecisionCheck {
  @Field(() => Boolean, { description: "False when the decision-maker lacks the delegation." })
  allowed!: boolean;

  @Field(() => [DelegationRole], { description: "Who may make it; empty: nobody in the unit by these rules." })
  requiredRoles!: DelegationRole[];

  @Field(() => [DraftFact], { description: "What the draft does not say and rules about it have limits in: those limits are not judged, and `allowed` and `requiredRoles` hold without them." })
  unjudged!: DraftFact[];

  @Field(() => [Finding])
  findings!: Finding[];

  @Field(() => Float, { nullable: true, description: "SEK by the price list; null where it has no price for the draft." })
  estimatedMonthlyCost!: number | null;

  @Field(() => [DecisionNotice], { description: "The client's death or protection, decisions that it overlaps or replaces, and the dates that will follow." })
  notices!: DecisionNotice[];
}
