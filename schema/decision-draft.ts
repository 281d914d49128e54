import { Field, Float, InputType, Int } from "type-graphql";
import { CalendarDate } from "./scalars.js";

@InputType({ description: "A decision that is being written." })
export class DecisionDraftInput {
  @Field(() => String)
  fileNumber!: string;

  @Field(() => String, { description: "Such as SoL 4:1. Empty: the intervention's own (contract 1)." })
  law!: string;

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
