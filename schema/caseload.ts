import { Field, Float, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "What one caseworker has on the desk." })
export class CaseworkerLoad {
  @Field(() => String)
  unit!: string;

  @Field(() => String, { nullable: true, description: "Signature; null: clients without a caseworker." })
  caseworker!: string | null;

  @Field(() => String, { nullable: true, description: "The name with the signature after it, as a person reads it; the signature alone where no name is known." })
  caseworkerShown!: string | null;

  @Field(() => Int, { description: "Living clients with a running decision." })
  clients!: number;

  @Field(() => Int, { description: "Their running decisions." })
  decisions!: number;

  @Field(() => Int, { description: "Findings about all of the caseworker's clients, without what is acknowledged." })
  findings!: number;

  @Field(() => Int, { description: "Those among them that are critical." })
  critical!: number;
}

@ObjectType({ description: "How evenly clients are spread over the caseworkers of the answer." })
export class CaseloadSpread {
  @Field(() => Int)
  caseworkers!: number;

  @Field(() => Int)
  fewest!: number;

  @Field(() => Int)
  most!: number;

  @Field(() => Float)
  mean!: number;

  @Field(() => Float)
  median!: number;
}

@ObjectType({ description: "The caseload of each caseworker, and how evenly it is spread." })
export class Caseload {
  @Field(() => [CaseworkerLoad], { description: "The most clients first." })
  loads!: CaseworkerLoad[];

  @Field(() => CaseloadSpread, { nullable: true, description: "Null where there is no caseworker." })
  spread!: CaseloadSpread | null;
}
