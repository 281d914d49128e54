import { Field, ObjectType } from "type-graphql";
import { Role } from "./role.js";

@ObjectType({ description: "A unit as a person reads it." })
export class ShownUnit {
  @Field(() => String)
  code!: string;

  @Field(() => String, { description: "The name with the code after it; the code alone where no name is known." })
  shown!: string;
}

@ObjectType({ description: "The caller, as the token says." })
export class Viewer {
  @Field(() => String, { description: "Signature of a member of staff, or name of a system." })
  subject!: string;

  @Field(() => [Role])
  roles!: Role[];

  @Field(() => [String], { description: "Codes of the units that the caller works for; for the whole city all that answer today." })
  units!: string[];

  @Field(() => String, { description: "The name with the signature after it, as a person reads it; the signature alone where no name is known." })
  shown!: string;

  @Field(() => [ShownUnit], { description: "The same units, with their names." })
  unitsShown!: ShownUnit[];

  @Field(() => String, { nullable: true, description: "The district of those units; null for several, or the whole city." })
  district!: string | null;
}
