import { Field, Int, ObjectType } from "type-graphql";
import { JSONObject } from "./scalars.js";

@ObjectType({ description: "How the overlay finds its way on the pages of one system (contract 5)." })
export class PageAdapter {
  @Field(() => String)
  system!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => [String], { description: "Match patterns." })
  hosts!: string[];

  @Field(() => JSONObject)
  content!: Record<string, unknown>;

  @Field(() => String, { description: "Hash of the content: another one is another adapter." })
  hash!: string;
}
