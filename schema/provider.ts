import { Field, ID, ObjectType } from "type-graphql";

@ObjectType({ description: "A provider of care." })
export class Provider {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "The code where the register has no name." })
  name!: string;

  @Field(() => Boolean, { description: "Run by the city (KOMMUN)." })
  municipal!: boolean;

  @Field(() => Boolean, { description: "Whether it registers its plans in the case system." })
  connected!: boolean;
}
