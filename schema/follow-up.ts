import { Field, ID, ObjectType } from "type-graphql";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "A follow-up of a decision." })
export class FollowUp {
  @Field(() => ID)
  id!: string;

  @Field(() => CalendarDate)
  date!: string;

  @Field(() => String, { description: "ORD, DUR, BOENDE, KVAL or RESURS (contract 1)." })
  kind!: string;
}
