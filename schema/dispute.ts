import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "That somebody says that a warning is wrong." })
export class Dispute {
  @Field(() => String, { description: "Signature." })
  by!: string;

  @Field(() => String, { description: "The name with the signature after it, as a person reads it; the signature alone where no name is known." })
  byShown!: string;

  @Field(() => CalendarDate)
  on!: string;

  @Field(() => String, { nullable: true, description: "Null for those who may see the case but not who it is." })
  reason!: string | null;
}

@ObjectType({ description: "How often a rule was right, by those who got its findings. Numbers below 5 are null where they leave the unit." })
export class RulePrecision {
  @Field(() => ID)
  rule!: string;

  @Field(() => Int, { nullable: true, description: "Different findings that it has given, to today." })
  findings!: number | null;

  @Field(() => Int, { nullable: true, description: "Those that somebody called wrong." })
  disputed!: number | null;

  @Field(() => Float, { nullable: true, description: "The share of its findings that nobody called wrong." })
  precision!: number | null;
}
