import { Field, Float, InputType, Int } from "type-graphql";
import { CalendarDate } from "./scalars.js";

@InputType({ description: "A decision that is being written." })
export class DecisionDraftInput {
  @Field(() => String)
  fileNumber!: string;

  @Field(() => String, { nullable: true, description: "Such as SoL 4:1. The intervention's own (contract 1) when left out." })
  law?: string | null;

  @Field(() => String, { description: "Code of contract 1, such as HTJ." })
  intervention!: string;

  @Field(() => CalendarDate, { nullable: true, description: "Today when left out." })
  decidedOn?: string | null;

  @Field(() => String, { nullable: true, description: "Signature; the caller when left out." })
  decidedBy?: string | null;

  @Field(() => CalendarDate, { nullable: true })
  validFrom?: string | null;

  @Field(() => CalendarDate, { nullable: true })
  validTo?: string | null;

  @Field(() => Float, { nullable: true })
  hoursPerMonth?: number | null;

  @Field(() => Float, { nullable: true })
  hoursPerWeek?: number | null;

  @Field(() => Int, { nullable: true, description: "Reimbursement level." })
  level?: number | null;
}
