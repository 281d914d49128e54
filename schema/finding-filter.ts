import { Field, ID, InputType } from "type-graphql";
import { FindingKind } from "./finding-kind.js";
import { CalendarDate } from "./scalars.js";
import { Severity } from "./severity.js";

@InputType({ description: "Which findings: all that is given must hold. An empty list matches nothing." })
export class FindingFilter {
  @Field(() => [FindingKind], { nullable: true })
  kinds?: FindingKind[] | null;

  @Field(() => [Severity], { nullable: true })
  severities?: Severity[] | null;

  @Field(() => [String], { nullable: true, description: "Units that answer." })
  units?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Signatures." })
  caseworkers?: string[] | null;

  @Field(() => [String], { nullable: true })
  fileNumbers?: string[] | null;

  @Field(() => [ID], { nullable: true })
  rules?: string[] | null;

  @Field(() => CalendarDate, { nullable: true, description: "Due before this day." })
  dueBefore?: string | null;

  @Field(() => Boolean, { nullable: true })
  acknowledged?: boolean | null;
}
