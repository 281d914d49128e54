import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "A row in quarantine with its content. To open one is to read about a person: it is written to the access log." })
export class OpenedRow {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  file!: string;

  @Field(() => Int)
  line!: number;

  @Field(() => String, { nullable: true, description: "The column at fault, as the file names it; null when the row as a whole is." })
  column!: string | null;

  @Field(() => String, { description: "A reason of contract 1, such as BAD_DATE." })
  reason!: string;

  @Field(() => [String], { description: "The columns of the file, in their order." })
  columns!: string[];

  @Field(() => String, { description: "The row as it came." })
  text!: string;

  @Field(() => [String], { description: "The cases that it belongs to." })
  fileNumbers!: string[];
}
