import { Field, ObjectType } from "type-graphql";
import { Role } from "./role.js";

@ObjectType({ description: "The caller, as the token says." })
export class Viewer {
  @Field(() => String, { description: "Signature of a member of staff, or name of a system." })
  subject!: string;

  @Field(() => [Role])
  roles!: Role[];

  @Field(() => [String], { description: "Codes of the units that the caller works for; for the whole city all that answer today." })
  units!: string[];

  @Field(() => String, { nullable: true, description: "The district of those units; null for several, or the whole city." })
  district!: string | null;
}
