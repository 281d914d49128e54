import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "An intervention by the code of contract 1 (insats), with its names." })
export class Intervention {
  @Field(() => String)
  code!: string;
}
