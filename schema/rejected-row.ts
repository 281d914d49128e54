import { Field, ID, Int, ObjectType } from "type-graphql";
import { PageInfo } from "./page-info.js";

@ObjectType({ description: "A row in quarantine: where it stands and why it did not load. Never its content." })
export class RejectedRow {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  load!: string;

  @Field(() => String)
  file!: string;

  @Field(() => Int)
  line!: number;

  @Field(() => String, { nullable: true, description: "The column at fault, as the file names it; null when the row as a whole is." })
  column!: string | null;

  @Field(() => String, { description: "A reason of contract 1, such as BAD_DATE." })
  reason!: string;

  @Field(() => String, { nullable: true, description: "The case it belongs to, when that could be read and may be known." })
  fileNumber!: string | null;

  @Field(() => Int, { description: "How many times it has been tried again." })
  retries!: number;
}

@ObjectType()
export class RejectedRowEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => RejectedRow)
  node!: RejectedRow;
}

@ObjectType({ description: "A page of quarantined rows, the newest first." })
export class RejectedRowConnection {
  @Field(() => [RejectedRowEdge])
  edges!: RejectedRowEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int)
  totalCount!: number;
}
