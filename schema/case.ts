import { Field, ObjectType } from "type-graphql";
import { Decision } from "./decision.js";
import { Finding } from "./finding.js";
import { IndividualPlan } from "./individual-plan.js";
import { OverlayStatus } from "./overlay-status.js";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "A client's case as it was known on the day." })
export class Case {
  @Field(() => String)
  fileNumber!: string;

  @Field(() => String, { nullable: true, description: "Null for those who may see the case but not the person's identity." })
  name!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "As name; null also when the number gives none." })
  birthDate!: string | null;

  @Field(() => Boolean, { description: "Whether the identity is protected today." })
  protected!: boolean;

  @Field(() => String, { description: "The unit that answers." })
  unit!: string;

  @Field(() => String, { nullable: true, description: "Signature." })
  caseworker!: string | null;

  @Field(() => CalendarDate, { nullable: true })
  deceasedOn!: string | null;

  @Field(() => [Decision], { description: "The one that began last first." })
  decisions!: Decision[];

  @Field(() => [IndividualPlan], { description: "The one drawn up last first." })
  individualPlans!: IndividualPlan[];

  @Field(() => [Finding])
  findings!: Finding[];

  @Field(() => OverlayStatus)
  status!: OverlayStatus;

  @Field(() => CalendarDate, { description: "How old the oldest data behind the answer is." })
  dataFrom!: string;
}
