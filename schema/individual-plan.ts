import { Field, ObjectType } from "type-graphql";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "An individual plan (LSS 10 §) or a coordinated one, as the unit's list has it (contract 3)." })
export class IndividualPlan {
  @Field(() => String, { description: "IP, or SIP for a plan coordinated with the region." })
  kind!: string;

  @Field(() => CalendarDate, { nullable: true })
  offeredOn!: string | null;

  @Field(() => CalendarDate, { nullable: true })
  drawnUpOn!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "When it is to be followed up." })
  followUpOn!: string | null;
}
