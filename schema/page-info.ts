import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "Where a page of a list ends." })
export class PageInfo {
  @Field(() => String, { nullable: true, description: "Pass it as `after` for the next page." })
  endCursor!: string | null;

  @Field(() => Boolean)
  hasNextPage!: boolean;
}
