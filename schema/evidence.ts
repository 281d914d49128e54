import { Field, Int, ObjectType } from "type-graphql";
import { FactType } from "./fact-type.js";
import { DateTime } from "./scalars.js";

@ObjectType({ description: "A fact that a finding stands on, and the file and line that brought it. Never a name or a number of a person." })
export class Evidence {
  @Field(() => String, { description: "Stable name of what the value is, such as decision.to; `label` has it in words." })
  name!: string;

  @Field(() => String, { description: "Dates as YYYY-MM-DD, codes as contract 1 has them; `shown` has it in words." })
  value!: string;

  @Field(() => FactType)
  fact!: FactType;

  @Field(() => String)
  key!: string;

  @Field(() => String, { description: "Name of the file." })
  file!: string;

  @Field(() => Int, { nullable: true, description: "Line of the file or row of the sheet; null when the format has no lines." })
  line!: number | null;

  @Field(() => DateTime)
  loadedAt!: Date;
}
