import { Field, Float, ID, ObjectType } from "type-graphql";
import { FindingKind } from "./finding-kind.js";
import { CalendarDate } from "./scalars.js";

@ObjectType({ description: "A number of a rule that a district can change." })
export class RuleParameter {
  @Field(() => String)
  name!: string;

  @Field(() => Float)
  value!: number;

  @Field(() => String, { description: "Such as days, months or hoursPerMonth." })
  unit!: string;

  @Field(() => Boolean, { description: "Whether the number is a local default that the rule's source does not give." })
  localDefault!: boolean;
}

@ObjectType({ description: "A rule of the catalogue in one version, with its source." })
export class Rule {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  version!: string;

  @Field(() => FindingKind)
  kind!: FindingKind;

  @Field(() => CalendarDate, { nullable: true, description: "Null: from the beginning." })
  validFrom!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Last day; null while it holds." })
  validTo!: string | null;

  @Field(() => [String], { description: "Empty: all districts." })
  districts!: string[];

  @Field(() => String)
  source!: string;

  @Field(() => [RuleParameter])
  parameters!: RuleParameter[];
}
