import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "What the lists of the on-call services say of a client in one month (contract 2)." })
export class OnCallMonth {
  @Field(() => String, { description: "`2022-10`." })
  month!: string;

  @Field(() => Int, { description: "LARM." })
  alarms!: number;

  @Field(() => Int, { description: "BESOK." })
  visits!: number;

  @Field(() => Int, { description: "FALL." })
  falls!: number;

  @Field(() => Int, { description: "OVRIGT." })
  others!: number;
}
