import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { CalendarDate, DateTime } from "./scalars.js";

export const SourceRhythm = { NIGHTLY: "NIGHTLY", MONTHLY: "MONTHLY", YEARLY: "YEARLY" } as const;
export type SourceRhythm = keyof typeof SourceRhythm;

registerEnumType(SourceRhythm, { name: "SourceRhythm", description: "How often a file is expected of each of its owners." });

@ObjectType({ description: "How fresh the files of one type are that one owner delivers." })
export class SourceFreshness {
  @Field(() => String, { description: "The file type, such as BESLUT." })
  type!: string;

  @Field(() => String, { description: "The district; of other files the provider, unit or caseworker that the name tells; * for the whole city." })
  owner!: string;

  @Field(() => SourceRhythm, { nullable: true, description: "How often one is expected; null: whenever there is something to send." })
  expected!: SourceRhythm | null;

  @Field(() => ID, { nullable: true, description: "The load of the newest file; null when none has come." })
  load!: string | null;

  @Field(() => String, { nullable: true })
  file!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "The day from which its facts are known." })
  dataFrom!: string | null;

  @Field(() => String, { nullable: true, description: "The month (2022-11) or year that it is about, where its name tells one." })
  period!: string | null;

  @Field(() => DateTime, { nullable: true })
  loadedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "Days since dataFrom." })
  ageDays!: number | null;

  @Field(() => Boolean, { description: "Whether a newer one should have come by now." })
  late!: boolean;
}
