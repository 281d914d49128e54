import { Field, Int, ObjectType } from "type-graphql";
import { FindingKind } from "./finding-kind.js";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "How many findings of one kind stand in each part of a worklist." })
export class WorklistKindCount {
  @Field(() => FindingKind)
  kind!: FindingKind;

  @Field(() => Int, { description: "Their date has passed." })
  overdue!: number;

  @Field(() => Int, { description: "Without a date, or due on the day itself." })
  now!: number;

  @Field(() => Int, { description: "Due later." })
  ahead!: number;

  @Field(() => Int, { description: "Acknowledged, whatever their date." })
  acknowledged!: number;
}

@ObjectType({ description: "A worklist in figures, on all its pages." })
export class WorklistCounts {
  @Field(() => CalendarDate, { description: "The day that they speak of." })
  on!: string;

  @Field(() => [WorklistKindCount], { description: "By kind; kinds without findings are left out." })
  kinds!: WorklistKindCount[];
}
