import { Field, ObjectType } from "type-graphql";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "An implementation plan of an order." })
export class Plan {
  @Field(() => CalendarDate)
  receivedOn!: string;

  @Field(() => Boolean, { description: "Whether it is good enough (contract 6, Plans)." })
  counts!: boolean;

  @Field(() => String, { description: "CASE_SYSTEM, or PROVIDER for a provider's receipt." })
  source!: string;
}
