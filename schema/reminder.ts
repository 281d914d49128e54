import { Field, ID, ObjectType } from "type-graphql";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "That a provider was reminded of an order's implementation plan." })
export class Reminder {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "Number of the order." })
  order!: string;

  @Field(() => CalendarDate)
  sentOn!: string;

  @Field(() => String, { nullable: true, description: "Null where none was written, and for those who may see the case but not who it is." })
  note!: string | null;

  @Field(() => String, { description: "Signature." })
  by!: string;

  @Field(() => String, { description: "The name with the signature after it, as a person reads it; the signature alone where no name is known." })
  byShown!: string;
}
