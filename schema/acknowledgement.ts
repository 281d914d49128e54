import { Field, ObjectType } from "type-graphql";
import { CalendarDate } from "./scalars.js";
import { Severity } from "./severity.js";

@ObjectType({ description: "That somebody has seen a finding and answers for it. It ends by itself when the facts behind the finding change." })
export class Acknowledgement {
  @Field(() => String, { description: "Signature." })
  by!: string;

  @Field(() => String, { description: "The name with the signature after it, as a person reads it; the signature alone where no name is known." })
  byShown!: string;

  @Field(() => CalendarDate)
  on!: string;

  @Field(() => CalendarDate, { nullable: true, description: "Last day; null: as long as the facts are the same." })
  until!: string | null;

  @Field(() => String, { nullable: true, description: "Null for those who may see the case but not who it is." })
  note!: string | null;

  @Field(() => Severity, { description: "What the finding would be without it." })
  severity!: Severity;
}
