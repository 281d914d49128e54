import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { Finding } from "./finding.js";
import { Rule } from "./rule.js";

@InputType({ description: "A number of a rule, to be tried." })
export class RuleParameterInput {
  @Field(() => String)
  name!: string;

  @Field(() => Float)
  value!: number;
}

@ObjectType({ description: "A rule's findings in a unit, as it is and with the other numbers." })
export class RuleSimulationUnit {
  @Field(() => String)
  unit!: string;

  @Field(() => Int)
  now!: number;

  @Field(() => Int)
  then!: number;
}

@ObjectType({ description: "A rule's findings of a caseworker's clients, as it is and with the other numbers." })
export class RuleSimulationCaseworker {
  @Field(() => String)
  unit!: string;

  @Field(() => String, { nullable: true, description: "Signature; null: clients without a caseworker." })
  caseworker!: string | null;

  @Field(() => Int)
  now!: number;

  @Field(() => Int)
  then!: number;
}

@ObjectType({ description: "What a rule would find with other numbers, beside what it finds. Nothing is kept." })
export class RuleSimulation {
  @Field(() => Rule, { description: "The rule as it is." })
  rule!: Rule;

  @Field(() => Int)
  findingsNow!: number;

  @Field(() => Int)
  findingsThen!: number;

  @Field(() => [Finding], { description: "Findings that there would be and are not: the first 100, with texts by the other numbers." })
  added!: Finding[];

  @Field(() => [Finding], { description: "Findings that there are and would not be: the first 100." })
  removed!: Finding[];

  @Field(() => [RuleSimulationUnit])
  byUnit!: RuleSimulationUnit[];

  @Field(() => [RuleSimulationCaseworker], { nullable: true, description: "For managers alone, of the units that they manage; null for others." })
  byCaseworker!: RuleSimulationCaseworker[] | null;
}
