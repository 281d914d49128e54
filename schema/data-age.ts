import { Field, ObjectType } from "type-graphql";
import { CalendarDate, DateTime } from "./scalars.js";

@ObjectType({ description: "How old the data is that an answer rests on: the files KLIENT, BESLUT and BESTALL of the caller's districts." })
export class DataAge {
  @Field(() => CalendarDate, { nullable: true, description: "The day of the oldest of the newest files. Null when none has come." })
  dataFrom!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When the one of them was loaded that was loaded first. Null when one has never come." })
  dataLoadedAt!: Date | null;
}
