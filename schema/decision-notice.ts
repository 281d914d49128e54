import { Field, ObjectType, registerEnumType } from "type-graphql";
import { CalendarDate } from "./scalars.js";

export enum DecisionNoticeKind {
  CLIENT_DECEASED = "CLIENT_DECEASED",
  CLIENT_PROTECTED = "CLIENT_PROTECTED",
  OVERLAPS = "OVERLAPS",
  OVERLAPS_OPEN = "OVERLAPS_OPEN",
  REPLACES = "REPLACES",
  EXECUTE = "EXECUTE",
  REVIEW = "REVIEW",
  EXPIRES = "EXPIRES",
}
registerEnumType(DecisionNoticeKind, { name: "DecisionNoticeKind" });

@ObjectType({ description: "Something else to know before a decision is made." })
export class DecisionNotice {
  @Field(() => DecisionNoticeKind)
  kind!: DecisionNoticeKind;

  @Field(() => CalendarDate, { nullable: true, description: "The day that it is about." })
  on!: string | null;

  @Field(() => String, { nullable: true, description: "Number of the other decision that it is about." })
  decision!: string | null;
}
