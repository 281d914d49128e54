import { Field, Float, ObjectType } from "type-graphql";

@ObjectType({ description: "Ordered and performed time of an order in one month, as its provider reported it (contract 2)." })
export class Delivery {
  @Field(() => String, { description: "`2022-11`." })
  month!: string;

  @Field(() => Float, { description: "As the report has it, not as the order does." })
  orderedHours!: number;

  @Field(() => Float)
  performedHours!: number;
}
