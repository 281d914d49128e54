import { Field, InputType, ObjectType } from "type-graphql";

@InputType({ description: "Which case: exactly one of the two." })
export class CaseKeyInput {
  @Field(() => String, { nullable: true })
  fileNumber?: string | null;

  @Field(() => String, { nullable: true, description: "Compared as text; blanks and hyphens in what is asked don't count." })
  personalNumber?: string | null;
}

@ObjectType({ description: "The key as it was asked." })
export class CaseKey {
  @Field(() => String, { nullable: true })
  fileNumber!: string | null;

  @Field(() => String, { nullable: true })
  personalNumber!: string | null;
}
