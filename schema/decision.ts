import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { FollowUp } from "./follow-up.js";
import { Intervention } from "./intervention.js";
import { Order } from "./order.js";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "A decision on assistance." })
export class Decision {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "The law it was made under, such as SoL 4:1." })
  law!: string;

  @Field(() => Intervention)
  intervention!: Intervention;

  @Field(() => CalendarDate)
  decidedOn!: string;

  @Field(() => String, { description: "BIFALL, DELAVSLAG or AVSLAG." })
  outcome!: string;

  @Field(() => CalendarDate)
  validFrom!: string;

  @Field(() => CalendarDate, { nullable: true, description: "Last day; null until further notice." })
  validTo!: string | null;

  @Field(() => Float, { nullable: true })
  amount!: number | null;

  @Field(() => String, { nullable: true, description: "TIM_MAN, TIM_VECKA, DYGN, NIVA or ST." })
  amountUnit!: string | null;

  @Field(() => Int, { nullable: true, description: "Reimbursement level." })
  level!: number | null;

  @Field(() => String, { nullable: true, description: "Signature." })
  decidedBy!: string | null;

  @Field(() => CalendarDate, { nullable: true })
  watchOn!: string | null;

  @Field(() => CalendarDate, { nullable: true })
  executedOn!: string | null;

  @Field(() => CalendarDate, { nullable: true })
  endedOn!: string | null;

  @Field(() => Boolean)
  byCourt!: boolean;

  @Field(() => CalendarDate, { nullable: true, description: "When it must be reviewed next (contract 6, Reviews); null when it is not to be." })
  nextReviewOn!: string | null;

  @Field(() => [Order])
  orders!: Order[];

  @Field(() => [FollowUp], { description: "The latest first." })
  followUps!: FollowUp[];
}
